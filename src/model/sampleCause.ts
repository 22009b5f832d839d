import type { Category } from '../shared/report';
import type { CallToken } from './callToken';
import type { ResolvedFrame, SampleEvidence } from './evidence';
import { nativeLagMs } from './lateSample';

export interface Cause {
  readonly category: Category;
  /** The built-in, when the stack or the text at its end names one. */
  readonly call: string | null;
  /**
   * The one position that must hold by itself for the cause to count: a regular expression that is slow, not many quick
   * ones; null where the category counts wherever it was seen.
   */
  readonly at: string | null;
  /** Share of the block that it must cover. */
  readonly leastShare: number;
}

/** What is more than plain computing explains a block from this share on: the rest of it is spread over many lines. */
const enoughShare = 0.4;
const wholeShare = 0.9;

const nodeParts: readonly (readonly [RegExp, Category, string])[] = [
  [/^node:(internal\/)?child_process/, 'child-process', 'child_process'],
  [/^node:(fs$|internal\/fs\/)/, 'sync-io', 'fs'],
  [/^node:(crypto$|internal\/crypto\/)/, 'crypto', 'crypto'],
  [/^node:zlib$/, 'zlib', 'zlib'],
];
const moduleLoader = /^node:internal\/modules\//;
const driver =
  /^node:internal\/(timers|process\/task_queues|stream_base_commons)|^node:(_http|net|events|internal\/http)/;
const microtaskDriver = /^(processTicksAndRejections|runNextTicks|runMicrotasks?)$/;

/** Node's own calls by name, for a sample that was served just as one of them was entered or left. */
const syncCalls: readonly (readonly [RegExp, Category, string])[] = [
  [/^(exec|execFile|spawn)Sync$/, 'child-process', 'child_process'],
  [
    /^(pbkdf2|scrypt|hkdf|argon2|generateKey|generateKeyPair|generatePrime|checkPrime)Sync$/,
    'crypto',
    'crypto',
  ],
  [/^((brotli|zstd)?(de)?compress|(de|in)flate(Raw)?|g(un)?zip|unzip)Sync$/i, 'zlib', 'zlib'],
  [
    /^(access|append|chmod|chown|close|copy|cp|exists|fchmod|fchown|fdatasync|fstat|fsync|ftruncate|futimes|glob|link|lstat|mkdir|mkdtemp|open|opendir|read|readFile|readdir|readlink|readv|realpath|rename|rm|rmdir|stat|statfs|symlink|truncate|unlink|utimes|write|writeFile|writev|appendFile|copyFile)Sync$/,
    'sync-io',
    'fs',
  ],
];

const regexBuiltin =
  /^(test|exec|match|matchAll|search|replace|replaceAll|split|\[Symbol\.(match|matchAll|search|replace|split)\])$/;
const regexOnly = new Set(['test', 'exec', 'match', 'matchAll', 'search']);
const regexMaybe = new Set(['replace', 'replaceAll', 'split']);
/** Long-running methods of JavaScript's own objects: native code, but plain computing to the user. */
const plainBuiltins = new Set(
  (
    'sort toSorted map filter forEach reduce reduceRight some every find findIndex findLast findLastIndex flat flatMap fill ' +
    'copyWithin concat join slice splice indexOf lastIndexOf includes reverse toReversed push unshift shift pop from of keys ' +
    'values entries assign freeze set get has add delete clear padStart padEnd repeat substring toString localeCompare ' +
    'normalize charCodeAt codePointAt fromCharCode toLowerCase toUpperCase trim call apply bind raw next then'
  ).split(' '),
);

