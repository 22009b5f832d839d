import type { Category, Frame } from './report';

/**
 * What the timeline shows: the last 30 minutes of each thread, in columns. Times are epoch milliseconds. The engine keeps
 * it in rings and is asked for what is new; nothing is made while nobody asks.
 */
export const timelineMs = 30 * 60_000;
/** Length of one row of a series. */
export const rowMs = 1000;
/** Most blocks that a thread keeps: 50 a second for the whole time. */
export const maxTimelineBlocks = 90_000;

/** What is new since `version`; all there is for `null`. */
export interface TimelineRequest {
  readonly since: number | null;
  /** With `since` null: only what began in so many milliseconds before now, so that something can be shown soon. */
  readonly lastMs?: number;
}

export interface TimelineUpdate {
  /** To be handed back as `since`; null where it is a part of what there is: the rest is still to be asked for. */
  readonly version: number | null;
  /** True: what the asker has is to be thrown away (a new run, another engine, or its version is too old). */
  readonly whole: boolean;
  /** Epoch milliseconds at which it was made. */
  readonly nowMs: number;
  /** All threads, those that have ended too. */
  readonly threads: readonly TimelineThread[];
  /** New rows, for threads that have some. */
  readonly series: readonly SeriesRows[];
  readonly blocks: readonly BlockRows[];
  readonly gcs: readonly GcRows[];
  /** Frames that `BlockRows.site` counts into, those that are new; `from` is the index of the first. */
  readonly sites: { readonly from: number; readonly frames: readonly Frame[] };
  /** Categories that `BlockRows.category` counts into. */
  readonly categories: readonly Category[];
  readonly markers: readonly TimelineMarker[];
}

export interface TimelineThread {
  /** Id of the target. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'process' | 'worker';
  readonly pid: number;
  readonly threadId: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
}

/** One row a second; NaN where a figure is not known. All columns have the same length. */
export interface SeriesRows {
  readonly thread: string;
  /** End of the row's second. */
  readonly atMs: Float64Array;
  /**
   * Loop delay of that second: how long the loop had not turned, at a random moment of it. A turn that lasts for several
   * seconds counts in each with what it had lasted by then, so `maxMs` is its whole length where it ended. Time in which a
   * debugger or a recording held the thread counts as waiting for events.
   */
  readonly p50Ms: Float32Array;
  readonly p99Ms: Float32Array;
  readonly maxMs: Float32Array;
  /** 0 to 1. */
  readonly utilization: Float32Array;
  /** Time in garbage collection, in milliseconds of that second. */
  readonly gcMs: Float32Array;
  /** Processor time of the thread, in cores. */
  readonly cpu: Float32Array;
  /** Of the thread's isolate. */
  readonly heapUsedBytes: Float64Array;
  readonly heapTotalBytes: Float64Array;
  /** Of the whole process; NaN for workers. */
  readonly rssBytes: Float64Array;
  /** Active handles and requests of libuv and timers, as `process.getActiveResourcesInfo` counts them. */
  readonly handles: Float32Array;
  /** Incoming HTTP/1 requests that wait for the end of their response; of those that began under observation. */
  readonly requests: Float32Array;
}

export interface BlockRows {
  readonly thread: string;
  readonly startMs: Float64Array;
  readonly durationMs: Float32Array;
  readonly category: Uint8Array;
  /** Index into all sites so far; 0xffffffff where none is known. */
  readonly site: Uint32Array;
}

/** Collections that took 5 ms and longer, each. */
export interface GcRows {
  readonly thread: string;
  readonly startMs: Float64Array;
  readonly durationMs: Float32Array;
}

export interface TimelineMarker {
  readonly kind: 'start' | 'end' | 'restart' | 'slow-request';
  readonly atMs: number;
  readonly thread: string;
  /** Such as `GET /report`. */
  readonly text: string;
}

/** Most markers that are kept. */
export const maxMarkers = 2000;

/** The markers that stay where there are too many: of slow requests there may be many, and starts and ends say more. */
export function fewerMarkers<T>(all: readonly T[], markerOf: (one: T) => TimelineMarker, most: number): T[] {
  const isSlow = (one: T): boolean => markerOf(one).kind === 'slow-request';
  const others = all.filter((one) => !isSlow(one)).slice(-most);
  const left = most - others.length;
  const kept = new Set([...others, ...(left > 0 ? all.filter(isSlow).slice(-left) : [])]);
  return all.filter((one) => kept.has(one));
}

/** A span of one thread's time, in epoch milliseconds. */
export interface Span {
  readonly thread: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Stacks that were taken in a span, in columns. Each stands for the time from `atMs` on until the next of its block begins: the
 * time since the one before it was taken, since a thread in a native call serves a stack late.
 */
export interface StackSamples {
  readonly frames: readonly Frame[];
  readonly nodes: StackNodes;
  readonly samples: StackSampleRows;
  /** Time of blocks in the span of which no stack is kept, in milliseconds. */
  readonly unknownMs: number;
}

/** Stacks as a tree, by the number of their innermost call. Node 0 is the empty stack; a caller's number is below its callee's. */
export interface StackNodes {
  readonly parent: Uint32Array;
  /** Index into `StackSamples.frames`. */
  readonly frame: Uint32Array;
}

/** Oldest first; all columns have the same length. */
export interface StackSampleRows {
  readonly atMs: Float64Array;
  readonly ms: Float32Array;
  readonly node: Uint32Array;
}

/** No stacks, and nothing that would have some. */
export function noStacks(): StackSamples {
  return {
    frames: [],
    nodes: { parent: new Uint32Array(1), frame: new Uint32Array(1) },
    samples: { atMs: new Float64Array(0), ms: new Float32Array(0), node: new Uint32Array(0) },
    unknownMs: 0,
  };
}
