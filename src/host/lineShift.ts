/** An edit as VS Code tells it; lines are 0-based. */
export interface Edit {
  readonly startLine: number;
  readonly endLine: number;
  /** Line breaks in the new text. */
  readonly addedLines: number;
}

/** Where lines of a file are after edits, and which of them were edited themselves. */
export class LineShift {
  private readonly lines = new Map<number, { now: number; edited: boolean }>();

  /** Begins to follow a line as it is at this moment; one that is followed already stays where it has come to. */
  follow(line: number): void {
    if (!this.lines.has(line)) this.lines.set(line, { now: line, edited: false });
  }

  apply({ startLine, endLine, addedLines }: Edit): void {
    for (const line of this.lines.values()) {
      if (line.now > endLine) line.now += addedLines - (endLine - startLine);
      else if (line.now >= startLine) line.edited = true;
    }
  }

  /** Where a followed line is now; null once it was edited: what was measured there is not what stands there. */
  now(line: number): number | null {
    const entry = this.lines.get(line);
    return !entry ? line : entry.edited ? null : entry.now;
  }
}
