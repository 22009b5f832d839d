import { isWordAt, scanToEnd, skipSpace, skipSpaceBack, wordAt, wordBefore } from './sourceScan';

/** How far above a position its function's head is looked for, in characters. */
const reach = 256_000;
/** Longest list of parameters, in characters. */
const longestHead = 5_000;
/** Functions of one name that are looked at on the way up. */
const maxCandidates = 100;

/**
 * Offset at which the function that V8 calls `name` and that contains `offset` has its name in a generated script: that of
 * `e` in `function e(){…}`, `e=()=>…`, `class e{…}`, `e.parse=function(){…}`, `#e(){…}`. null where none is found for sure.
 */
export function nameOffset(text: string, offset: number, name: string): number | null {
  if (!/^#?[\w$]+(?:\.[\w$]+)*$/.test(name)) return null;
  const top = Math.max(0, offset - reach);
  let candidates = 0;
  for (let at = offset; at > top;) {
    at = text.lastIndexOf(name, at - 1);
    if (at < top || candidates === maxCandidates) return null;
    if (isWordAt(text, at - 1) || text[at - 1] === '.' || isWordAt(text, at + name.length)) continue;
    const body = bodyOf(text, at, name, offset + longestHead);
    if (body === null) continue;
    candidates++;
    // On entry a function's position is that of its parameters.
    if (offset < body || contains(text, body, offset)) return at;
  }
  return null;
}

/** Offset of the parameters or the body of the function that gets its name at `at`; null if nothing is named there. */
function bodyOf(text: string, at: number, name: string, limit: number): number | null {
  const before = skipSpaceBack(text, at);
  const keyword = wordBefore(text, text[before - 1] === '*' ? skipSpaceBack(text, before - 1) : before);
  const after = skipSpace(text, at + name.length);
  if (keyword === 'function') return text[after] === '(' ? parametersEnd(text, after, limit) : null;
  if (keyword === 'class') {
    const open = text.indexOf('{', after);
    return open === -1 ? null : open;
  }
  if (name.startsWith('#') && text[after] === '(') {
    const body = parametersEnd(text, after, limit);
    return body !== null && text[body] === '{' ? body : null;
  }
  if (text[after] !== '=' || /[=>]/.test(text.charAt(after + 1))) return null;
  return bodyOfExpression(text, skipSpace(text, after + 1), limit);
}

/** The same for a function expression, an arrow function or a class that begins at `at`. */
function bodyOfExpression(text: string, at: number, limit: number): number | null {
  let next = at;
  let word = wordAt(text, next);
  if (word === 'async') {
    next = skipSpace(text, next + word.length);
    word = wordAt(text, next);
  }
  if (word === 'class') {
    const open = text.indexOf('{', next);
    return open === -1 ? null : open;
  }
  if (word === 'function') {
    const open = text.indexOf('(', next);
    return open === -1 ? null : parametersEnd(text, open, limit);
  }
  const afterParameters =
    word === '' && text[next] === '('
      ? parametersEnd(text, next, limit)
      : skipSpace(text, next + word.length);
  if (afterParameters === null || !text.startsWith('=>', afterParameters)) return null;
  return skipSpace(text, afterParameters + 2);
}

function parametersEnd(text: string, open: number, limit: number): number | null {
  const close = scanToEnd(text, open + 1, limit);
  return close === -1 ? null : skipSpace(text, close + 1);
}

/** Whether the block or expression that begins at `body` goes on past `offset`. */
function contains(text: string, body: number, offset: number): boolean {
  return text[body] === '{'
    ? scanToEnd(text, body + 1, offset) === -1
    : scanToEnd(text, body, offset, ',;') === -1;
}
