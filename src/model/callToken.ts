import {
  isWordAt,
  regexEnd,
  regexMayStart,
  scanToEnd,
  skipSpace,
  skipSpaceBack,
  wordAt,
  wordBefore,
} from './sourceScan';

/** What is called at a position of a script, as far as its text tells. */
export interface CallToken {
  /** The called identifier: `stringify` of `JSON.stringify(x)`, `RegExp` of `new RegExp(x)`. */
  readonly name: string;
  /** What stands before the dot: an identifier (the last one of a chain), or `RegExp literal`. */
  readonly receiver: string | null;
  readonly firstArgument: 'string' | 'regex' | 'other' | null;
}

const notCalled = new Set(
  'if for while switch catch with return typeof void delete in of instanceof case do else throw function class await yield async import super'.split(
    ' ',
  ),
);
/** Longest list of arguments, chain or literal that is looked at, in characters. */
const reach = 2_000;

/**
 * Reads the call at an offset that V8 gives for a frame: that of the callee's last identifier, of `new`, or, where the callee
 * is no plain name, of the opening parenthesis. null where no call stands there. Takes any text and any offset.
 */
export function callTokenAt(text: string, offset: number): CallToken | null {
  if (text[offset] === '(') return indirectCall(text, offset);
  const start = text[offset] === '#' ? offset + 1 : offset;
  const name = wordAt(text, start);
  if (!/^[^\d]/.test(name) || isWordAt(text, start - 1)) return null;
  if (name === 'new') return construction(text, start + name.length);
  const isProperty = /[.#]/.test(text.charAt(skipSpaceBack(text, start) - 1));
  if (notCalled.has(name) && !isProperty) return null;
  if (isDefinition(text, offset)) return null;
  const open = argumentsAfter(text, start + name.length);
  if (open === null) return null;
  if (text[open] === '(' && isSignature(text, open)) return null;
  return { name, receiver: receiverBefore(text, offset), firstArgument: firstArgument(text, open) };
}

/**
 * Whether V8's position is that of a function that has just been entered and has not run yet: its parameters, or the head of an
 * arrow function without parentheses.
 */
export function isHeadAt(text: string, offset: number): boolean {
  if (text[offset] === '(')
    return (
      !/^(?:if|for|while|switch|catch|with)$/.test(wordBefore(text, skipSpaceBack(text, offset))) &&
      isSignature(text, offset)
    );
  const word = wordAt(text, offset);
  if (word === '' || isWordAt(text, offset - 1)) return false;
  const next = skipSpace(text, offset + word.length);
  if (text.startsWith('=>', next)) return true;
  return word === 'async' && isHeadAt(text, next);
}

/**
 * Offset of the callee's name where `offset` is that of its parenthesis, else `offset`. Compilers write `(0, lib_1.read)(x)` where
 * somebody wrote `read(x)`, V8 points at the second parenthesis, and a map is more exact about the name.
 */
export function calleeOffset(text: string, offset: number): number {
  if (text[offset] !== '(') return offset;
  const start = sequenceBefore(text, offset)?.start ?? offset - wordBefore(text, offset).length;
  return text[start - 1] === '#' ? start - 1 : start;
}

/** The `(0, a.b)` that ends before `offset`, without a space. */
function sequenceBefore(text: string, offset: number) {
  const from = Math.max(0, offset - 200);
  const match = /\(0,\s?((?:[\w$.]*?([\w$]+)\.)?([\w$]+))\)$/.exec(text.slice(from, offset));
  if (!match) return null;
  const [all, callee = '', receiver, name = ''] = match;
  return { start: from + match.index + all.length - 1 - callee.length, receiver: receiver ?? null, name };
}

/** Index of `(` or of a template after a callee; `!`, `?.` and type arguments may stand between. */
function argumentsAfter(text: string, at: number): number | null {
  let next = skipSpace(text, at);
  if (text[next] === '!') next = skipSpace(text, next + 1);
  if (text.startsWith('?.', next)) next = skipSpace(text, next + 2);
  const types = /^<[\w\s$,.<>[\]|&'":?]{1,200}>(?=\()/.exec(text.slice(next, next + 210));
  if (types) next += types[0].length;
  return text[next] === '(' || text[next] === '`' ? next : null;
}

/** `function name(` and its like. */
function isDefinition(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 40), offset);
  return /(?:\bfunction[ \t]*\*?|\bclass|\b(?:get|set|static|async))[ \t]*$/.test(before);
}

