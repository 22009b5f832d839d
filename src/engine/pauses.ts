const kept = 200;

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

  /** Milliseconds of a span in which `owner` was held. */
  within(owner: string | null, from: number, to: number): number {
    return this.spans
      .filter((span) => span.owner === owner)
      .reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0);
  }
}
