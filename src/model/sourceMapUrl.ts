/**
 * What the comment `//# sourceMappingURL=…` at the end of a script says: a path, a URL or a `data:` URL with the map itself.
 * Only comments may follow it: the same words inside a program that handles source maps do not count.
 */
export function sourceMapUrl(text: string): string | null {
  const word = 'sourceMappingURL=';
  const at = text.lastIndexOf(word);
  if (at === -1) return null;
  const opener = /(\/\/|\/\*)[#@][ \t]$/.exec(text.slice(Math.max(0, at - 4), at))?.[1];
  if (opener === undefined) return null;
  const pattern = opener === '//' ? /[^\s'"`]+/y : /[^\s'"`*]+/y;
  pattern.lastIndex = at + word.length;
  const url = pattern.exec(text)?.[0];
  if (url === undefined) return null;
  const tail = text.slice(at + word.length + url.length);
  const rest = opener === '//' ? tail : tail.replace(/^\s*\*\//, '');
  return onlyComments(rest) ? url : null;
}

/** Longest text after the comment that is still taken for an end of file. */
const maxTail = 4_000;

function onlyComments(text: string): boolean {
  if (text.length > maxTail) return text.trim() === '';
  return text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '').trim() === '';
}
