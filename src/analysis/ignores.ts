import type { FileSummary, IgnoreComment } from './fileSummary';
import type { StaticFinding } from './finding';
import { placeAt } from './places';

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

/** Findings without those that a comment with a reason hides, and with one for each comment that gives none. */
export function applyIgnores(
  findings: readonly StaticFinding[],
  file: string,
  { ignores, lineStarts }: FileSummary,
): readonly StaticFinding[] {
  if (ignores.length === 0) return findings;
  const hides = (ignore: IgnoreComment, { rule, start }: StaticFinding): boolean =>
    ignore.reason !== '' &&
    (ignore.rules.length === 0 || ignore.rules.includes(rule)) &&
    (ignore.scope === 'file' || placeAt(file, lineStarts, ignore.span.start).line + 1 === start.line);
  const kept = findings.filter((finding) => !ignores.some((ignore) => hides(ignore, finding)));
  const unexplained = ignores
    .filter(({ reason }) => reason === '')
    .map(({ span }): StaticFinding => ({
      rule: 'unexplained-ignore',
      severity: 'hint',
      file,
      span,
      start: placeAt(file, lineStarts, span.start),
      end: placeAt(file, lineStarts, span.end),
      call: null,
      handler: null,
      path: [],
      detail: {},
    }));
  return [...kept, ...unexplained];
}
