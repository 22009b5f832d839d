import { callTokenAt } from './callToken';
import { scanToEnd, skipSpace, skipSpaceBack, wordAt, wordBefore } from './sourceScan';

/** Methods that take the longer the more they work on, and in which V8 serves no look. */
const growing = /\.\s*((?:last)?[iI]ndexOf|includes|concat|splice|shift|unshift)\s*\(/g;
const declarations = new Set(['const', 'let', 'var']);
const innerLoop = /(?:^|[^.\w$])(?:for|while|do)\b/;
/** Longest round that is looked at, in characters. */
const longest = 3_000;

/**
 * V8 serves looks between two rounds of a loop and on entry to a function: what native code in a round took is seen at the head. Where a
 * round has none but one line of calls that grow with their data, it is that line: everything else in it takes next to no
 * time, or is seen by itself. Offset of the call for the head of a loop at `offset` or, with `ofCallback`, of a function; else null.
 */
export function growingCallOfRound(text: string, offset: number, ofCallback: boolean): number | null {
  const from = ofCallback ? offset : headOfLoop(text, offset);
  const end = from === null ? -1 : endOfRound(text, from, offset + longest);
  if (from === null || end === -1) return null;
  const round = text.slice(from, end);
  if (innerLoop.test(round)) return null;
  const calls = [...round.matchAll(growing)]
    .map(({ index, 0: { length }, 1: name = '' }) => from + round.lastIndexOf(name, index + length))
    .filter((at) => callTokenAt(text, at) !== null);
  const [first, ...others] = calls;
  if (first === undefined) return null;
  return others.some((at) => text.slice(first, at).includes('\n')) ? null : first;
}

/** Offset of the parenthesis of the `for` or `while` at `offset`, or of the `for` whose variable is declared there. */
function headOfLoop(text: string, offset: number): number | null {
  const word = wordAt(text, offset);
  if (word !== 'for' && word !== 'while') return parenthesisBefore(text, offset);
  const open = skipSpace(text, offset + word.length);
  return text[open] === '(' ? open : null;
}

/** V8 serves some looks where the next item goes to the variable of a `for (const item of items)`. */
function parenthesisBefore(text: string, variable: number): number | null {
  const declared = skipSpaceBack(text, variable);
  const word = wordBefore(text, declared);
  if (!declarations.has(word)) return null;
  const open = skipSpaceBack(text, declared - word.length) - 1;
  if (text[open] !== '(') return null;
  const before = wordBefore(text, skipSpaceBack(text, open));
  return before === 'for' || before === 'await' ? open : null;
}

/** Index of the end of what follows the parameters, or the loop's head, that begin at `from`. */
function endOfRound(text: string, from: number, limit: number): number {
  const close = text[from] === '(' ? scanToEnd(text, from + 1, limit) + 1 : from + wordAt(text, from).length;
  if (close === 0) return -1;
  const next = skipSpace(text, close);
  const body = text.startsWith('=>', next) ? skipSpace(text, next + 2) : next;
  return text[body] === '{' ? scanToEnd(text, body + 1, limit) : scanToEnd(text, body, limit, ',;');
}
