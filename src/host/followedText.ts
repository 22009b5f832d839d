/** An edit as VS Code tells it. Positions are 0-based and those of the text before it. */
export interface Edit {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
}

interface Line {
  readonly text: string;
  /** Number it had in the text that runs; null for one that is new. */
  readonly origin: number | null;
}

/** A text as a program started with it, and where its lines have come to by edits since. Line numbers are 0-based. */
export class FollowedText {
  /** null until the first edit, as few texts are edited. */
  private original: readonly string[] | null = null;
  private lines: readonly Line[] = [];
  /** Index in `lines` by origin; made when it is asked for. */
  private places: Map<number, number> | null = null;

  constructor(private readonly text: string) {}

  apply({ startLine, startCharacter, endLine, endCharacter, text }: Edit): void {
    if (!this.original) {
      this.original = linesOf(this.text);
      this.lines = this.original.map((line, origin) => ({ text: line, origin }));
    }
    const old = this.lines.slice(startLine, endLine + 1);
    const before = old[0]?.text.slice(0, startCharacter) ?? '';
    const after = old.at(-1)?.text.slice(endCharacter) ?? '';
    const fresh = matched(old, linesOf(before + text + after));
    this.lines = [...this.lines.slice(0, startLine), ...fresh, ...this.lines.slice(endLine + 1)];
    this.places = null;
  }

  /** Where a line of the text that runs is now, and whether it says something else; null where it is gone. */
  place(line: number): { readonly line: number; readonly edited: boolean } | null {
    if (!this.original) return { line, edited: false };
    this.places ??= new Map(
      this.lines.flatMap(({ origin }, index) => (origin === null ? [] : [[origin, index] as const])),
    );
    const now = this.places.get(line);
    if (now === undefined) return null;
    return { line: now, edited: !same(this.lines[now]!.text, this.original[line]!) };
  }

  /** Whether the text is this now. */
  is(text: string): boolean {
    if (!this.original) return text === this.text;
    const lines = linesOf(text);
    return lines.length === this.lines.length && lines.every((line, at) => line === this.lines[at]!.text);
  }
}

/** 1. Lines that were only pushed down or up stay themselves. 2. What is left is taken to be the old lines, edited. */
function matched(old: readonly Line[], fresh: readonly string[]): Line[] {
  let head = 0;
  while (head < old.length && head < fresh.length && same(old[head]!.text, fresh[head]!)) head++;
  let tail = 0;
  const rest = Math.min(old.length, fresh.length) - head;
  while (tail < rest && same(old.at(-1 - tail)!.text, fresh.at(-1 - tail)!)) tail++;
  return fresh.map((text, index) => {
    if (index >= fresh.length - tail)
      return { text, origin: old[old.length - (fresh.length - index)]!.origin };
    return { text, origin: index < old.length - tail ? old[index]!.origin : null };
  });
}

/** A line that was only indented says the same. */
function same(a: string, b: string): boolean {
  return a.trim() === b.trim();
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}