/** What the thread was doing at the moment of one sample. */
export function causeOf(sample: SampleEvidence): Cause {
  const { stack, afterNative } = sample;
  if (afterNative) return spread(isLoadingModule(stack) ? 'module-load' : 'native', null);
  const leaf = stack.findIndex(({ kind }) => kind === 'own' || kind === 'dependency');
  const above = leaf < 0 ? stack : stack.slice(0, leaf);
  // 1. In one of Node's own modules.
  for (const [pattern, category, module] of nodeParts) {
    const outermost = [...above]
      .reverse()
      // Without a name it is the module itself, which runs once, when it is loaded.
      .find(({ kind, frame }) => kind === 'node' && frame.functionName !== '' && pattern.test(frame.file));
    if (outermost) return spread(category, callName(module, outermost));
  }
  // 2. Running a module for the first time, on behalf of the user's line.
  if (isLoadingModule(stack)) return spread('module-load', null);
  // 3. In a call whose text tells.
  const at = stack[leaf];
  const token = at?.token ?? null;
  const known = token && causeOfToken(token);
  if (at && known)
    return known.category === 'regex'
      ? regexCause(known.call, at, above)
      : spread(known.category, known.call);
  const late = sample.atMs - sample.askedMs >= nativeLagMs;
  const plain = !late || !token || plainBuiltins.has(token.name) || above.length > 0;
  return spread(plain ? 'cpu' : 'native', null);
}

/** A cause that counts wherever in the block it was seen. */
function spread(category: Category, call: string | null): Cause {
  return { category, call, at: null, leastShare: enoughShare };
}

/**
 * V8 shows the matching built-in on top of the stack when it is what runs. Where optimized code took it in, a slow pattern
 * and a quick one that is often called look alike: only a block that never leaves the position is put down to it.
 */
function regexCause(call: string | null, at: ResolvedFrame, above: readonly ResolvedFrame[]): Cause {
  const matching = above.some(({ frame }) => regexBuiltin.test(frame.functionName));
  return { category: 'regex', call, at: positionKey(at), leastShare: matching ? enoughShare : wholeShare };
}

function positionKey({ frame }: ResolvedFrame): string {
  return `${frame.file}:${frame.line}:${frame.column}`;
}

function causeOfToken({ name, receiver, firstArgument }: CallToken): Pick<Cause, 'category' | 'call'> | null {
  if (receiver === 'JSON' && (name === 'parse' || name === 'stringify'))
    return { category: 'json', call: `JSON.${name}` };
  if (receiver === 'Atomics' && name === 'wait') return { category: 'native', call: 'Atomics.wait' };
  if (receiver === 'RegExp literal' || regexOnly.has(name)) {
    return {
      category: 'regex',
      call:
        name === 'match' || name === 'matchAll' || name === 'search' ? `String.${name}` : `RegExp.${name}`,
    };
  }
  const sync = syncCalls.find(([pattern]) => pattern.test(name));
  if (sync) return { category: sync[1], call: `${sync[2]}.${name}` };
  if (regexMaybe.has(name) && firstArgument !== 'string')
    return { category: 'regex', call: `String.${name}` };
  return null;
}

/**
 * A module's first run lies between the leaf and the user's line that asked for it; where no line of theirs did, it is
 * loading while nothing but the loader is below.
 */
export function isLoadingModule(stack: readonly ResolvedFrame[]): boolean {
  const site = stack.findIndex(({ kind }) => kind === 'own');
  const inner = site < 0 ? stack : stack.slice(0, site);
  return inner.some(({ kind, frame }) => kind === 'node' && moduleLoader.test(frame.file));
}

/** Whether the sample was taken in a microtask, or a tick, that others had run before in the same turn. */
export function isInMicrotasks({ microtasks, stack }: SampleEvidence): boolean {
  if (microtasks === 0) return false;
  const base = stack.find(({ kind, frame }) => kind === 'node' && driver.test(frame.file));
  return base === undefined || microtaskDriver.test(base.frame.functionName);
}

function callName(module: string, { frame }: ResolvedFrame): string | null {
  const name = frame.functionName.split('.').pop();
  return name ? `${module}.${name}` : null;
}
