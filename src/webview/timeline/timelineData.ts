import type { Category, Frame } from '../../shared/report';
import {
  fewerMarkers,
  maxMarkers,
  timelineMs,
  type BlockRows,
  type GcRows,
  type SeriesRows,
  type TimelineMarker,
  type TimelineThread,
  type TimelineUpdate,
} from '../../shared/timeline';
import { Growing, lowerBound } from './growing';

/** Columns of a series beside its time. */
export const figureNames = [
  'p50Ms',
  'p99Ms',
  'maxMs',
  'utilization',
  'gcMs',
  'cpu',
  'heapUsedBytes',
  'heapTotalBytes',
  'rssBytes',
  'handles',
  'requests',
] as const;
export type FigureName = (typeof figureNames)[number];

const noSite = 0xffffffff;

/** A block as a person meets it. */
export interface TimelineBlock {
  readonly thread: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly category: Category;
  readonly site: Frame | null;
}

/** The longest blocks of a span, and how many there are in all. */
export interface BlocksOfSpan {
  readonly blocks: readonly TimelineBlock[];
  readonly count: number;
  readonly totalMs: number;
}

/** One thread's columns, oldest first. */
export class ThreadData {
  readonly atMs = new Growing((length) => new Float64Array(length));
  readonly figures = Object.fromEntries(
    figureNames.map((name) => [name, new Growing((length) => new Float64Array(length))]),
  ) as Readonly<Record<FigureName, Growing<Float64Array>>>;
  readonly startMs = new Growing((length) => new Float64Array(length));
  readonly durationMs = new Growing((length) => new Float32Array(length));
  readonly category = new Growing((length) => new Uint8Array(length));
  readonly site = new Growing((length) => new Uint32Array(length));
  readonly gcStartMs = new Growing((length) => new Float64Array(length));
  readonly gcDurationMs = new Growing((length) => new Float32Array(length));

  constructor(public info: TimelineThread) {}

  addRows(rows: SeriesRows): void {
    this.atMs.append(rows.atMs);
    for (const name of figureNames) this.figures[name].append(rows[name]);
  }

  addBlocks(rows: BlockRows): void {
    this.startMs.append(rows.startMs);
    this.durationMs.append(rows.durationMs);
    this.category.append(rows.category);
    this.site.append(rows.site);
  }

  addGcs(rows: GcRows): void {
    this.gcStartMs.append(rows.startMs);
    this.gcDurationMs.append(rows.durationMs);
  }

  dropBefore(ms: number): void {
    const rows = lowerBound(this.atMs.values, ms);
    this.atMs.dropFirst(rows);
    for (const name of figureNames) this.figures[name].dropFirst(rows);
    const blocks = lowerBound(this.startMs.values, ms);
    for (const column of [this.startMs, this.durationMs, this.category, this.site]) column.dropFirst(blocks);
    const gcs = lowerBound(this.gcStartMs.values, ms);
    for (const column of [this.gcStartMs, this.gcDurationMs]) column.dropFirst(gcs);
  }

  /** Index of the block that lasts at a moment, or begins within `slackMs` of it; -1 where there is none. */
  blockAt(ms: number, slackMs: number): number {
    const starts = this.startMs.values;
    const next = lowerBound(starts, ms);
    const before = next - 1;
    if (before >= 0 && starts[before]! + this.durationMs.values[before]! >= ms - slackMs) return before;
    return next < starts.length && starts[next]! - ms <= slackMs ? next : -1;
  }
}

/** What the panel has of the last 30 minutes: updates put together. */
export class TimelineData {
  readonly threads = new Map<string, ThreadData>();
  version: number | null = null;
  nowMs = 0;
  markers: readonly TimelineMarker[] = [];
  private sites: Frame[] = [];
  /** What `ThreadData.category` counts into. */
  categories: readonly Category[] = [];

  accept(update: TimelineUpdate): void {
    if (update.whole) {
      this.threads.clear();
      this.sites = [];
      this.markers = [];
    }
    this.version = update.version;
    this.nowMs = update.nowMs;
    this.categories = update.categories;
    this.sites.splice(update.sites.from, Infinity, ...update.sites.frames);
    const known = [...this.markers, ...update.markers].filter(
      ({ atMs }) => atMs >= update.nowMs - timelineMs,
    );
    this.markers = fewerMarkers(known, (marker) => marker, maxMarkers);
    for (const info of update.threads) {
      const known = this.threads.get(info.id);
      if (known) known.info = info;
      else this.threads.set(info.id, new ThreadData(info));
    }
    const ids = new Set(update.threads.map(({ id }) => id));
    for (const id of [...this.threads.keys()]) if (!ids.has(id)) this.threads.delete(id);
    for (const rows of update.series) this.threads.get(rows.thread)?.addRows(rows);
    for (const rows of update.blocks) this.threads.get(rows.thread)?.addBlocks(rows);
    for (const rows of update.gcs) this.threads.get(rows.thread)?.addGcs(rows);
    for (const thread of this.threads.values()) thread.dropBefore(update.nowMs - timelineMs);
  }

  categoryOf(thread: ThreadData, index: number): Category {
    return this.categories[thread.category.values[index]!] ?? 'unknown';
  }

  block(thread: ThreadData, index: number): TimelineBlock {
    const site = thread.site.values[index]!;
    return {
      thread: thread.info.id,
      startMs: thread.startMs.values[index]!,
      durationMs: thread.durationMs.values[index]!,
      category: this.categoryOf(thread, index),
      site: site === noSite ? null : (this.sites[site] ?? null),
    };
  }

  /** The longest blocks that touch a span, longest first, and how many there are in all. */
  blocksIn(threads: readonly ThreadData[], fromMs: number, toMs: number, most: number): BlocksOfSpan {
    const found: { readonly thread: ThreadData; readonly index: number; readonly ms: number }[] = [];
    let count = 0;
    let totalMs = 0;
    let shortest = 0;
    for (const thread of threads) {
      const durations = thread.durationMs.values;
      const { first, end } = rangeOf(thread, fromMs, toMs);
      for (let index = first; index < end; index++) {
        const ms = durations[index]!;
        count++;
        totalMs += ms;
        if (found.length >= most * 2) {
          found.sort((a, b) => b.ms - a.ms).length = most;
          shortest = found.at(-1)!.ms;
        }
        if (found.length < most || ms > shortest) found.push({ thread, index, ms });
      }
    }
    const longest = found.sort((a, b) => b.ms - a.ms).slice(0, most);
    return { blocks: longest.map(({ thread, index }) => this.block(thread, index)), count, totalMs };
  }
}

/** Blocks of a thread that touch a span: they follow each other without overlap. */
export function rangeOf(
  thread: ThreadData,
  fromMs: number,
  toMs: number,
): { readonly first: number; readonly end: number } {
  const starts = thread.startMs.values;
  let first = lowerBound(starts, fromMs);
  if (first > 0 && starts[first - 1]! + thread.durationMs.values[first - 1]! > fromMs) first--;
  return { first, end: lowerBound(starts, toMs) };
}