/** `name(a, b) {` declares a method, `async (a) =>` a function. */
function isSignature(text: string, open: number): boolean {
  const close = scanToEnd(text, open + 1, open + reach);
  if (close === -1) return false;
  const next = skipSpace(text, close + 1);
  return text[next] === '{' || text.startsWith('=>', next);
}

function construction(text: string, at: number): CallToken | null {
  const chain = /^[\w$.\u00a1-\uffff]+/.exec(text.slice(skipSpace(text, at), at + reach))?.[0] ?? '';
  const names = chain.split('.');
  const name = names.pop();
  if (!name) return null;
  const open = argumentsAfter(text, skipSpace(text, at) + chain.length);
  return {
    name,
    receiver: names.pop() ?? null,
    firstArgument: open === null ? null : firstArgument(text, open),
  };
}

/** The call whose parenthesis is at `open`: `(0, fs_1.readFileSync)(x)`, `a?.b?.(x)`, `a['b'](x)`, `a.b(x)`. */
function indirectCall(text: string, open: number): CallToken | null {
  const end = skipSpaceBack(text, open);
  const before = text.slice(Math.max(0, end - 200), end);
  const sequence = sequenceBefore(text, open);
  if (sequence) {
    return { name: sequence.name, receiver: sequence.receiver, firstArgument: firstArgument(text, open) };
  }
  const inBrackets = /(?:([\w$]+)\s*)?\[\s*(?:'([\w$]+)'|"([\w$]+)")\s*\]$/.exec(before);
  if (inBrackets) {
    const [, receiver = null, single, double = ''] = inBrackets;
    return { name: single ?? double, receiver, firstArgument: firstArgument(text, open) };
  }
  const nameEnd = before.endsWith('?.') ? skipSpaceBack(text, end - 2) : end;
  const name = wordBefore(text, nameEnd);
  return name === '' || isWordAt(text, open) ? null : callTokenAt(text, nameEnd - name.length);
}

function receiverBefore(text: string, offset: number): string | null {
  const dot = skipSpaceBack(text, offset);
  if (text[dot - 1] !== '.') return null;
  const end = skipSpaceBack(text, text[dot - 2] === '?' ? dot - 2 : dot - 1);
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  if (regexEndsAt(text, end, Math.max(lineStart, end - reach))) return 'RegExp literal';
  // The end of a line above may be a comment's.
  if (text.slice(end, dot).includes('\n') && text.slice(lineStart, end).includes('//')) return null;
  const word = wordBefore(text, end);
  return /^[^\d]/.test(word) ? word : null;
}

function regexEndsAt(text: string, end: number, from: number): boolean {
  const close = end - wordBefore(text, end).length - 1;
  if (text[close] !== '/') return false;
  for (
    let start = text.indexOf('/', from);
    start !== -1 && start < close;
    start = text.indexOf('/', start + 1)
  ) {
    if (regexEnd(text, start) === end && regexMayStart(text, start)) return true;
  }
  return false;
}

function firstArgument(text: string, open: number): CallToken['firstArgument'] {
  if (text[open] === '`') return null;
  const at = skipSpace(text, open + 1);
  const char = text[at];
  if (char === undefined || char === ')') return null;
  if (char === '/') return 'regex';
  if (/["'`]/.test(char)) return 'string';
  return /^(?:new\s+)?RegExp\s*\(/.test(text.slice(at, at + 20)) ? 'regex' : 'other';
}
