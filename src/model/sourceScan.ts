/**
 * Just enough of JavaScript's grammar to walk over code from a known point: strings, templates, comments, regular expressions
 * and brackets. Every function takes any text, throws for none and takes time in proportion to what it walks over.
 */

const beforeRegex = new Set(
  'return typeof instanceof in of new delete void throw case do else await yield'.split(' '),
);
const statementHeads = new Set(['if', 'while', 'for', 'with']);
const maxTemplateDepth = 30;

/** Whether an identifier may contain the character at `at`. */
export function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 36 ||
    code === 95 ||
    code > 0xa0
  );
}

function isSpaceAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
}

/** The identifier, keyword or number that begins at `at`, '' if there is none. */
export function wordAt(text: string, at: number): string {
  let end = at;
  while (isWordAt(text, end)) end++;
  return text.slice(at, end);
}

/** The identifier, keyword or number that ends before `end`, '' if there is none. */
export function wordBefore(text: string, end: number): string {
  let start = end;
  while (isWordAt(text, start - 1)) start--;
  return text.slice(start, end);
}

/** Index of the first character at or after `at` that is neither space nor comment. */
export function skipSpace(text: string, at: number): number {
  let next = at;
  for (;;) {
    while (isSpaceAt(text, next)) next++;
    const closer = text.startsWith('//', next) ? '\n' : text.startsWith('/*', next) ? '*/' : null;
    if (closer === null) return next;
    const end = text.indexOf(closer, next + 2);
    next = end === -1 ? text.length : end + closer.length;
  }
}

/** Index after the last character before `at` that is neither space nor part of a block comment. */
export function skipSpaceBack(text: string, at: number): number {
  let end = at;
  for (;;) {
    while (isSpaceAt(text, end - 1)) end--;
    const comment = end >= 4 && text.startsWith('*/', end - 2) ? text.lastIndexOf('/*', end - 4) : -1;
    if (comment === -1) return end;
    end = comment;
  }
}

/** Index after the regular expression that begins at `at`, its flags included; -1 if there is none. */
export function regexEnd(text: string, at: number): number {
  if (text[at + 1] === '/' || text[at + 1] === '*') return -1;
  let inClass = false;
  for (let next = at + 1; next < text.length; next++) {
    const char = text[next];
    if (char === '\n' || char === '\r') return -1;
    if (char === '\\') next++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return next + 1 + wordAt(text, next + 1).length;
  }
  return -1;
}

/** Whether a `/` at `at` can begin a regular expression; otherwise it divides. */
export function regexMayStart(text: string, at: number): boolean {
  const end = skipSpaceBack(text, at);
  const word = wordBefore(text, end);
  return word === '' ? !')]}"\'`'.includes(text[end - 1] ?? ' ') : beforeRegex.has(word);
}

/**
 * Index of the first closing bracket at or after `from` that closes none opened since, or of the first of the characters
 * `stops` outside of brackets. -1 if there is none before `limit`.
 */
export function scanToEnd(text: string, from: number, limit: number, stops = '', level = 0): number {
  const openHeads: boolean[] = [];
  const end = Math.min(limit, text.length);
  let regexAllowed = true;
  let headAhead = false;
  let at = skipSpace(text, from);
  while (at < end) {
    const char = text.charAt(at);
    const word = wordAt(text, at);
    if (word !== '') {
      const isProperty = text[at - 1] === '.';
      regexAllowed = !isProperty && beforeRegex.has(word);
      headAhead = !isProperty && statementHeads.has(word);
      at = skipSpace(text, at + word.length);
      continue;
    }
    if (char === '/') {
      const regex = regexAllowed ? regexEnd(text, at) : -1;
      regexAllowed = regex === -1;
      at = regex === -1 ? at + 1 : regex;
    } else if (char === '"' || char === "'") {
      at = stringEnd(text, at);
      regexAllowed = false;
    } else if (char === '`') {
      at = templateEnd(text, at, end, level);
      if (at === -1) return -1;
      regexAllowed = false;
    } else if (char === '(' || char === '[' || char === '{') {
      openHeads.push(headAhead);
      regexAllowed = true;
      at++;
    } else if (char === ')' || char === ']' || char === '}') {
      const head = openHeads.pop();
      if (head === undefined) return at;
      // After a block or the head of a statement comes a new expression, after a value a division.
      regexAllowed = char === '}' || head;
      at++;
    } else {
      if (openHeads.length === 0 && stops.includes(char)) return at;
      regexAllowed = true;
      at++;
    }
    headAhead = false;
    at = skipSpace(text, at);
  }
  return -1;
}

/** Index after the string that begins at `at`; the end of a line ends it too. */
function stringEnd(text: string, at: number): number {
  const quote = text[at];
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === '\\') next++;
    else if (text[next] === quote || text[next] === '\n') return next + 1;
  }
  return text.length;
}

/** Index after the template that begins at `at`; -1 if it does not end before `limit`. */
function templateEnd(text: string, at: number, limit: number, level: number): number {
  if (level > maxTemplateDepth) return -1;
  for (let next = at + 1; next < limit; next++) {
    if (text[next] === '`') return next + 1;
    if (text[next] === '\\') next++;
    else if (text.startsWith('${', next)) {
      next = scanToEnd(text, next + 2, limit, '', level + 1);
      if (next === -1) return -1;
    }
  }
  return -1;
}
