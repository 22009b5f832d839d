/** The report that programs outside read: `looplens-report/1`. looplens-report-1.schema.json says the same to machines. */

export const reportSchema = 'looplens-report/1';

export const categories = [
  'sync-io',
  'child-process',
  'crypto',
  'zlib',
  'json',
  'regex',
  'module-load',
  'gc',
  'cpu',
  'microtasks',
  'native',
  'starved',
  'unknown',
] as const;
/** Why the loop could not turn. */
export type Category = (typeof categories)[number];

/** A position in code. Lines and columns are 1-based. */
export interface Frame {
  readonly functionName: string;
  /** Absolute path, or V8's name for what has none (`node:fs`). */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** 'original' where the line is one that somebody wrote; 'generated' where a build wrote it and no map was found. */
  readonly source: 'original' | 'generated';
  /** Where the running script has it, when a source map led to this frame. */
  readonly generated: { readonly file: string; readonly line: number; readonly column: number } | null;
  /** Name of the package below node_modules, null for the user's own code. */
  readonly module: string | null;
}

export interface Handler {
  readonly framework: string;
  readonly name: string;
}

/** A span in which the loop of one thread could not turn. */
export interface Block {
  readonly target: string;
  readonly startedAt: string;
  /** Milliseconds since the target's start. */
  readonly startMs: number;
  readonly durationMs: number;
  /** false when it still lasted as observation ended. */
  readonly ended: boolean;
  /** 'startup' while the program's first code ran, before its loop turned for the first time. */
  readonly phase: 'startup' | 'running';
  readonly category: Category;
  /** The built-in that took the time, when it is known. */
  readonly call: string | null;
  /** Innermost frame in the user's own code: where they would act. */
  readonly site: Frame | null;
  /** Frame in which most of the time went, dependencies included. */
  readonly culprit: Frame | null;
  /** Of the sample that stands for the block, innermost first. */
  readonly stack: readonly Frame[];
  readonly handler: Handler | null;
  readonly samples: number;
  readonly evidence: 'wrapper' | 'stack' | 'profile' | 'none';
  /** Of the blocks that say 0.9, nine in ten name the right line. */
  readonly confidence: number;
}

export interface TargetReport {
  readonly id: string;
  readonly pid: number;
  readonly threadId: number;
  readonly kind: 'process' | 'worker';
  readonly parent: string | null;
  readonly name: string;
  readonly node: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly eventLoop: LoopFigures;
  readonly gc: { readonly count: number; readonly totalMs: number; readonly maxMs: number };
}

/** Event-loop delay: how long an event that becomes due at a random moment waits. null where nothing was measured. */
export interface LoopFigures {
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  /** Share of the time in which the loop was not waiting for events, 0 to 1. */
  readonly utilization: number | null;
}

/** All blocks of one line. */
export interface Site {
  readonly site: Frame;
  readonly category: Category;
  readonly call: string | null;
  readonly count: number;
  readonly totalMs: number;
  readonly maxMs: number;
  readonly p99Ms: number;
  readonly handlers: readonly string[];
}

export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** Indices into `blocks`, or figures in words. */
  readonly evidence: readonly (number | string)[];
  readonly why: string;
  readonly fix: string;
  readonly docs: readonly string[];
}

export interface Report {
  readonly schema: typeof reportSchema;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly command: readonly string[] | null;
  readonly targets: readonly TargetReport[];
  readonly blocks: readonly Block[];
  readonly sites: readonly Site[];
  readonly findings: readonly Finding[];
  readonly capture: {
    readonly overhead: { readonly mainThreadPct: number | null; readonly method: string };
    readonly dropped: { readonly blocks: number; readonly samples: number };
    readonly notes: readonly string[];
  };
}
