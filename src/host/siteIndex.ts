import type { Frame } from '../shared/report';
import type { CulpritView, SiteUse, SiteView, Snapshot, Stall } from '../shared/snapshot';
import { pathKey } from './paths';

/** How long handlers blocked the loop, in all lines. */
export type HandlerTotals = Pick<SiteUse, 'count' | 'totalMs' | 'maxMs'>;

/** A function of the user's that answers requests, on the call path of a block. */
export interface HandlerLine {
  readonly name: string;
  /** In the function: the call that led to the block. */
  readonly frame: Frame;
  readonly totals: HandlerTotals;
}

/** What a snapshot says of each file. Made once per snapshot; what few ask for is made when it is asked for. */
export class SiteIndex {
  private readonly sites: ReadonlyMap<string, readonly SiteView[]>;
  private readonly stalls: ReadonlyMap<string, readonly Stall[]>;
  private culprits: ReadonlyMap<string, readonly CulpritView[]> | null = null;
  private handlers: ReadonlyMap<string, readonly HandlerLine[]> | null = null;
  /** Of all lines. */
  private readonly totalMs: number;

  constructor(
    private readonly snapshot: Snapshot,
    private readonly windows: boolean,
  ) {
    this.sites = this.byFile(snapshot.sites, ({ site }) => site);
    this.stalls = this.byFile(snapshot.stalls, ({ site }) => site);
    this.totalMs = snapshot.sites.reduce((sum, { totalMs }) => sum + totalMs, 0);
  }

  /** Worst first. */
  sitesIn(file: string): readonly SiteView[] {
    return this.sites.get(pathKey(file, this.windows)) ?? [];
  }

  stallsIn(file: string): readonly Stall[] {
    return this.stalls.get(pathKey(file, this.windows)) ?? [];
  }

  /** Lines of a dependency in which blocks spent their time, most time first, each once. */
  culpritsIn(file: string): readonly CulpritView[] {
    this.culprits ??= this.byFile(this.snapshot.culprits, ({ frame }) => frame);
    return this.culprits.get(pathKey(file, this.windows)) ?? [];
  }

  /** Of the time that all lines blocked, 0 to 1. */
  share({ totalMs }: SiteView): number {
    return this.totalMs > 0 ? totalMs / this.totalMs : 0;
  }

  /** Functions that answer requests and led to blocks. */
  handlersIn(file: string): readonly HandlerLine[] {
    this.handlers ??= this.byFile(handlersOf(this.snapshot.sites), ({ frame }) => frame);
    return this.handlers.get(pathKey(file, this.windows)) ?? [];
  }

  private byFile<T>(items: readonly T[], frameOf: (item: T) => Frame | null): Map<string, T[]> {
    const files = new Map<string, T[]>();
    for (const item of items) {
      const frame = frameOf(item);
      if (!frame) continue;
      const key = pathKey(frame.file, this.windows);
      const those = files.get(key);
      if (those) those.push(item);
      else files.set(key, [item]);
    }
    return files;
  }
}

/** Each call in a handler that led to a blocking line, once. */
function handlersOf(sites: readonly SiteView[]): HandlerLine[] {
  const totals = totalsByHandler(sites);
  const lines = new Map<string, HandlerLine>();
  for (const { handler, frame } of sites.flatMap(({ uses }) => uses)) {
    if (handler === null || !frame) continue;
    const key = `${frame.file}\n${frame.line}\n${handler}`;
    if (!lines.has(key)) lines.set(key, { name: handler, frame, totals: totals.get(handler)! });
  }
  return [...lines.values()];
}

function totalsByHandler(sites: readonly SiteView[]): Map<string, HandlerTotals> {
  const totals = new Map<string, HandlerTotals>();
  for (const use of sites.flatMap(({ uses }) => uses)) {
    if (use.handler === null) continue;
    const before = totals.get(use.handler);
    totals.set(use.handler, before ? sumOf([before, use]) : use);
  }
  return totals;
}

export function sumOf(all: readonly HandlerTotals[]): HandlerTotals {
  return {
    count: all.reduce((sum, { count }) => sum + count, 0),
    totalMs: all.reduce((sum, { totalMs }) => sum + totalMs, 0),
    maxMs: Math.max(...all.map(({ maxMs }) => maxMs)),
  };
}
