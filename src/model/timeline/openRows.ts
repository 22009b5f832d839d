import { turnBucketMs, type LoopFact, type SignalFact } from '../../shared/facts';
import { rowMs } from '../../shared/timeline';
import { delayAt, longestOf, type BusyPiece } from './delay';

/** Figures of one second; NaN where one is not known. Field names are those of `SeriesRows`. */
export interface Row {
  readonly atMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly utilization: number;
  readonly gcMs: number;
  readonly cpu: number;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  readonly rssBytes: number;
  readonly handles: number;
  readonly requests: number;
}

interface OpenRow {
  wallMs: number;
  idleMs: number;
  gcMs: number;
  readonly pieces: BusyPiece[];
  signals: Signals | null;
}

type Signals = Pick<Row, 'cpu' | 'heapUsedBytes' | 'heapTotalBytes' | 'rssBytes' | 'handles' | 'requests'>;

const noSignals: Signals = {
  cpu: NaN,
  heapUsedBytes: NaN,
  heapTotalBytes: NaN,
  rssBytes: NaN,
  handles: NaN,
  requests: NaN,
};

/** Facts of a second come up to this much later than it ends. */
const graceMs = 500;
/** Signals come about once a second: a row without any has those of the one before. */
const signalsHoldMs = 2500;
/** Rows that are open at once, at most: a thread's clock that jumps makes no more. */
const maxOpen = 1800;

/**
 * The seconds of one thread that are not complete yet. Facts may come late and in any order; a row is closed once, in order
 * of time, and what comes for it later is lost. Epoch milliseconds throughout.
 */
export class OpenRows {
  private readonly rows = new Map<number, OpenRow>();
  /** Number of the first second that is not closed. */
  private next = -Infinity;
  private gcTotalMs: number | null = null;
  private cpu: { readonly atMs: number; readonly ms: number; readonly cores: number } | null = null;
  private last: { readonly atMs: number; readonly signals: Signals } | null = null;
  /** Since when the loop has not turned, where that is known of a turn that still lasts. */
  private stalledAtMs: number | null = null;

  constructor(
    private readonly originMs: number,
    private readonly onRow: (row: Row) => void,
  ) {}

  loop(fact: LoopFact): void {
    const { fromMs, toMs, turns } = fact;
    const wallMs = toMs - fromMs;
    if (!(wallMs > 0)) return;
    const idleMs = Math.min(wallMs, Math.max(0, fact.idleMs));
    const [, gcTotalMs] = fact.gc;
    const row = this.rowAt(this.originMs + toMs);
    // The first has those of all the time before.
    if (row) row.gcMs += Math.max(0, gcTotalMs - (this.gcTotalMs ?? gcTotalMs));
    this.gcTotalMs = gcTotalMs;
    if (wallMs <= rowMs) {
      if (row) {
        row.wallMs += wallMs;
        row.idleMs += idleMs;
        for (const [bucket, count] of turns)
          row.pieces.push({ fromMs: 0, toMs: Math.min(wallMs - idleMs, turnBucketMs(bucket)), count });
      }
      return;
    }
    this.longLoop(fact, wallMs, idleMs);
  }

  /** A loop that has not turned for a while waited for events, then was busy in one long turn, then turned as usual. */
  private longLoop({ toMs, turns }: LoopFact, wallMs: number, idleMs: number): void {
    const longest = turns.reduce((most, [bucket]) => Math.max(most, bucket), 0);
    const others = turns.map(([bucket, count]) => [bucket, bucket === longest ? count - 1 : count] as const);
    const othersMs = others.reduce((sum, [bucket, count]) => sum + count * turnBucketMs(bucket), 0);
    const endMs = this.originMs + toMs;
    const busyMs = wallMs - idleMs;
    // The histogram knows a turn's length to a twentieth; what is left of the time is exact.
    const restMs = Math.min(othersMs, busyMs, rowMs);
    this.span(endMs - wallMs, endMs - busyMs, (row, ms) => (row.idleMs += ms));
    this.turn(endMs - busyMs, endMs - restMs);
    const row = this.rowAt(endMs);
    if (!row) return;
    row.wallMs += restMs;
    for (const [bucket, count] of others)
      if (count > 0) row.pieces.push({ fromMs: 0, toMs: Math.min(rowMs, turnBucketMs(bucket)), count });
  }

