import type { Snapshot } from '../shared/snapshot';

const keptSeconds = 60;
const bars = '▁▂▃▄▅▆▇█';
/** Delay in milliseconds up to which each bar goes; the last has no end. */
const barEndsMs = [2, 5, 10, 20, 50, 100, 200];

/** The worst delay (p99) of each of the last 60 seconds, by thread. */
export class DelayHistory {
  private byTarget = new Map<string, Map<number, number>>();

  accept({ targets }: Snapshot, nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const live = targets.filter(({ endedAtMs }) => endedAtMs === null);
    const kept = new Map<string, Map<number, number>>();
    for (const { id, lastSecond } of live) {
      const seconds = this.byTarget.get(id) ?? new Map<number, number>();
      kept.set(id, seconds);
      if (lastSecond.p99Ms !== null)
        seconds.set(second, Math.max(seconds.get(second) ?? 0, lastSecond.p99Ms));
      for (const old of seconds.keys()) if (old <= second - keptSeconds) seconds.delete(old);
    }
    this.byTarget = kept;
  }

  /** One bar for each second that was observed, oldest first; higher is longer, from below 2 ms to above 200 ms. */
  sparkline(target: string): string {
    const seconds = [...(this.byTarget.get(target) ?? [])].sort(([a], [b]) => a - b);
    return seconds.map(([, ms]) => bars[barOf(ms)]).join('');
  }
}

function barOf(ms: number): number {
  const index = barEndsMs.findIndex((endMs) => ms < endMs);
  return index < 0 ? barEndsMs.length : index;
}
