/**
 * What leaves an observed thread: one JSON object per line on the local socket between sentinel and engine.
 *
 * Clock: every `…Ms` is milliseconds on the thread's own `performance.now()`, so 0 is the thread's start; add
 * `HelloFact.originMs` for epoch time. Positions are V8's: 0-based line and column in the script as it runs.
 */

/** A stack frame as V8 names it, before source maps. */
export interface RawFrame {
  /** '' for an anonymous function or a module's top level. */
  readonly fn: string;
  /** The script's URL or path as V8 knows it: `file:///…`, `/abs/path`, `node:fs`, `wasm://…` or ''. */
  readonly url: string;
  readonly line0: number;
  readonly col0: number;
}

/** Innermost first. */
export type RawStack = readonly RawFrame[];

/** What a wrapped built-in call does; the report's category follows from it. */
export type CallKind = 'sync-io' | 'child-process' | 'crypto' | 'zlib' | 'json' | 'gc' | 'native' | 'wait';

/** First line of a connection, and one for each thread: who speaks. */
export interface HelloFact {
  readonly t: 'hello';
  readonly v: 1;
  readonly token: string;
  readonly pid: number;
  readonly ppid: number;
  readonly threadId: number;
  /** threadId of the thread that started this one; null for a process's main thread. */
  readonly parentThreadId: number | null;
  /** Script as given, e.g. `/srv/app/server.js`; '' for a worker whose file is not known yet. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly cwd: string;
  /** `process.version`. */
  readonly node: string;
  readonly platform: string;
  /** Epoch of this thread's clock zero. */
  readonly originMs: number;
  /** Whether this Node runs TypeScript itself, which keeps every position. */
  readonly stripsTypes: boolean;
  /** 'preload' for a program we started, 'attach' for one that was running. */
  readonly mode: 'preload' | 'attach';
  /** What this thread can report. 'full': live stacks; 'own': no observer thread could be had (permission model). */
  readonly watch: 'full' | 'own';
  /** What could not be done here, in sentences. */
  readonly notes: readonly string[];
}

/** A worker's script, once it is known: the hello is sent before. */
export interface NameFact {
  readonly t: 'name';
  readonly th: number;
  readonly name: string;
}

/** Time spent in one wrapped built-in during a turn. */
export interface CallTime {
  readonly kind: CallKind;
  /** `fs.readFileSync`, `child_process.execSync`, `require`. */
  readonly call: string;
  readonly count: number;
  /** Time in the call without wrapped calls inside it. */
  readonly selfMs: number;
  /** Time in the call when it was outermost; nested time is 0 here. */
  readonly totalMs: number;
  /** Stacks taken at `atMs` when its time had grown, each standing for `ms` of it: indices into the turn's `frames`. */
  readonly stacks: readonly {
    readonly ms: number;
    readonly atMs: number;
    readonly frames: readonly number[];
  }[];
}

/** A turn of the loop that was busy for the threshold or longer. */
export interface TurnFact {
  readonly t: 'turn';
  readonly th: number;
  /** Number of the turn; samples carry the same. */
  readonly seq: number;
  readonly endMs: number;
  /** The turn without the time the loop waited for events. */
  readonly busyMs: number;
  readonly idleMs: number;
  /** 'startup': before the loop first turned under observation; 'exit': cut off by the process's end. */
  readonly phase: 'startup' | 'running' | 'exit';
  readonly calls: readonly CallTime[];
  /** Frames of the calls' stacks, each once. */
  readonly frames: readonly RawFrame[];
  /** The request that the stacks taken in this turn worked for, when that could be told. */
  readonly request: RequestInfo | null;
}

export interface RequestInfo {
  readonly framework: 'express' | 'fastify' | 'koa' | 'http' | 'socket.io';
  /** `GET /report/:id` where the route is known, else `GET /report/7`; an event's name for a socket. */
  readonly name: string;
}

/** The live stack of a thread, taken while a turn was overdue. */
export interface SampleFact {
  readonly t: 'sample';
  readonly th: number;
  readonly seq: number;
  /** When the stack was asked for, and when the thread served it; far apart when it was in a native call. */
  readonly askedMs: number;
  readonly atMs: number;
  readonly stack: RawStack;
  /** Microtasks of ours that ran since the turn's previous sample: more than 0 means that the microtask queue turns. */
  readonly microtasks: number;
}

/** A turn is overdue and still lasts. Sent once when it is noticed and again as it grows. */
export interface StallFact {
  readonly t: 'stall';
  readonly th: number;
  readonly seq: number;
  /** Earliest moment at which the block can have begun, and now. */
  readonly sinceMs: number;
  readonly atMs: number;
  /** The wrapped call that the thread is in, with its stack where it was taken at entry. */
  readonly call: {
    readonly kind: CallKind;
    readonly call: string;
    readonly sinceMs: number;
    readonly stack: RawStack | null;
  } | null;
}

/** A turn of which a stall was sent has ended, too short to be reported, or the thread turned out to be waiting. */
export interface ClearFact {
  readonly t: 'clear';
  readonly th: number;
  readonly seq: number;
}

/** What the observer thread saw of a turn, sent after it: only what differs from a thread that simply ran. */
export interface WatchFact {
  readonly t: 'watch';
  readonly th: number;
  readonly seq: number;
  /** Time in which the observer itself did not run either: the process was suspended. */
  readonly suspendedMs: number;
  /** Time the thread waited for a processor (Linux run-queue delay); null where the system does not tell. */
  readonly starvedMs: number | null;
  /** Processor time of the thread itself during the turn; null where the system does not tell. */
  readonly cpuMs: number | null;
  /** When the thread was first seen running in this turn; null if it was not watched then. */
  readonly firstBusyMs: number | null;
}