  signal(fact: SignalFact): void {
    const atMs = this.originMs + fact.atMs;
    const row = this.rowAt(atMs);
    const cpu = this.cores(atMs, fact.cpuMs);
    if (!row) return;
    row.signals = {
      cpu,
      heapUsedBytes: fact.heapUsed ?? NaN,
      heapTotalBytes: fact.heapTotal ?? NaN,
      rssBytes: fact.rss ?? NaN,
      handles: fact.handles ?? NaN,
      requests: fact.requests ?? NaN,
    };
  }

  /** Processor time since the last signal, in cores. */
  private cores(atMs: number, cpuMs: number | null): number {
    const { cpu } = this;
    if (cpuMs === null) {
      this.cpu = null;
      return NaN;
    }
    const elapsedMs = cpu ? atMs - cpu.atMs : Infinity;
    // Of two that come at almost one moment, as at the end, the later says nothing.
    if (cpu && elapsedMs < rowMs / 10) return cpu.cores;
    const cores = cpu ? Math.max(0, (cpuMs - cpu.ms) / elapsedMs) : NaN;
    this.cpu = { atMs, ms: cpuMs, cores };
    return cores;
  }

  /** The loop has not turned since then; null: it turns again. */
  stall(sinceMs: number | null): void {
    this.stalledAtMs = sinceMs;
  }

  /** Closes what is complete at `nowMs`; with `all`, what is not complete either: no more will come. */
  close(nowMs: number, all = false): void {
    const until = all ? Infinity : Math.floor((nowMs - graceMs) / rowMs);
    if (this.stalledAtMs !== null)
      this.fillStall(this.stalledAtMs, Math.min(until, Math.floor(nowMs / rowMs)));
    const numbers = [...this.rows.keys()].filter((number) => number < until).sort((a, b) => a - b);
    for (const number of numbers) this.closeRow(number);
    const last = numbers.at(-1);
    if (last !== undefined) this.next = last + 1;
  }

  private fillStall(sinceMs: number, until: number): void {
    const first = Math.max(this.next, Math.floor(sinceMs / rowMs), until - maxOpen);
    for (let number = first; number < until; number++) this.turn(sinceMs, (number + 1) * rowMs, number);
  }

  private closeRow(number: number): void {
    const row = this.rows.get(number)!;
    this.rows.delete(number);
    const atMs = (number + 1) * rowMs;
    if (row.signals) this.last = { atMs, signals: row.signals };
    const held = this.last && atMs - this.last.atMs <= signalsHoldMs ? this.last.signals : noSignals;
    const { wallMs, idleMs, pieces } = row;
    const known = wallMs > 0;
    this.onRow({
      atMs,
      p50Ms: known ? delayAt(pieces, wallMs, 0.5) : NaN,
      p99Ms: known ? delayAt(pieces, wallMs, 0.99) : NaN,
      maxMs: known ? longestOf(pieces) : NaN,
      utilization: known ? Math.min(1, Math.max(0, 1 - idleMs / wallMs)) : NaN,
      gcMs: known ? row.gcMs : NaN,
      ...held,
    });
  }

  /** Puts one turn into the rows that it covers, or into one of them. */
  private turn(startMs: number, endMs: number, only: number | null = null): void {
    this.span(
      startMs,
      endMs,
      (row, ms, atMs) => row.pieces.push({ fromMs: atMs - startMs, toMs: atMs - startMs + ms, count: 1 }),
      only,
    );
  }

  private span(
    startMs: number,
    endMs: number,
    add: (row: OpenRow, ms: number, atMs: number) => void,
    only: number | null = null,
  ): void {
    const end = Math.ceil(endMs / rowMs);
    for (let number = only ?? Math.max(Math.floor(startMs / rowMs), end - maxOpen); number < end; number++) {
      const from = Math.max(startMs, number * rowMs);
      const ms = Math.min(endMs, (number + 1) * rowMs) - from;
      const row = ms > 0 ? this.row(number) : null;
      if (!row) continue;
      row.wallMs += ms;
      add(row, ms, from);
    }
  }

  private rowAt(atMs: number): OpenRow | null {
    return this.row(Math.floor(atMs / rowMs));
  }

  /** null for a second that is closed, or that cannot be. */
  private row(number: number): OpenRow | null {
    if (!Number.isFinite(number) || number < this.next) return null;
    let row = this.rows.get(number);
    if (!row) {
      row = { wallMs: 0, idleMs: 0, gcMs: 0, pieces: [], signals: null };
      this.rows.set(number, row);
      if (this.rows.size > maxOpen) this.rows.delete(this.rows.keys().next().value!);
    }
    return row;
  }
}
