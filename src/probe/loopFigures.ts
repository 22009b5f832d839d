import type { Fact } from '../shared/facts';
import { turnBuckets } from '../shared/facts';
import { real, word, type Slot } from './layout';

/** Turns a slot's growing histogram into what happened since the last time it was asked. */
export class LoopFigures {
  private readonly counts = new Uint32Array(turnBuckets);
  private fromMs = 0;
  private idleMs = 0;
  private started = false;

  constructor(
    private readonly slot: Slot,
    private readonly th: number,
    private readonly onFact: (fact: Fact) => void,
  ) {}

  /** Sends the interval up to the last turn; nothing when the loop has not turned. */
  send(): void {
    const toMs = this.slot.reals[real.turnStart]!;
    const idle = this.slot.reals[real.idle]!;
    if (!this.started) {
      // From the first turn on.
      this.started = this.slot.words[word.seq]! > 0;
      this.fromMs = toMs;
      this.idleMs = idle;
      this.counts.set(this.slot.turns);
      return;
    }
    const turns: [number, number][] = [];
    for (let bucket = 0; bucket < turnBuckets; bucket++) {
      const count = this.slot.turns[bucket]!;
      if (count !== this.counts[bucket]) turns.push([bucket, count - this.counts[bucket]!]);
      this.counts[bucket] = count;
    }
    if (turns.length === 0) return;
    this.onFact({
      t: 'loop',
      th: this.th,
      fromMs: this.fromMs,
      toMs,
      idleMs: Math.max(0, idle - this.idleMs),
      turns,
      gc: [this.slot.words[word.gcCount]!, this.slot.reals[real.gcTotal]!, this.slot.reals[real.gcMax]!],
    });
    this.fromMs = toMs;
    this.idleMs = idle;
  }
}
