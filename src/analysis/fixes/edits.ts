import type { Span } from '../finding';
import type { TextEdit } from './fix';

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Among insertions at one place, lower ones come first. */
  readonly order: number;
}

/** Collects changes of one file that may touch each other, and makes edits of them that don't. */
export class Edits {
  private readonly pieces: Piece[] = [];

  constructor(private readonly file: string) {}

  /** Inserts before what stands at `at`; of two such insertions the one with the lower `order` comes first. */
  insert(at: number, text: string, order = 0): void {
    if (text !== '') this.pieces.push({ start: at, end: at, text, order });
  }

  replace({ start, end }: Span, text: string): void {
    this.pieces.push({ start, end, text, order: 0 });
  }

  /** Insertions at one place are joined, with what is replaced from there on too; null where two replacements overlap. */
  result(): TextEdit[] | null {
    const sorted = [...this.pieces].sort(
      (a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start) || a.order - b.order,
    );
    const merged: { start: number; end: number; text: string }[] = [];
    for (const { start, end, text } of sorted) {
      const last = merged.at(-1);
      if (last && start < last.end) return null;
      if (last?.start === start) {
        last.end = end;
        last.text += text;
      } else merged.push({ start, end, text });
    }
    return merged.map(({ start, end, text }) => ({ file: this.file, span: { start, end }, newText: text }));
  }
}

/** The text of `file` after its edits; those of other files are passed over. */
export function applyEdits(file: string, text: string, edits: readonly TextEdit[]): string {
  return edits
    .filter((edit) => edit.file === file)
    .sort((a, b) => b.span.start - a.span.start)
    .reduce(
      (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
      text,
    );
}
