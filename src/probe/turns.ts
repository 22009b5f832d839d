import { performance } from 'node:perf_hooks';
import { turnBucket, type TurnFact } from '../shared/facts';
import type { CallClock } from './callClock';
import { real, word, type Slot } from './layout';

type Figures = Pick<Slot, 'words' | 'reals' | 'turns'>;

/**
 * Measures every turn of this thread's loop: an unreferenced immediate runs once per turn, and what the loop did not
 * spend waiting for events is the time it could not turn. Keeps no loop alive and wakes none. About 0.3 µs per turn.
 */
export class TurnDetector {
  private readonly timing = performance.nodeTiming;
  /** Tests of programs put clocks of their own in its place. */
  private readonly now = performance.now.bind(performance);
  private readonly setImmediate = setImmediate;
  private readonly clearImmediate = clearImmediate;
  private immediate: NodeJS.Immediate | undefined;
  private lastMs: number;
  private lastIdleMs: number;
  private phase: TurnFact['phase'] = 'startup';

  constructor(
    private readonly slot: Figures,
    private readonly clock: CallClock,
    private readonly thresholdMs: number,
    private readonly onTurn: (
      turn: Pick<TurnFact, 'seq' | 'endMs' | 'busyMs' | 'idleMs' | 'phase' | 'calls' | 'frames'>,
    ) => void,
    /** Called after every turn, however short. */
    private readonly onTick: () => void,
  ) {
    this.lastMs = this.now();
    this.lastIdleMs = this.timing.idleTime;
    slot.reals[real.turnStart] = this.lastMs;
    slot.reals[real.idle] = this.lastIdleMs;
  }

  start(): void {
    this.arm();
  }

  stop(): void {
    if (this.immediate) this.clearImmediate(this.immediate);
    this.immediate = undefined;
  }

  /** Closes the turn that the program's end cuts off. */
  end(): void {
    this.stop();
    this.phase = this.phase === 'startup' ? 'startup' : 'exit';
    this.turn();
  }

  private arm(): void {
    this.immediate = this.setImmediate(this.check);
    this.immediate.unref();
  }

  private readonly check = (): void => {
    this.arm();
    this.turn();
    this.onTick();
  };

  private turn(): void {
    const now = this.now();
    const idle = this.timing.idleTime;
    const { slot, clock } = this;
    const idleMs = idle - this.lastIdleMs + clock.sleptMs;
    const busyMs = now - this.lastMs - idleMs;
    // The program's first code is no turn of its loop.
    if (this.phase !== 'startup') slot.turns[turnBucket(busyMs)]!++;
    const seq = slot.words[word.seq]!;
    if (busyMs >= this.thresholdMs) {
      this.onTurn({ seq, endMs: now, busyMs, idleMs, phase: this.phase, ...clock.takeTurn() });
    } else {
      clock.reset();
    }
    this.phase = 'running';
    this.lastMs = now;
    this.lastIdleMs = idle;
    slot.reals[real.turnStart] = now;
    slot.reals[real.idle] = idle;
    Atomics.store(slot.words, word.seq, seq + 1);
  }
}
