const kept = 200;
/** A debugger tells of a stop this much later than it held the thread, at most; seen: 14 ms, and 85 ms on a busy machine. */
const toldLateMs = 250;

/** When debuggers held targets, in epoch milliseconds: time so spent blocks nobody. */
export class Pauses {
  private readonly spans: { readonly owner: string; readonly from: number; to: number }[] = [];

  set(owner: string, paused: boolean, atMs: number): void {
    const open = this.spans.find((span) => span.owner === owner && span.to === Infinity);
    if (!paused) {
      if (open) open.to = atMs;
    } else if (!open) {
      this.spans.push({ owner, from: atMs, to: Infinity });
      if (this.spans.length > kept) this.spans.shift();
    }
  }

  isPaused(owner: string): boolean {
    return this.spans.some((span) => span.owner === owner && span.to === Infinity);
  }

  /**
   * Milliseconds of a span in which `owner` was held. Time just before a stop that was told counts with it: as a block it would
   * be blamed on the line of the breakpoint.
   */
  within(owner: string | null, from: number, to: number): number {
    let sum = 0;
    let counted = from;
    for (const span of this.spans) {
      if (span.owner !== owner || span.from >= to || span.to <= from) continue;
      const end = Math.min(to, span.to);
      sum += Math.max(0, end - Math.max(counted, span.from - toldLateMs));
      counted = Math.max(counted, end);
    }
    return sum;
  }
}
