import type { Frame } from '../shared/report';
import { plain } from './words';

/** How many lines stand before and after the one that matters. */
const around = 1;

/**
 * The source line of `frame` with its neighbours and a caret under the column, each at most `width` characters; empty
 * where `source` (the file's text) has no such line.
 */
export function excerpt(source: string, frame: Frame, width: number): string[] {
  const all = source.split(/\r\n|\r|\n/);
  const wanted = all[frame.line - 1];
  if (wanted === undefined) return [];
  const first = Math.max(1, frame.line - around);
  const last = Math.min(all.length, frame.line + around);

  // 1. Tabs become spaces, so that the caret stands where the column is.
  const shown = all.slice(first - 1, last).map(expand);
  const caret = expand(wanted.slice(0, frame.column - 1)).length;

  // 2. What all lines are indented by says nothing.
  const indents = shown.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = Math.min(caret, ...indents);

  // 3. A long line is cropped around the caret.
  const gutter = String(last).length;
  const room = Math.max(10, width - gutter - 5);
  const from = Math.max(indent, caret - Math.floor((room * 2) / 3));
  const start = shown.every((line) => line.length - indent <= room) ? indent : from;

  const lines: string[] = [];
  shown.forEach((line, index) => {
    const number = first + index;
    const here = number === frame.line;
    const mark = here ? '>' : ' ';
    lines.push(`${mark} ${String(number).padStart(gutter)} | ${crop(line, start, room)}`.trimEnd());
    if (here) lines.push(`  ${' '.repeat(gutter)} | ${' '.repeat(caret - start)}^`);
  });
  return lines;
}

function expand(text: string): string {
  return plain(text.replaceAll('\t', '  '));
}

function crop(line: string, start: number, room: number): string {
  const part = line.slice(start, start + room);
  return start + room < line.length ? `${part.slice(0, -1)}…` : part;
}
