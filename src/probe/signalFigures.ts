import type { SignalFact } from '../shared/facts';
import type { CpuClock } from './cpuClock';
import { real, word, type Slot } from './layout';

const { memoryUsage } = process;

/** How often a thread's signals are sent, in milliseconds. */
export const signalsEveryMs = 1000;

/** A thread's signals as its slot has them, with what can be seen from any thread of the process. */
export class SignalFigures {
  constructor(
    private readonly slot: Pick<Slot, 'words' | 'reals'>,
    private readonly th: number,
    /** null where the slot has the thread's processor time, or nobody does. */
    private readonly cpu: CpuClock | null,
    /** The thread's own clock. */
    private readonly now: () => number,
    private readonly onFact: (fact: SignalFact) => void,
  ) {}

  send(): void {
    const { words, reals } = this.slot;
    const known = (index: number): number | null => {
      const value = reals[index]!;
      return Number.isNaN(value) ? null : value;
    };
    const { cpu } = this;
    this.onFact({
      t: 'signal',
      th: this.th,
      atMs: this.now(),
      cpuMs: cpu?.ofThread ? (cpu.read()?.runMs ?? null) : known(real.cpu),
      heapUsed: known(real.heapUsed),
      heapTotal: known(real.heapTotal),
      rss: this.th === 0 ? memoryUsage.rss() : null,
      handles: known(real.handles),
      requests: words[word.requests]!,
    });
  }
}
