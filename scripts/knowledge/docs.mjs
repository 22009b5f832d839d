// Since which version there is a callable, and the anchor of its heading in Node's documentation.

/** What Node's documentation calls an instance of a class. */
const instances = {
  'crypto.Hash': 'hash',
  'crypto.Hmac': 'hmac',
  'crypto.Cipheriv': 'cipher',
  'crypto.Decipheriv': 'decipher',
  'crypto.DiffieHellman': 'diffieHellman',
  'crypto.ECDH': 'ecdh',
  'crypto.Sign': 'sign',
  'crypto.Verify': 'verify',
  'crypto.KeyObject': 'keyObject',
  'crypto.X509Certificate': 'x509',
  'fs.Dir': 'dir',
  'fs.Dirent': 'dirent',
  'fs.Stats': 'stats',
  'fs.promises.FileHandle': 'filehandle',
  'fs.FSWatcher': 'watcher',
  'http.Agent': 'agent',
  'http.ClientRequest': 'request',
  'http.IncomingMessage': 'message',
  'http.OutgoingMessage': 'outgoingMessage',
  'http.Server': 'server',
  'http.ServerResponse': 'response',
  'http2.Http2Session': 'http2session',
  'http2.Http2Stream': 'http2stream',
  'net.BlockList': 'blockList',
  'net.Server': 'server',
  'net.Socket': 'socket',
  'dgram.Socket': 'socket',
  'tls.Server': 'server',
  'tls.TLSSocket': 'tlsSocket',
  'dns.Resolver': 'resolver',
  'stream.Readable': 'readable',
  'stream.Writable': 'writable',
  'events.EventEmitter': 'emitter',
  EventTarget: 'eventTarget',
  'child_process.ChildProcess': 'subprocess',
  'cluster.Worker': 'worker',
  'worker_threads.Worker': 'worker',
  MessagePort: 'port',
  BroadcastChannel: 'broadcastChannel',
  'readline.Interface': 'rl',
  'timers.Timeout': 'timeout',
  'timers.Immediate': 'immediate',
  'async_hooks.AsyncLocalStorage': 'asyncLocalStorage',
  'async_hooks.AsyncResource': 'asyncResource',
  'diagnostics_channel.Channel': 'channel',
  'string_decoder.StringDecoder': 'stringDecoder',
  'sqlite.DatabaseSync': 'database',
  'sqlite.StatementSync': 'statement',
  'v8.Serializer': 'serializer',
  'v8.Deserializer': 'deserializer',
  'vm.Script': 'script',
  'inspector.Session': 'session',
  Buffer: 'buf',
  Blob: 'blob',
  URLSearchParams: 'urlSearchParams',
  AbortController: 'abortController',
};
/** What its headings call a module, where that is not its name. */
const modules = {
  'fs.promises': 'fsPromises',
  'timers/promises': 'timersPromises',
  'dns/promises': 'dnsPromises',
  'readline/promises': 'readlinePromises',
  'util/types': 'util.types',
  'crypto.subtle': 'subtle',
};
/** Headings whose parameters differ from those in the source. */
const headings = {
  setTimeout: 'setTimeout(callback[, delay[, ...args]])',
  setInterval: 'setInterval(callback[, delay[, ...args]])',
  setImmediate: 'setImmediate(callback[, ...args])',
  queueMicrotask: 'queueMicrotask(callback)',
  structuredClone: 'structuredClone(value[, options])',
  fetch: 'fetch',
  require: 'require(id)',
  import: 'import() expressions',
  'process.nextTick': 'process.nextTick(callback[, ...args])',
  'process.exit': 'process.exit([code])',
  'timers/promises.setTimeout': 'timersPromises.setTimeout([delay[, value[, options]]])',
  'timers/promises.setImmediate': 'timersPromises.setImmediate([value[, options]])',
  'timers/promises.setInterval': 'timersPromises.setInterval([delay[, value[, options]]])',
  'child_process.exec': 'child_process.exec(command[, options][, callback])',
  'child_process.execFile': 'child_process.execFile(file[, args][, options][, callback])',
  'child_process.execSync': 'child_process.execSync(command[, options])',
  'child_process.execFileSync': 'child_process.execFileSync(file[, args][, options])',
  'child_process.spawn': 'child_process.spawn(command[, args][, options])',
  'child_process.spawnSync': 'child_process.spawnSync(command[, args][, options])',
  'child_process.fork': 'child_process.fork(modulePath[, args][, options])',
  'http.request': 'http.request(url[, options][, callback])',
  'http.get': 'http.get(url[, options][, callback])',
  'https.request': 'https.request(url[, options][, callback])',
  'https.get': 'https.get(url[, options][, callback])',
  'crypto.randomBytes': 'crypto.randomBytes(size[, callback])',
  'crypto.createHash': 'crypto.createHash(algorithm[, options])',
  'crypto.Hash#update': 'hash.update(data[, inputEncoding])',
  'crypto.Hash#digest': 'hash.digest([encoding])',
  'crypto.hash': 'crypto.hash(algorithm, data[, options])',
  'crypto.sign': 'crypto.sign(algorithm, data, key[, callback])',
  'crypto.verify': 'crypto.verify(algorithm, data, key, signature[, callback])',
  'console.log': 'console.log([data][, ...args])',
  'readline.createInterface': 'readline.createInterface(options)',
  'readline/promises.createInterface': 'readlinePromises.createInterface(options)',
  'stream.pipeline': 'stream.pipeline(source[, ...transforms], destination, callback)',
  'stream/promises.pipeline': 'stream.pipeline(source[, ...transforms], destination[, options])',
  'stream/promises.finished': 'stream.finished(stream[, options])',
  ...Object.fromEntries(
    [
      ...['deflate', 'deflateRaw', 'gzip', 'gunzip', 'inflate', 'inflateRaw', 'unzip'],
      ...['brotliCompress', 'brotliDecompress', 'zstdCompress', 'zstdDecompress'],
    ].flatMap((name) => [
      [`zlib.${name}`, `zlib.${name}(buffer[, options], callback)`],
      [`zlib.${name}Sync`, `zlib.${name}Sync(buffer[, options])`],
    ]),
  ),
};

