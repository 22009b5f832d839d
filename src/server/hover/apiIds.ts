import { apiId, type Origin } from '../../analysis/bindings';

/** Classes of what functions of Node's give, by the functions' ids. */
const classes: Readonly<Record<string, string>> = {
  'child_process.exec': 'child_process.ChildProcess',
  'child_process.execFile': 'child_process.ChildProcess',
  'child_process.fork': 'child_process.ChildProcess',
  'child_process.spawn': 'child_process.ChildProcess',
  'crypto.createCipheriv': 'crypto.Cipheriv',
  'crypto.createDecipheriv': 'crypto.Decipheriv',
  'crypto.createDiffieHellman': 'crypto.DiffieHellman',
  'crypto.createECDH': 'crypto.ECDH',
  'crypto.createHash': 'crypto.Hash',
  'crypto.createHmac': 'crypto.Hmac',
  'crypto.createSign': 'crypto.Sign',
  'crypto.createVerify': 'crypto.Verify',
  'dgram.createSocket': 'dgram.Socket',
  'fs.createReadStream': 'fs.ReadStream',
  'fs.createWriteStream': 'fs.WriteStream',
  'fs.opendirSync': 'fs.Dir',
  'fs.watch': 'fs.FSWatcher',
  'http.createServer': 'http.Server',
  'http.get': 'http.ClientRequest',
  'http.request': 'http.ClientRequest',
  'http2.createSecureServer': 'http2.Http2SecureServer',
  'http2.createServer': 'http2.Http2Server',
  'https.createServer': 'https.Server',
  'https.get': 'http.ClientRequest',
  'https.request': 'http.ClientRequest',
  'net.connect': 'net.Socket',
  'net.createConnection': 'net.Socket',
  'net.createServer': 'net.Server',
  'readline.createInterface': 'readline.Interface',
  'tls.connect': 'tls.TLSSocket',
  'tls.createServer': 'tls.Server',
  'zlib.createBrotliCompress': 'zlib.BrotliCompress',
  'zlib.createBrotliDecompress': 'zlib.BrotliDecompress',
  'zlib.createDeflate': 'zlib.Deflate',
  'zlib.createGunzip': 'zlib.Gunzip',
  'zlib.createGzip': 'zlib.Gzip',
  'zlib.createInflate': 'zlib.Inflate',
};
/** What these promise. */
const promisedClasses: Readonly<Record<string, string>> = {
  'fs.promises.open': 'fs.promises.FileHandle',
  'fs.promises.opendir': 'fs.Dir',
};
/** Methods that give the object that they are called on. */
const chained = new Set(['update', 'setEncoding', 'on', 'once', 'setTimeout', 'ref', 'unref', 'listen']);

/** Ids under which an origin may be known, likeliest first: a callable itself, or a method of what another one gave. */
export function apiIdsOf(origin: Origin): readonly string[] {
  const id = apiId(origin);
  if (id !== null) return [id];
  // 1. Where the value's way leaves Node's names: `createHash`, `()`, `update`.
  const at = origin.way.findIndex((name) => name === '()' || name === 'new' || name === 'await');
  const maker = apiId({ ...origin, way: origin.way.slice(0, at) });
  if (maker === null) return [];
  // 2. Calls that give the same object again are left out: `createHash('x').update(y).digest`.
  let rest = origin.way.slice(at);
  let owner: string | undefined;
  if (rest[0] === 'new') [owner, rest] = [maker, rest.slice(1)];
  else if (rest[1] === 'await') [owner, rest] = [promisedClasses[maker], rest.slice(2)];
  else [owner, rest] = [classes[maker], rest.slice(1)];
  while (rest.length > 2 && chained.has(rest[0]!) && rest[1] === '()') rest = rest.slice(2);
  const [method] = rest;
  return owner !== undefined && rest.length === 1 && method ? [`${owner}#${method}`] : [];
}
