import { lookupApi } from '../knowledge/lookup';
import { apiId, globalModule } from './bindings';

/** A call that the thread waits for, or does the work of, though it could be had otherwise. */
export interface BlockingCall {
  /** `ApiEntry.id`, or `package.name` for a package's function. */
  readonly id: string;
  /** `cheap`: microseconds as a rule; `heavy`: tens of milliseconds and more as a rule. */
  readonly weight: 'cheap' | 'plain' | 'heavy';
}

/** Modules whose functions named `…Sync` wait or work on the calling thread, and have a counterpart that does not. */
const nodeModules = new Set(['fs', 'crypto', 'zlib', 'child_process']);
/** Packages that hand on what `fs` has, under the same names. */
const likeFs = new Set(['graceful-fs', 'fs-extra', 'original-fs', 'fs.realpath', 'mz/fs']);
/** Packages whose only function blocks, and those whose `sync` does. */
const packages: ReadonlyMap<string, readonly string[]> = new Map([
  ['sync-request', ['()']],
  ['prompt-sync', ['()']],
]);
/** What packages do synchronously under such names takes time; `runSync` of a library of effects does not by itself. */
const slowVerb =
  /^(?:gen|hash|compare|verify|sign|derive|encrypt|decrypt|encode|decode|read|write|output|append|copy|move|remove|delete|empty|ensure|make|create|list|walk|find|scan|glob|search|stat|exists|path|load|save|exec|spawn|run(?:Command|Script)|compress|decompress|deflate|inflate|gzip|gunzip|pack|unpack|zip|unzip|render|compile|transform|parse|sync)\w*Sync$|^(?:glob|move|copy|remove|mkdirp|rimraf)Sync$/;
const slowHash = /^[^.]+\.(?:hash|compare|derive|genSalt)\w*Sync$/;
/** Packages whose `sync` asks for no more than a few random bytes. */
const quick = new Set(['uid-safe', 'random-bytes']);
const metadata =
  /^fs\.(?:exists|access|stat|lstat|fstat|realpath|realpath\.native|close|unlink|mkdir|utimes|readlink|statfs|chmod|chown)Sync$/;
const heavy =
  /^(?:child_process\.(?:exec|execFile|spawn)Sync|crypto\.(?:pbkdf2|scrypt|generateKeyPair|generatePrime|checkPrime|argon2)Sync|Atomics\.wait|sync-request\.\(\)|fs(?:-extra)?\.(?:cp|copy|rm|remove)Sync)$/;

/** Names that only Node's own functions have: they tell what is called when it is not known on what. */
const telling: ReadonlyMap<string, string> = new Map([
  ...(
    'readFileSync writeFileSync appendFileSync existsSync statSync lstatSync readdirSync mkdirSync rmdirSync unlinkSync ' +
    'copyFileSync renameSync accessSync realpathSync mkdtempSync readlinkSync symlinkSync chmodSync openSync utimesSync ' +
    'opendirSync truncateSync createReadStreamSync'
  )
    .split(' ')
    .map((name) => [name, `fs.${name}`] as const),
  ...['execSync', 'execFileSync', 'spawnSync'].map((name) => [name, `child_process.${name}`] as const),
  ...['pbkdf2Sync', 'scryptSync', 'generateKeyPairSync'].map((name) => [name, `crypto.${name}`] as const),
  ...[
    'gzipSync',
    'gunzipSync',
    'deflateSync',
    'inflateSync',
    'brotliCompressSync',
    'brotliDecompressSync',
  ].map((name) => [name, `zlib.${name}`] as const),
]);

/** What a call of this origin blocks with; null for one that does not block. `way` ends at what is called. */
export function blockingCall(module: string, way: readonly string[]): BlockingCall | null {
  const plain = way[0] === 'default' ? way.slice(1) : way;
  const name = plain.at(-1) ?? '';
  if (module === globalModule)
    return plain.join('.') === 'Atomics.wait' ? { id: 'Atomics.wait', weight: 'heavy' } : null;
  const inFs = likeFs.has(module) && plain.length === 1 ? `fs.${name}` : null;
  if (inFs !== null && /Sync$/.test(name) && lookupApi(inFs)) return weighed(inFs);
  const id = apiId({ module, way });
  if (id === null) return ofPackage(module, plain);
  if (nodeModules.has(module)) {
    const entry = lookupApi(id);
    if (!/Sync$/.test(name) && name !== 'native') return null;
    if (name === 'native' && !id.endsWith('Sync.native')) return null;
    if (entry && !entry.variants.some(({ blocksMain }) => blocksMain)) return null;
    return weighed(entry?.id ?? id);
  }
  return ofPackage(module, plain);
}

/** For a call of a property of something that is not known. */
export function blockingByName(name: string): BlockingCall | null {
  const id = telling.get(name);
  return id === undefined ? null : weighed(id);
}

function ofPackage(module: string, way: readonly string[]): BlockingCall | null {
  // Files of the program itself are followed, not judged by names.
  if (/^[./]|^[a-z]:/i.test(module)) return null;
  const name = way.at(-1) ?? '()';
  const isBlocking =
    (way.length <= 1 && isSlow(module, name)) || packages.get(module)?.includes(name) === true;
  return isBlocking ? weighed(`${module}.${name}`) : null;
}

function isSlow(module: string, name: string): boolean {
  if (name === 'sync') return !quick.has(module);
  // Packages that add to `fs` keep its names.
  return slowVerb.test(name) || (telling.has(name) && name !== 'openSync');
}

function weighed(id: string): BlockingCall {
  if (metadata.test(id)) return { id, weight: 'cheap' };
  return { id, weight: heavy.test(id) || slowHash.test(id) ? 'heavy' : 'plain' };
}
