import { Emitter } from '../../shared/disposable';
import { timelineMs, type TimelineMarker, type TimelineUpdate } from '../../shared/timeline';
import { TimelineData, type ThreadData, type TimelineBlock } from './timelineData';
import { panned, zoomed, type Viewport } from './viewport';
import { lowerBound } from './growing';

const followMs = 60_000;

/** What survives a reload of the panel or its move to another window. */
export interface KeptState {
  readonly thread: string | null;
  /** null: the last minute is followed. */
  readonly view: Viewport | null;
  readonly brush: Viewport | null;
  readonly table: boolean;
}

/** What the panel shows and where; every part of it redraws when it changes. */
export class TimelineState {
  readonly data = new TimelineData();
  private readonly changes = new Emitter<void>((error) => console.error(error));
  readonly onDidChange = this.changes.on;
  view: Viewport = { fromMs: 0, toMs: followMs };
  following = true;
  brush: Viewport | null = null;
  table = false;
  /** The block that the mouse or the keyboard is at. */
  current: TimelineBlock | null = null;
  /** The event that the mouse or the keyboard is at. */
  marker: TimelineMarker | null = null;
  /** The moment whose figures are told; null: the latest that is in sight. */
  atMs: number | null = null;
  private chosen: string | null = null;

  constructor(kept: Partial<KeptState> | null) {
    if (!kept) return;
    this.chosen = kept.thread ?? null;
    this.brush = kept.brush ?? null;
    this.table = kept.table ?? false;
    if (kept.view) {
      this.view = kept.view;
      this.following = false;
    }
  }

  get kept(): KeptState {
    const view = this.following ? null : this.view;
    return { thread: this.chosen, view, brush: this.brush, table: this.table };
  }

  /** The thread whose figures are shown: the chosen one, else the first that lives. */
  get thread(): ThreadData | null {
    const { threads } = this.data;
    const chosen = this.chosen === null ? undefined : threads.get(this.chosen);
    const all = [...threads.values()];
    if (chosen) return (this.following && successorOf(chosen, all)) || chosen;
    return all.find(({ info }) => info.endedAtMs === null) ?? all.at(-1) ?? null;
  }

  /** Threads that have a lane: what has ended before or after the time in sight has none, as it would after each restart. */
  get lanes(): readonly ThreadData[] {
    const { fromMs, toMs } = this.view;
    const { thread } = this;
    return [...this.data.threads.values()].filter(
      (one) =>
        one === thread ||
        one.info.endedAtMs === null ||
        (one.info.endedAtMs >= fromMs && one.info.startedAtMs <= toMs),
    );
  }

  /** All the time there is something of. */
  get all(): Viewport {
    const starts = [...this.data.threads.values()].map(({ info }) => info.startedAtMs);
    const oldest = this.data.nowMs - timelineMs;
    const fromMs = Math.max(oldest, Math.min(...starts, this.data.nowMs - followMs));
    return { fromMs, toMs: Math.max(this.data.nowMs, fromMs + followMs) };
  }

  accept(update: TimelineUpdate): void {
    if (update.whole && this.data.version !== null) this.forget();
    this.data.accept(update);
    if (this.following) this.toEnd();
    this.changes.fire();
  }

  choose(thread: string): void {
    this.chosen = thread;
    this.current = null;
    this.changes.fire();
  }

  follow(following: boolean): void {
    this.following = following;
    if (following) this.toEnd();
    this.changes.fire();
  }

  showTable(table: boolean): void {
    this.table = table;
    this.changes.fire();
  }

  zoom(factor: number, anchorMs = (this.view.fromMs + this.view.toMs) / 2): void {
    this.look(zoomed(this.view, factor, anchorMs, this.all));
  }

  /** `share` of the shown time, to the right where positive. */
  pan(share: number): void {
    this.look(panned(this.view, share * (this.view.toMs - this.view.fromMs), this.all));
  }

  fit(): void {
    this.look(this.all);
  }

  look(view: Viewport): void {
    this.view = view;
    this.following = false;
    this.changes.fire();
  }

  select(brush: Viewport | null): void {
    this.brush = brush;
    if (brush) this.following = false;
    this.changes.fire();
  }

  point(block: TimelineBlock | null, marker: TimelineMarker | null, atMs: number | null): void {
    if (sameBlock(block, this.current) && marker === this.marker && atMs === this.atMs) return;
    this.current = block;
    this.marker = marker;
    this.atMs = atMs;
    this.changes.fire();
  }

  /** To the event after the current one in time, or before it. */
  stepEvent(by: 1 | -1): void {
    const ordered = [...this.data.markers].sort((a, b) => a.atMs - b.atMs);
    if (ordered.length === 0) return;
    const at = this.marker ? ordered.indexOf(this.marker) : -1;
    const beyond = by > 0 ? ordered.findIndex(({ atMs }) => atMs >= this.view.fromMs) : -1;
    const first = beyond >= 0 ? beyond : ordered.findLastIndex(({ atMs }) => atMs <= this.view.toMs);
    const index = at >= 0 ? at + by : first;
    this.marker = ordered[Math.max(0, Math.min(ordered.length - 1, index))]!;
    this.current = null;
    this.showAt(this.marker.atMs);
  }

  /** To the block after the current one of the chosen thread, or before it; into the middle where it is out of sight. */
  step(by: 1 | -1): void {
    const { thread } = this;
    if (!thread || thread.startMs.length === 0) return;
    const starts = thread.startMs.values;
    const at =
      this.current?.thread === thread.info.id
        ? lowerBound(starts, this.current.startMs) + by
        : by > 0
          ? lowerBound(starts, this.view.fromMs)
          : lowerBound(starts, this.view.toMs) - 1;
    const index = Math.max(0, Math.min(starts.length - 1, at));
    this.current = this.data.block(thread, index);
    this.marker = null;
    this.showAt(this.current.startMs);
  }

  /** Tells the figures of a moment; brings it into the middle where it is out of sight. */
  private showAt(ms: number): void {
    this.atMs = ms;
    const { fromMs, toMs } = this.view;
    if (ms < fromMs || ms > toMs) this.look(panned(this.view, ms - fromMs - (toMs - fromMs) / 2, this.all));
    else this.changes.fire();
  }

  private toEnd(): void {
    const { fromMs, toMs } = this.all;
    this.view = { fromMs: Math.max(fromMs, toMs - followMs), toMs };
  }

  private forget(): void {
    this.current = null;
    this.marker = null;
    this.atMs = null;
    this.brush = null;
    this.following = true;
  }
}

/** What runs in place of a program that has ended. */
function successorOf({ info }: ThreadData, all: readonly ThreadData[]): ThreadData | undefined {
  if (info.endedAtMs === null) return undefined;
  return all.find(
    (one) => one.info.endedAtMs === null && one.info.name === info.name && one.info.kind === info.kind,
  );
}

function sameBlock(a: TimelineBlock | null, b: TimelineBlock | null): boolean {
  return a === b || (a !== null && b !== null && a.thread === b.thread && a.startMs === b.startMs);
}
