/**
 * How one callable of Node's API executes. Ids are `module.member` with the module's name without `node:`
 * (`fs.readFileSync`, `fs.promises.readFile`, `timers/promises.setTimeout`), `module.Class#method` for methods of instances
 * (`net.Socket#write`), and the bare name for globals (`JSON.parse`, `setTimeout`).
 */
export interface ApiEntry {
  readonly id: string;
  readonly aliases: readonly string[];
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
  /** Whether the calling thread does the work, or waits for it, before the call returns. */
  readonly blocksMain: boolean;
  /** What its cost grows with. */
  readonly cost: CostDriver | null;
  readonly replacement: { readonly api: string; readonly fixId: string | null } | null;
}

export type Where = 'main' | 'pool' | 'kernel' | 'worker' | 'v8' | 'process';

export interface ApiStage {
  readonly where: Where;
  /** A few words: `reads the file`, `looks up the name (getaddrinfo)`. */
  readonly what: string;
}

export type CallbackPhase = 'timers' | 'poll' | 'check' | 'close' | 'nextTick' | 'microtask' | 'sync';

export type CostDriver = 'bytes' | 'iterations' | 'entries' | 'time' | 'input' | 'constant';
