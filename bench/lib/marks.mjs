// The line that a report should name is the one that ends with a comment `// @<marker>`.
import { readFileSync } from 'node:fs';

/** @returns {{ file: string, line: number }} 1-based; throws when no line has the marker */
export function markedLine(file, marker) {
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((text) => text.endsWith(`// @${marker}`));
  if (index < 0) throw new Error(`${file} has no line marked '@${marker}'`);
  return { file, line: index + 1 };
}

/** Whether a report's frame is the wanted place; both may be null. */
export const sameLine = (frame, wanted) =>
  frame === null ? wanted === null : frame.file === wanted?.file && frame.line === wanted?.line;
