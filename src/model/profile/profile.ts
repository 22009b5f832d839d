/** Whose code a function is. */
export const codeKinds = ['own', 'dependency', 'node', 'v8', 'gc', 'wasm', 'idle'] as const;
export type CodeKind = (typeof codeKinds)[number];

/** A function of a profile. */
export interface ProfileFrame {
  /** As V8 names it; '' for anonymous ones. */
  readonly functionName: string;
  /** Absolute path where there is one, else V8's name of the script (`node:fs`, `wasm://…`, ''). */
  readonly file: string;
  /** Whether `file` is a path that can be opened. */
  readonly hasFile: boolean;
  /** 1-based; 0 where not known. */
  readonly line: number;
  readonly column: number;
  readonly kind: CodeKind;
  /** Name of the package below node_modules. */
  readonly module: string | null;
}

/**
 * Calls, in preorder: node 0 is the root, which is no function; a parent comes before its children, and node n with all
 * that it called is [n, end[n]). All columns have the same length. Times are microseconds.
 */
export interface CallNodes {
  /** -1 for the root. */
  readonly parent: Int32Array;
  readonly end: Uint32Array;
  /** Calls between the root and this: 0 for the root. */
  readonly depth: Uint16Array;
  /** Index into `frames`; that of the root means nothing. */
  readonly frame: Uint32Array;
  readonly selfUs: Float64Array;
  readonly totalUs: Float64Array;
}

/** Moments at which the stack was taken, oldest first: sample i stands for [atUs[i], atUs[i + 1]). */
export interface Samples {
  /** Since the profile's start; one more than there are samples: the last is the end. */
  readonly atUs: Float64Array;
  /** 0, the root: no stack is known for this time; it counts for nobody. */
  readonly node: Uint32Array;
}

/** Something that the reader of a profile has to know about it. */
export type ProfileNote =
  | { readonly id: 'not-json' | 'cut-off' | 'not-profile' | 'ends-empty'; readonly atByte: number }
  | { readonly id: 'no-profile' | 'no-nodes' | 'no-samples' | 'no-times' | 'tree-mended' | 'times-mended' }
  | { readonly id: 'unknown-nodes' | 'lengths-differ' | 'backwards'; readonly count: number }
  | { readonly id: 'unknown-time'; readonly ms: number };

/** Where time went, whatever it was read from. */
export interface Profile {
  readonly frames: readonly ProfileFrame[];
  readonly nodes: CallNodes;
  readonly samples: Samples;
  /** Epoch milliseconds of the samples' zero; null where only durations are known. */
  readonly startMs: number | null;
  readonly notes: readonly ProfileNote[];
}

/** From the first sample to the end of the last, in microseconds. */
export function durationUs(samples: Samples): number {
  return samples.atUs[samples.atUs.length - 1] ?? 0;
}
