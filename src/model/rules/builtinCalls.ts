import type { Category } from '../../shared/report';
import type { Translate } from '../message';
import { callsOf, docs, listed, type FindingRule, type IndexedBlock } from './rule';

/** Asynchronous counterparts that can't be had by leaving `Sync` away. */
const irregular: Readonly<Record<string, string>> = {
  'fs.existsSync': 'fs.promises.access',
  'fs.openSync': 'fs.promises.open',
  'fs.readSync': 'FileHandle.read',
  'fs.readvSync': 'FileHandle.readv',
  'fs.writeSync': 'FileHandle.write',
  'fs.writevSync': 'FileHandle.writev',
  'fs.closeSync': 'FileHandle.close',
  'fs.fstatSync': 'FileHandle.stat',
  'fs.fsyncSync': 'FileHandle.sync',
  'fs.fdatasyncSync': 'FileHandle.datasync',
  'fs.ftruncateSync': 'FileHandle.truncate',
  'crypto.randomBytes': 'crypto.randomBytes with a callback',
};

/** The call that does the same without holding the loop; null where Node has none of that name. */
export function asynchronousCall(call: string): string | null {
  const known = irregular[call];
  if (known) return known;
  const regular = /^(fs|child_process|crypto|zlib)\.(\w+)Sync$/.exec(call);
  if (!regular) return null;
  return regular[1] === 'fs' ? `fs.promises.${regular[2]}` : `${regular[1]}.${regular[2]}`;
}

/** `fs.promises.readFile instead of fs.readFileSync; …`, or '' where no call has a counterpart. */
function replacements(matched: readonly IndexedBlock[], t: Translate): string {
  const pairs: string[] = [];
  for (const call of callsOf(matched)) {
    const other = asynchronousCall(call);
    if (other !== null) pairs.push(t('{0} instead of {1}', other, call));
  }
  return listed(pairs, t);
}

function subject(words: string, matched: readonly IndexedBlock[], t: Translate): string {
  const calls = listed(callsOf(matched), t);
  return calls === '' ? words : `${words} (${calls})`;
}

const is = (category: Category) => (block: { readonly category: Category }) => block.category === category;

/** Built-ins that wait or work on the thread of the loop although Node has a way that does not. */
export const builtinCallRules: readonly FindingRule[] = [
  {
    id: 'sync-io',
    matches: is('sync-io'),
    advise: (matched, t) => ({
      subject: subject(t('Synchronous file access'), matched, t),
      why: t(
        'The call waits for the disk on the thread that runs all your callbacks: no request, timer or socket is served until it returns. Its time grows with the file, the folder and the load of the disk.',
      ),
      fix: t(
        'Use {0} and await it, or read once at start and keep the result. Large files: stream them with fs.createReadStream.',
        replacements(matched, t) || t('the functions of fs.promises'),
      ),
      docs: [docs.fsPromises, docs.blocking],
    }),
  },
  {
    id: 'child-process',
    matches: is('child-process'),
    advise: (matched, t) => ({
      subject: subject(t('Waiting for a child process'), matched, t),
      why: t(
        'The call starts a program and stops this thread until that program has ended, however long it takes.',
      ),
      fix: t(
        'Use {0} and act when it has ended; util.promisify makes exec and execFile awaitable. If every request starts one, limit how many run at once.',
        replacements(matched, t) || t('child_process.execFile or child_process.spawn'),
      ),
      docs: [docs.childProcess],
    }),
  },
  {
    id: 'crypto',
    matches: is('crypto'),
    advise: (matched, t) => ({
      subject: subject(t('Synchronous cryptography'), matched, t),
      why: t(
        'Deriving keys, hashing passwords and making key pairs are slow on purpose, and the synchronous forms do it on the thread of the loop.',
      ),
      fix: t(
        'Use {0}: it runs on the thread pool. Hash large data as a stream, in pieces.',
        replacements(matched, t) || t('the form of the function that takes a callback'),
      ),
      docs: [docs.crypto, docs.blocking],
    }),
  },
  {
    id: 'zlib',
    matches: is('zlib'),
    advise: (matched, t) => ({
      subject: subject(t('Synchronous compression'), matched, t),
      why: t(
        'Compressing and decompressing cost processor time in proportion to the data, and the synchronous forms spend it on the thread of the loop.',
      ),
      fix: t(
        'Use {0} or a stream such as zlib.createGzip: both run on the thread pool. A lower level or leaving the work to a proxy in front costs less still.',
        replacements(matched, t) || t('the form of the function that takes a callback'),
      ),
      docs: [docs.zlib],
    }),
  },
  {
    id: 'json',
    matches: is('json'),
    advise: (matched, t) => ({
      subject: subject(t('Large JSON'), matched, t),
      why: t(
        'JSON.parse and JSON.stringify have no asynchronous form: a document of some megabytes takes tens of milliseconds and more in one piece.',
      ),
      fix: t(
        'Make the document smaller: page it, leave out fields, limit the size of request bodies. Cache what is serialised again and again. What must be large: one JSON document per line, a streaming parser, or parse in a worker thread and hand over only the result.',
      ),
      docs: [docs.blocking, docs.workers],
    }),
  },
];
