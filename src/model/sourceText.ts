/** The text of a script with its lines, as V8 counts them. */
export class SourceText {
  private starts: number[] | null = null;

  constructor(readonly text: string) {}

  /** Index into `text` of a 0-based position; null where the text has no such position. */
  offsetAt(line0: number, col0: number): number | null {
    const start = this.lineStarts()[line0];
    if (start === undefined || col0 < 0 || col0 > this.lineLength(line0)) return null;
    return start + col0;
  }

  /** 0-based position of an index into `text`. */
  positionAt(offset: number): { readonly line0: number; readonly col0: number } {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line0: low, col0: offset - (starts[low] ?? 0) };
  }

  /** Characters in a line, its end included; 0 for a line that is not there. */
  lineLength(line0: number): number {
    const starts = this.lineStarts();
    const start = starts[line0];
    return start === undefined ? 0 : (starts[line0 + 1] ?? this.text.length) - start;
  }

  private lineStarts(): number[] {
    if (this.starts) return this.starts;
    const starts = [0];
    for (const end of this.text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(end.index + end[0].length);
    return (this.starts = starts);
  }
}
