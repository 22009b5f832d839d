import type { CallKind } from '../shared/facts';
import type { CallKey } from './callClock';
import type { Wrapper } from './wrap';

type Load = (id: string) => Record<string, unknown>;

const syncName = /Sync$/;

/** Built-ins that a process waits in for something outside of it: their line is wanted while they last. */
const longCalls = new Set([
  'execSync',
  'execFileSync',
  'spawnSync',
  'pbkdf2Sync',
  'scryptSync',
  'argon2Sync',
]);

const cryptoMethods = [
  ['Hash', 'update'],
  ['Hmac', 'update'],
  ['Cipheriv', 'update'],
  ['Decipheriv', 'update'],
  ['Sign', 'sign'],
  ['Verify', 'verify'],
] as const;

/**
 * Wraps what runs on the calling thread until it is done, and tells ES modules of it. `onSlept` hears how long a worker
 * slept in Atomics.wait; null on a main thread, where that is a block like any other.
 */
export function wrapBuiltins(wrapper: Wrapper, load: Load, onSlept: ((ms: number) => void) | null): void {
  const all = (id: string, kind: CallKind, names: (name: string) => boolean): void => {
    const module = load(id);
    for (const name of Object.keys(module)) {
      if (names(name))
        wrapper.wrap(module, name, { call: `${id}.${name}`, kind, stackAtEntry: longCalls.has(name) });
    }
  };
  const one = (owner: object, name: string, call: string, kind: CallKind): void =>
    wrapper.wrap(owner, name, { call, kind, stackAtEntry: false });

  all('fs', 'sync-io', (name) => syncName.test(name));
  all('child_process', 'child-process', (name) => syncName.test(name));
  const oneShot = new Set([
    'sign',
    'verify',
    'hash',
    'publicEncrypt',
    'publicDecrypt',
    'privateEncrypt',
    'privateDecrypt',
  ]);
  all('crypto', 'crypto', (name) => syncName.test(name) || oneShot.has(name));
  all('zlib', 'zlib', (name) => syncName.test(name));
  one(JSON, 'parse', 'JSON.parse', 'json');
  one(JSON, 'stringify', 'JSON.stringify', 'json');
  wrapper.wrap(
    Atomics,
    'wait',
    { call: 'Atomics.wait', kind: 'wait', stackAtEntry: false },
    { onDone: onSlept ?? undefined },
  );
  // Native code that looks cannot reach into, and that leaves no trace when it is done.
  for (const Type of [Array, Object.getPrototypeOf(Uint8Array) as typeof Uint8Array]) {
    for (const name of ['sort', 'toSorted']) {
      // With a comparator it is the user's code that runs.
      const key: CallKey = { call: `Array.${name}`, kind: 'native', stackAtEntry: false };
      wrapper.wrap(Type.prototype, name, key, { when: (args) => args[0] === undefined });
    }
  }
  one(String.prototype, 'normalize', 'String.normalize', 'native');
  one(globalThis, 'gc', 'gc', 'gc'); // with --expose-gc
  one(globalThis, 'structuredClone', 'structuredClone', 'native');
  const crypto = load('crypto') as Record<string, { prototype: object } | undefined>;
  for (const [type, name] of cryptoMethods) {
    const owner = crypto[type];
    if (owner) one(owner.prototype, name, `crypto.${type}.${name}`, 'crypto');
  }
  // Not `require`: a frame of ours between a module and the one that loads it misleads packages that look up their
  // caller, and the tracing channel `module.require` adds frames to users' stacks too. Live stacks tell module loading.
  (load('module') as { syncBuiltinESMExports(): void }).syncBuiltinESMExports();
}
