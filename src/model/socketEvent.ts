import type { Frame } from '../shared/report';
import { scanToEnd } from './sourceScan';

const emitter = 'socket.io';
/** How far from a function its registration is looked for, in characters. */
const reach = 100_000;
const registration = /\.(?:on|once|addListener)\s*\(\s*(["'`])((?:(?!\1)[^\\\n])+)\1\s*,/g;

/** The user's function that Socket.IO called with an event, in a stack from the innermost frame on; null where it called none. */
export function socketListener(stack: readonly Frame[]): Frame | null {
  const outermost = stack.findLastIndex(({ file, module }) => module === null && !isNode(file));
  const caller = stack.slice(outermost + 1).find(({ file }) => !isNode(file));
  return caller?.module === emitter ? (stack[outermost] ?? null) : null;
}

function isNode(file: string): boolean {
  return file.startsWith('node:');
}

/**
 * The event for which a function was registered with `.on('event', …)`: `offset` is in the function, `name` is what it is
 * called. The innermost registration that it is written in counts, else the only one that names it; null where neither is there.
 */
export function eventAt(text: string, offset: number, name: string): string | null {
  const from = Math.max(0, offset - reach);
  const before = [...text.slice(from, offset).matchAll(registration)];
  for (const match of before.reverse()) {
    const start = from + match.index + match[0].length;
    const end = scanToEnd(text, start, start + reach);
    if (end === -1 || end >= offset) return match[2]!;
  }
  if (!/^[\w$]+$/.test(name)) return null;
  const named = [...text.matchAll(registration)].filter(({ index, 0: { length } }) =>
    new RegExp(`^\\s*(?:[\\w$]+\\.)*${name.replaceAll('$', '\\$')}\\b`).test(
      text.slice(index + length, index + length + 200),
    ),
  );
  const events = new Set(named.map((match) => match[2]!));
  return events.size === 1 ? [...events][0]! : null;
}
