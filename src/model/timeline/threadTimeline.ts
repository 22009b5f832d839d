import type { Fact } from '../../shared/facts';
import type { Block, Category } from '../../shared/report';
import { categories } from '../../shared/report';
import {
  maxTimelineBlocks,
  timelineMs,
  type BlockRows,
  type GcRows,
  type SeriesRows,
  type TimelineThread,
} from '../../shared/timeline';
import { ColumnRing } from './columns';
import { OpenRows } from './openRows';

const maxRows = 1800;
const maxGcs = 20_000;
const longGcMs = 5;
/** Index of a site that is not known. */
export const noSite = 0xffffffff;

const f64 = new Float64Array(0);
const f32 = new Float32Array(0);
const u32 = new Uint32Array(0);
const u8 = new Uint8Array(0);

const emptyRows: Omit<SeriesRows, 'thread'> = {
  atMs: f64,
  p50Ms: f32,
  p99Ms: f32,
  maxMs: f32,
  utilization: f32,
  gcMs: f32,
  cpu: f32,
  heapUsedBytes: f64,
  heapTotalBytes: f64,
  rssBytes: f64,
  handles: f32,
  requests: f32,
};
const emptyBlocks: Omit<BlockRows, 'thread'> = { startMs: f64, durationMs: f32, category: u8, site: u32 };
const emptyGcs: Omit<GcRows, 'thread'> = { startMs: f64, durationMs: f32 };

const categoryIndex = new Map<Category, number>(categories.map((category, index) => [category, index]));

/** The last 30 minutes of one thread. Times are epoch milliseconds. */
export class ThreadTimeline {
  readonly rows = new ColumnRing({ ...emptyRows }, maxRows);
  readonly blocks = new ColumnRing({ ...emptyBlocks }, maxTimelineBlocks);
  readonly gcs = new ColumnRing({ ...emptyGcs }, maxGcs);
  private readonly open: OpenRows;

  constructor(
    readonly thread: TimelineThread,
    /** The next number of the store. */
    private readonly number: () => number,
  ) {
    this.open = new OpenRows(thread.startedAtMs, (row) => this.rows.add(this.number(), { ...row }));
  }

  /** Takes in a fact of the thread; `stalledSinceMs` is when the turn began that lasts now, if one is overdue. */
  accept(fact: Fact, stalledSinceMs: number | null): void {
    const { startedAtMs } = this.thread;
    this.open.stall(stalledSinceMs);
    if (fact.t === 'loop') this.open.loop(fact);
    else if (fact.t === 'signal') {
      this.open.signal(fact);
      this.open.close(startedAtMs + fact.atMs);
    } else if (fact.t === 'gc' && fact.count === 1 && fact.durationMs >= longGcMs) {
      this.gcs.add(this.number(), { startMs: startedAtMs + fact.startMs, durationMs: fact.durationMs });
    }
  }

  block({ startMs, durationMs, category }: Block, site: number): void {
    this.blocks.add(this.number(), {
      startMs: this.thread.startedAtMs + startMs,
      durationMs,
      category: categoryIndex.get(category) ?? 0,
      site,
    });
  }

  /** Closes the seconds that are over, and forgets what is older than 30 minutes. */
  proceed(nowMs: number): void {
    this.open.close(nowMs);
    const isOld = (atMs: number): boolean => atMs < nowMs - timelineMs;
    this.rows.dropWhile('atMs', isOld);
    this.blocks.dropWhile('startMs', isOld);
    this.gcs.dropWhile('startMs', isOld);
  }

  end(atMs: number): void {
    this.open.stall(null);
    this.open.close(atMs, true);
  }

  get bytes(): number {
    return this.rows.bytes + this.blocks.bytes + this.gcs.bytes;
  }
}
