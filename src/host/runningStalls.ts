import type { Disposable } from '../shared/disposable';
import type { Snapshot } from '../shared/snapshot';

export interface Clock {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Calls until what it gives is disposed. */
  readonly every: (ms: number, call: () => void) => Disposable;
}

const ownClock: Clock = {
  now: () => performance.now(),
  every: (ms, call) => {
    const timer = setInterval(call, ms);
    return { dispose: () => clearInterval(timer) };
  },
};

/** A new tenth of a second comes up within a quarter of one, however late the timer is. */
const tickMs = 100;

/** Lets the stalls of a snapshot grow until the next one comes: while a loop is blocked nothing else may change. */
export class RunningStalls implements Disposable {
  private last: Snapshot | null = null;
  private heardAt = 0;
  private ticks: Disposable | null = null;

  constructor(
    /** Gets each snapshot, and between two of them the last one again with stalls that are as old as they are by then. */
    private readonly onSnapshot: (snapshot: Snapshot) => void,
    private readonly clock = ownClock,
  ) {}

  update(snapshot: Snapshot): void {
    this.last = snapshot;
    this.heardAt = this.clock.now();
    if (snapshot.stalls.length === 0) this.stop();
    else this.ticks ??= this.clock.every(tickMs, () => this.tick());
    this.onSnapshot(snapshot);
  }

  dispose(): void {
    this.stop();
  }

  private tick(): void {
    const elapsedMs = this.clock.now() - this.heardAt;
    if (!this.last || elapsedMs < tickMs / 2) return; // a snapshot has just been shown
    const { stalls } = this.last;
    this.onSnapshot({
      ...this.last,
      stalls: stalls.map((stall) => ({ ...stall, durationMs: stall.durationMs + elapsedMs })),
    });
  }

  private stop(): void {
    this.ticks?.dispose();
    this.ticks = null;
  }
}
