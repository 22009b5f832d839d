/**
 * How one callable of Node's API executes. Ids are `module.member` with the module's name without `node:`
 * (`fs.readFileSync`, `fs.promises.readFile`, `timers/promises.setTimeout`), `module.Class#method` for methods of instances
 * (`net.Socket#write`), and the bare name for globals (`JSON.parse`, `setTimeout`, `Buffer.from`, `URL#toString`).
 */
export interface ApiEntry {
  readonly id: string;
  /** Other ids of the same function, such as `fs/promises.readFile`. */
  readonly aliases: readonly string[];
  /** Module that offers it, without `node:`; `globals` for what none does. */
  readonly module: string;
  readonly kind: 'function' | 'method' | 'constructor' | 'getter' | 'global';
  /** Node version it came with, `major.minor.patch`; null where not known. */
  readonly since: string | null;
  /** Major that no longer has it. */
  readonly removed: number | null;
  readonly variants: readonly ApiVariant[];
  /** How we know: run against Node itself, read off Node's own source, Node's documentation, or a rule by its name. */
  readonly provenance: 'probed' | 'derived' | 'doc' | 'default';
  readonly docUrl: string | null;
}

/** What a call does, for some ways to call it and some majors. */
export interface ApiVariant {
  /** Such as `with a callback`; null where there is one way only. */
  readonly when: string | null;
  /** Majors of Node for which it holds, such as `[20, 22, 24, 26]`. */
  readonly versions: readonly number[];
  /** In the order in which they happen. */
  readonly stages: readonly ApiStage[];
  /** Phase of the loop in which its callback or promise continues; null where it has none. */
  readonly callbackPhase: CallbackPhase | null;
  /**
   * Whether the calling thread, before the call returns, waits for something outside (a file, a process, another thread), or
   * does work of which an ordinary large input (about a megabyte, or what its cost driver counts: iterations, entries) takes
   * a millisecond or more. `JSON.parse` and `crypto.Hash#update` do; `path.join`, `Buffer#toString` and getters don't.
   * Two exceptions, since they are everywhere and take microseconds: writing to the console, and starting (not awaiting) a
   * process or thread.
   */
  readonly blocksMain: boolean;
  /** What its cost grows with. */
  readonly cost: CostDriver | null;
  readonly replacement: Replacement | null;
}

/** What to use instead of a call that blocks. */
export interface Replacement {
  /** Id of an entry. */
  readonly api: string;
  /**
   * A way to rewrite the call without a human: `sync-to-promise`: same arguments, `await`, same result; `sync-to-promisify`: the
   * same after `util.promisify`; `exec-to-promisify`: that, and the result has `stdout` and `stderr`.
   */
  readonly fixId: 'sync-to-promise' | 'sync-to-promisify' | 'exec-to-promisify' | null;
}

export type Where = 'main' | 'pool' | 'kernel' | 'worker' | 'v8' | 'process';

export interface ApiStage {
  /**
   * `main`: the calling thread; `pool`: libuv's thread pool; `kernel`: the operating system, awaited with epoll and the like;
   * `worker`: a worker thread; `v8`: V8's own threads; `process`: another process.
   */
  readonly where: Where;
  /** A few words: `reads the file`, `looks up the name (getaddrinfo)`. */
  readonly what: string;
}

export type CallbackPhase = 'timers' | 'poll' | 'check' | 'close' | 'nextTick' | 'microtask' | 'sync';

export type CostDriver = 'bytes' | 'iterations' | 'entries' | 'time' | 'input' | 'constant';
