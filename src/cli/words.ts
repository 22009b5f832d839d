import { isAbsolute, relative, sep } from 'node:path';
import type { Category, Frame } from '../shared/report';

/** What a category is called in a sentence. */
export const categoryWords: Readonly<Record<Category, string>> = {
  'sync-io': 'synchronous file access',
  'child-process': 'waiting for a child process',
  crypto: 'synchronous cryptography',
  zlib: 'synchronous compression',
  json: 'large JSON',
  regex: 'regular expression',
  'module-load': 'loading modules',
  gc: 'garbage collection',
  cpu: 'computing in JavaScript',
  microtasks: 'promise callbacks without a pause',
  native: 'native code',
  starved: 'waiting for a processor',
  unknown: 'an unknown cause',
};

/** `src/report.js:42:18`, relative to `cwd` where it lies below: terminals and editors make a link of it. */
export function placeOf(frame: Frame, cwd: string): string {
  return `${pathFrom(frame.file, cwd)}:${frame.line}:${frame.column}`;
}

export function functionOf(frame: Frame): string {
  return plain(frame.functionName) || '(anonymous)';
}

function pathFrom(file: string, cwd: string): string {
  if (!isAbsolute(file)) return plain(file);
  const short = relative(cwd, file);
  return plain(short === '' || isAbsolute(short) || short.split(sep)[0] === '..' ? file : short);
}

/** Text that came from the observed program, without what a terminal would obey. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** `count` with its noun: `1 block`, `3 blocks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A space at which a line may break: not the one between a number and its unit. */
const breakable = / (?!(?:ms|s|min|%|×)(?!\w))/;

/** Lines of at most `width` characters; a longer word (a path, an address) stays whole so that it can be clicked. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(breakable)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** `wrap` for a list: breaks only between items, which ` · ` joins. */
export function wrapItems(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + item.length <= width)
      lines[lines.length - 1] = `${last} · ${item}`;
    else lines.push(item);
  }
  return lines;
}
