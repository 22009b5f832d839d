const maxRemembered = 1000;

/** `new`: nothing else is observed. `again`: a program starts again after files were edited, while others go on. */
export type RunStart = 'new' | 'again';

/**
 * Tells when a run begins, that is, when what was measured before belongs to code that is gone. That is when nothing else is
 * observed, and when a program starts again (`node --watch`) after files were edited: its lines are not where they were. Those
 * of programs that go on are.
 */
export class Runs {
  private readonly live = new Map<string, string>();
  private readonly gone = new Set<string>();

  constructor(private readonly edited: () => boolean) {}

  /** What the session begins; null where it joins what runs. js-debug names it after its program: `server.js [4711] « npm start`. */
  started(id: string, name: string): RunStart | null {
    const program = name.replace(/ ?\[\d+\]/, '');
    const again = this.gone.has(program) && ![...this.live.values()].includes(program);
    const begins = this.live.size === 0 ? 'new' : again && this.edited() ? 'again' : null;
    if (begins !== null || this.gone.size >= maxRemembered) this.gone.clear();
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
