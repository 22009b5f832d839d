import type { Block, Frame, Category, LoopFigures, Site } from './report';

/** What every surface reads: immutable, one version after the other. Times are milliseconds. */
export interface Snapshot {
  /** Grows with every change. */
  readonly version: number;
  readonly targets: readonly TargetView[];
  /** Blocks that have ended, oldest first; the oldest are dropped past the engine's cap. */
  readonly blocks: readonly Block[];
  /** Lines by harm, worst first. */
  readonly sites: readonly SiteView[];
  /** Lines of dependencies, most time first. */
  readonly culprits: readonly CulpritView[];
  /** Blocks that last at this moment. */
  readonly stalls: readonly Stall[];
}

/** Upper ends, in milliseconds, of the classes that `SiteView.spread` counts; the last class has none. */
export const spreadEndsMs = [50, 100, 200, 500, 1000] as const;

/** A site, with what surfaces show of it beyond the report. */
export interface SiteView extends Site {
  /** How many of its blocks were how long; see `spreadEndsMs`. */
  readonly spread: readonly number[];
  /** Its blocks by target and route, worst first; few. */
  readonly uses: readonly SiteUse[];
}

export interface SiteUse {
  readonly target: string;
  /** Name of the handler, null where there was none. */
  readonly handler: string | null;
  /** In the handler's function: the call that led to the line; null where the line itself is in it. */
  readonly frame: Frame | null;
  readonly count: number;
  readonly totalMs: number;
  readonly maxMs: number;
}

/** A line of a dependency in which blocks spent most of their time. */
export interface CulpritView {
  readonly frame: Frame;
  /** Of those blocks. */
  readonly totalMs: number;
  readonly maxMs: number;
  /** The line of the longest. */
  readonly caller: Frame | null;
}

export interface TargetView {
  readonly id: string;
  readonly pid: number;
  readonly threadId: number;
  readonly kind: 'process' | 'worker';
  readonly parent: string | null;
  readonly name: string;
  readonly node: string;
  /** Key that the caller of `attach…` gave, so that a surface finds its own targets; null for started programs. */
  readonly owner: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** Of the last second. */
  readonly lastSecond: LoopFigures;
  /** Of all the time observed. */
  readonly overall: LoopFigures;
  readonly gc: { readonly count: number; readonly totalMs: number; readonly maxMs: number };
  /** Share of the observed time, 0 to 1; null before anything was measured. */
  readonly gcShare: number | null;
}

/** A block that has not ended yet. */
export interface Stall {
  readonly target: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly category: Category;
  readonly call: string | null;
  readonly site: Frame | null;
  readonly culprit: Frame | null;
  readonly stack: readonly Frame[];
}
