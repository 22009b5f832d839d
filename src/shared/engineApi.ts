import type { Snapshot } from './snapshot';
import type { Span, StackSamples, TimelineRequest, TimelineUpdate } from './timeline';

/**
 * What the extension asks of the engine's process, and what it hears back. Carried by `RpcClient` over the IPC channel of
 * `child_process.fork`, which must be of `serialization: 'advanced'` for typed arrays to cross. A request that fails rejects with an `EngineError`'s reason and sentence.
 */
export interface EngineRequests {
  /** Observe a target that js-debug holds, through its CDP proxy. `owner` is the debug session's id. */
  attachDebugger: {
    params: {
      readonly owner: string;
      readonly name: string;
      readonly host: string;
      readonly port: number;
      readonly path: string;
    };
    result: null;
  };
  /** Observe a running process by process id, or by inspector address `host:port`. */
  attach: { params: { readonly owner: string; readonly target: string }; result: null };
  /** Stop observing what `owner` attached; the program goes on. */
  detach: { params: { readonly owner: string }; result: null };
  /** The debugger of `owner` stopped the target, or let it go on: time spent so is no block. */
  paused: {
    params: { readonly owner: string; readonly paused: boolean; readonly atMs: number };
    result: null;
  };
  /** Environment variables to add to `env` so that Node programs started with it are observed, until `owner` detaches. */
  environment: {
    params: { readonly owner: string; readonly env: Readonly<Record<string, string>> };
    result: Readonly<Record<string, string>>;
  };
  /** Forget blocks, sites, timeline and stacks; what is running stays observed. */
  clear: { params: null; result: null };
  /**
   * Forget blocks and sites, but not what happened when: a run begins, with code that may have been changed. What targets that are
   * `gone` may still tell is of before.
   */
  clearLines: { params: { readonly gone: readonly string[] }; result: null };
  /** Forget the lines that only these targets have measured: their code is gone, others go on. */
  forget: { params: { readonly gone: readonly string[] }; result: null };
  /** The timeline: all of it, or what is new. It is recorded always, and put together when it is asked for. */
  timeline: { params: TimelineRequest; result: TimelineUpdate };
  /** Stacks that were taken while the loop of a thread was blocked. */
  stacks: { params: Span; result: StackSamples };
  /** Records a CPU profile of a thread, at most `maxProfileMs` long; the result is the JSON of a `.cpuprofile` file. */
  profile: {
    params: { readonly thread: string; readonly durationMs: number };
    result: { readonly name: string; readonly profile: Uint8Array };
  };
}

/** Longest CPU profile, in milliseconds. */
export const maxProfileMs = 60_000;

export interface EngineEvents {
  /** At most ten a second, only while something changes. */
  snapshot: Snapshot;
  log: { readonly level: 'info' | 'warn' | 'error'; readonly message: string };
}

/** Why the engine could not do what was asked; surfaces choose their sentence by it. */
export type EngineErrorReason =
  | 'no-such-process'
  | 'not-node'
  | 'inspector-refused'
  | 'inspector-unreachable'
  | 'unsupported-node'
  | 'probe-refused'
  | 'endpoint-failed'
  | 'thread-ended'
  | 'thread-forgotten'
  | 'profile-running'
  | 'profile-refused'
  | 'internal';

export class EngineError extends Error {
  constructor(
    readonly reason: EngineErrorReason,
    /** A sentence for a person: what happened, why, what to do next. */
    message: string,
  ) {
    super(message);
    this.name = 'EngineError';
  }
}