/** How the loop turned in an interval. */
export interface LoopFact {
  readonly t: 'loop';
  readonly th: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly idleMs: number;
  /** [bucket, turns] pairs: turns by busy time; see `turnBuckets`. */
  readonly turns: readonly (readonly [number, number])[];
  /** Garbage collections since the thread's start: how many, their total and longest time in milliseconds. */
  readonly gc: readonly [number, number, number];
}

/** Figures of a thread beside its loop's turns, about once a second, also while it is blocked. null: not known. */
export interface SignalFact {
  readonly t: 'signal';
  readonly th: number;
  readonly atMs: number;
  /** Processor time of the thread since its start. */
  readonly cpuMs: number | null;
  /** Of the thread's isolate, in bytes; as of a turn of the loop, so it stands still while the thread is blocked. */
  readonly heapUsed: number | null;
  readonly heapTotal: number | null;
  /** Of the whole process, in bytes; null for workers. */
  readonly rss: number | null;
  /** Active handles and requests of libuv, timers included; as of a turn of the loop. */
  readonly handles: number | null;
  /** Incoming HTTP requests whose response has not ended, of those that began under observation. */
  readonly requests: number | null;
}

export interface GcFact {
  readonly t: 'gc';
  readonly th: number;
  readonly startMs: number;
  /** Sum of `count` collections, the first of which began at `startMs`: the short ones of one reported turn come together. */
  readonly durationMs: number;
  readonly count: number;
}

export interface ByeFact {
  readonly t: 'bye';
  readonly th: number;
  readonly atMs: number;
  readonly reason: 'exit' | 'detach';
  readonly code: number | null;
}

/** Facts that did not fit the ring and are lost. */
export interface DroppedFact {
  readonly t: 'dropped';
  readonly th: number;
  readonly count: number;
}

/** The source map of a script that exists only in the target's memory. Answers `AskSourceMap`. */
export interface SourceMapFact {
  readonly t: 'sourceMap';
  readonly th: number;
  readonly url: string;
  /** The map's JSON text, or null where the target has none. */
  readonly map: string | null;
}

/** A recording holds the thread, from `fromMs` to `toMs` or, where that is null, until told: the user's code does not. */
export interface HeldFact {
  readonly t: 'held';
  readonly th: number;
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** Answers the ask for a CPU profile. */
export interface ProfileFact {
  readonly t: 'profile';
  readonly th: number;
  /** A `CpuProfile` of profiling.ts, or null where there is none. */
  readonly profile: object | null;
  /** Why there is none, as a sentence. */
  readonly why: string | null;
}

export type Fact =
  | HelloFact
  | NameFact
  | TurnFact
  | SampleFact
  | StallFact
  | ClearFact
  | WatchFact
  | LoopFact
  | SignalFact
  | GcFact
  | ByeFact
  | DroppedFact
  | SourceMapFact
  | HeldFact
  | ProfileFact;

/** What a thread says of itself when it is interrupted: JSON, read by whoever evaluated it. */
export interface Look {
  readonly seq: number;
  /** When the turn began, and now. */
  readonly sinceMs: number;
  readonly atMs: number;
  readonly stack: RawStack;
  readonly microtasks: number;
}

/** Announces a wrapped call that will last, with its stack, before it is entered. For whoever watches the thread. */
export interface EnterFact {
  readonly t: 'enter';
  readonly call: string;
  readonly kind: CallKind;
  readonly sinceMs: number;
  readonly stack: RawStack;
}

/** Says through an inspector binding that a debugged thread's loop turns. For whoever watches the thread. */
export interface Beat {
  readonly t: 'beat';
  readonly th: number;
  readonly seq: number;
  /** When the current turn began, and now. */
  readonly turnMs: number;
  readonly atMs: number;
}

/** What the engine may say to an observed process, one JSON object per line on the same socket. */
export type Ask =
  | { readonly t: 'askSourceMap'; readonly th: number; readonly url: string }
  | { readonly t: 'profile'; readonly th: number; readonly durationMs: number }
  | { readonly t: 'detach' };

/** What the probe is told at start, as JSON in the environment variable LOOPLENS or as the argument of attach. */
export interface ProbeConfig {
  /** Path of the local socket or named pipe on which the engine listens. */
  readonly endpoint: string;
  readonly token: string;
  readonly thresholdMs: number;
  /** Path of the sentinel's bundle. */
  readonly sentinel: string;
  /** Folder for what a process could not send before it ended; '' for none. */
  readonly spool: string;
}

/** Environment variable that carries the `ProbeConfig` of a started program, as JSON. */
export const configVariable = 'LOOPLENS';

/** Between several `ProbeConfig`s in that variable, of which the last counts: an editor can put one for all terminals first. */
export const configSeparator = '\t';

/** The part of NODE_OPTIONS that preloads the probe. */
export function preloadOption(probe: string): string {
  return `--require "${probe.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const bucketsPerOctave = 4;
/** Busy time that falls in bucket 1: anything shorter is bucket 0. */
const smallestBucketMs = 0.0625;
/** Bucket count: up to 2^20 × 0.0625 ms, about 65 s; longer turns fall in the last. */
export const turnBuckets = 1 + 20 * bucketsPerOctave;

/** Bucket of a turn that was busy for `ms`. */
export function turnBucket(ms: number): number {
  if (!(ms > smallestBucketMs)) return 0;
  return Math.min(turnBuckets - 1, 1 + Math.floor(Math.log2(ms / smallestBucketMs) * bucketsPerOctave));
}

/** Geometric middle of a bucket, in milliseconds. */
export function turnBucketMs(bucket: number): number {
  if (bucket <= 0) return smallestBucketMs / 2;
  return smallestBucketMs * 2 ** ((bucket - 0.5) / bucketsPerOctave);
}