/** Node's rule for anchors of headings. */
export const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-');

/**
 * Gives entries `since` and, where its heading is sure, `doc`.
 *
 * @param {Map<string, { since: string | null, params: string[][] }>[]} types by id, newest major first
 * @param {Map<string, string[]>} sources parameters in Node's own source, by id
 */
export function addDocs(entries, types, sources) {
  for (const entry of entries) {
    const names = [entry.id, ...entry.aliases];
    const known = types.flatMap((map) => names.map((name) => map.get(name)).filter(Boolean));
    const since = known.map((one) => one.since).find(Boolean) ?? null;
    entry.since = since && plausible(since, entry.majors) ? since : null;
    entry.doc = anchorFor(entry, known, sources.get(entry.id));
  }
}

/** A version that fits the majors in which the callable was found. */
function plausible(since, majors) {
  const major = Number(since.split('.')[0]);
  const [oldest] = majors;
  return oldest === 20 ? major <= 20 : major <= oldest;
}

function anchorFor({ id, kind }, known, source) {
  if (headings[id]) return anchorOf(headings[id]);
  if (kind === 'getter' || kind === 'constructor' || !source) return null;
  // Sure where Node's source and its types call the parameters the same.
  const own = source.map((name) => name.replace(/^\.+/, ''));
  if (!known.some(({ params }) => params.some((names) => names.join() === own.join()))) return null;
  const name = headed(id);
  return name && anchorOf(`${name}(${own.join(', ')})`);
}

/** The callable as headings write it, without parameters; null where that is not sure. */
function headed(id) {
  const [owner, method] = id.split('#');
  if (method) return instances[owner] ? `${instances[owner]}.${method}` : null;
  const at = id.lastIndexOf('.');
  if (at < 0) return id;
  const module = id.slice(0, at);
  if (module === 'Buffer') return `Static method: ${id}`;
  if (/(^|\.)[A-Z]\w*$/.test(module) && !/^inspector\./.test(module)) return null;
  return module.includes('/') && !modules[module] ? null : `${modules[module] ?? module}.${id.slice(at + 1)}`;
}
