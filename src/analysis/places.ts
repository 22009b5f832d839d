import type { Place } from './finding';

/** Where the lines of a text start, as editors count lines: they know none of V8's other two line ends. */
export function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  if (/\r(?!\n)/.test(text))
    for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  else for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The place of an offset, from where the file's lines start. */
export function placeAt(file: string, lineStarts: readonly number[], offset: number): Place {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { file, line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}
