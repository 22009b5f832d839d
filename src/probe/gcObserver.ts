import { PerformanceObserver } from 'node:perf_hooks';
import { real, word, type Slot } from './layout';

const rememberedTurns = 4;

interface GcEntry {
  readonly startTime: number;
  readonly duration: number;
}

interface Turn {
  readonly from: number;
  readonly to: number;
}

/**
 * Counts garbage collections of this thread, and tells of those that matter: each long one, and the sum of the short ones
 * in a turn that was reported (`addTurn`), for a block can be made of many.
 */
export class GcObserver {
  private readonly observer: PerformanceObserver;
  private readonly turns: Turn[] = [];

  constructor(
    private readonly slot: Pick<Slot, 'words' | 'reals'>,
    private readonly longMs: number,
    private readonly onGc: (startMs: number, durationMs: number, count: number) => void,
  ) {
    this.observer = new PerformanceObserver((list) => this.accept(list.getEntries()));
    this.observer.observe({ entryTypes: ['gc'] });
  }

  addTurn(from: number, to: number): void {
    this.turns.push({ from, to });
    if (this.turns.length > rememberedTurns) this.turns.shift();
  }

  stop(): void {
    this.observer.disconnect();
  }

  private accept(entries: readonly GcEntry[]): void {
    const { words, reals } = this.slot;
    const sums = new Map<Turn, { startMs: number; durationMs: number; count: number }>();
    for (const { startTime, duration } of entries) {
      words[word.gcCount]!++;
      reals[real.gcTotal]! += duration;
      if (duration > reals[real.gcMax]!) reals[real.gcMax] = duration;
      if (duration >= this.longMs) {
        this.onGc(startTime, duration, 1);
        continue;
      }
      const turn = this.turns.find(({ from, to }) => startTime >= from && startTime <= to);
      if (turn) {
        const sum = sums.get(turn) ?? { startMs: startTime, durationMs: 0, count: 0 };
        sums.set(turn, { ...sum, durationMs: sum.durationMs + duration, count: sum.count + 1 });
      }
    }
    for (const { startMs, durationMs, count } of sums.values()) this.onGc(startMs, durationMs, count);
  }
}
