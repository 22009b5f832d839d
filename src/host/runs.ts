const maxRemembered = 1000;

/**
 * Tells when a run begins, that is, when what was measured before belongs to code that is gone. That is when nothing else is
 * observed, and when a program starts again (`node --watch`) after files were edited: its lines are not where they were.
 */
export class Runs {
  private readonly live = new Map<string, string>();
  private readonly gone = new Set<string>();

  constructor(private readonly edited: () => boolean) {}

  /** Whether the session begins a run. js-debug names it after its program: `server.js [4711] « npm start`. */
  started(id: string, name: string): boolean {
    const program = name.replace(/ ?\[\d+\]/, '');
    const again = this.gone.has(program) && ![...this.live.values()].includes(program);
    const begins = this.live.size === 0 || (again && this.edited());
    if (begins || this.gone.size >= maxRemembered) this.gone.clear();
    this.live.set(id, program);
    return begins;
  }

  ended(id: string): void {
    const program = this.live.get(id);
    if (program === undefined) return;
    this.live.delete(id);
    this.gone.add(program);
  }
}
