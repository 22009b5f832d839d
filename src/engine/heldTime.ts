import type { HeldFact, LoopFact } from '../shared/facts';

const maxHeld = 20;

/** When a debugger, or a recording of ours, held a thread: time so spent blocks nobody. Times are on the thread's own clock. */
export class HeldTime {
  private held: { readonly fromMs: number; readonly toMs: number }[] = [];

  constructor(
    /** The thread's zero, in epoch milliseconds. */
    private readonly originMs: number,
    /** Milliseconds of a span, in epoch time, in which a debugger held the thread. */
    private readonly pausedWithin: (fromMs: number, toMs: number) => number,
  ) {}

  /** A recording began to hold the thread, or held it. */
  add({ fromMs, toMs }: HeldFact): void {
    this.held = this.held.filter((span) => span.fromMs !== fromMs).slice(-maxHeld);
    this.held.push({ fromMs, toMs: toMs ?? Infinity });
  }

  /** Milliseconds of a span in which the thread was held. */
  within(fromMs: number, toMs: number): number {
    return this.held.reduce(
      (sum, span) => sum + Math.max(0, Math.min(toMs, span.toMs) - Math.max(fromMs, span.fromMs)),
      this.pausedWithin(this.originMs + fromMs, this.originMs + toMs),
    );
  }

  /** The loop's figures as they were if it had waited for events while the thread was held. */
  takenOut(fact: LoopFact): LoopFact {
    const heldMs = this.within(fact.fromMs, fact.toMs);
    return heldMs > 0 ? { ...fact, idleMs: fact.idleMs + heldMs } : fact;
  }
}
