import type { IgnoreComment } from './fileSummary';

const comment = /looplens-ignore-(next-line|file)\b[ \t]*([^\n]*?)(?:\*\/|-->|\r?$)/gm;

/** Comments that say which findings a person has looked at and wants no more: `looplens-ignore-next-line blocking-call: reason`. */
export function ignoresOf(text: string): IgnoreComment[] {
  if (!text.includes('looplens-ignore-')) return [];
  const found: IgnoreComment[] = [];
  for (const match of text.matchAll(comment)) {
    // Only where a comment begins: not in a text that speaks of it.
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    if (!/(?:\/\/|\/\*|^\s*\*)\s*$/.test(text.slice(lineStart, match.index))) continue;
    const [, scope, rest = ''] = match;
    const at = rest.indexOf(':');
    const names = at === -1 ? rest : rest.slice(0, at);
    found.push({
      scope: scope === 'file' ? 'file' : 'next-line',
      rules: names.split(/[\s,]+/).filter((name) => name !== ''),
      reason: at === -1 ? '' : rest.slice(at + 1).trim(),
      span: {
        start: match.index,
        end: match.index + match[0].replace(/(?:\*\/|-->|\r)$/, '').trimEnd().length,
      },
    });
  }
  return found;
}
