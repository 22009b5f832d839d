import type ts from 'typescript';
import type { StaticFinding } from '../analysis/finding';
import { isRefusal, type Fix, type FixContext, type FixResult, type TextEdit } from '../analysis/fixes/fix';
import { fixAll, fixResultsAt } from '../analysis/fixes/fixes';
import { ignoreFix } from '../analysis/fixes/ignoreFix';
import { findRegexes } from '../analysis/regex/find';
import type { Translate } from '../model/message';
import type { OpenFile } from './openFile';

type Code = Pick<OpenFile, 'source' | 'bindings'>;

/** Whether a regular expression was tried out and is not slow. */
export type IsHarmlessRegex = (source: string, flags: string) => Promise<boolean>;

/**
 * What can be done about a finding, and why something cannot.
 *
 * @param isHarmless asked of an expression before it is offered in place of a slow one: its form alone does not tell
 */
export async function fixesFor(
  file: Code,
  finding: StaticFinding,
  context: FixContext,
  isHarmless: IsHarmlessRegex,
  t: Translate,
): Promise<FixResult[]> {
  if (finding.rule === 'slow-regex') return regexFixes(file, finding, isHarmless, t);
  if (finding.rule !== 'blocking-call') return [];
  return fixResultsAt(file.source(), file.bindings(), finding.span, context, t);
}

/** All that can surely be mended in a file, at once; null where nothing can. */
export function fixAllFor(file: Code, context: FixContext, t: Translate): Fix | null {
  return fixAll(file.source(), file.bindings(), context, t);
}

/** Whether a comment may stand above the line of a finding. */
export function canIgnore(source: ts.SourceFile, { span, rule }: StaticFinding, t: Translate): boolean {
  return !isRefusal(ignoreFix(source, span, rule, t));
}

async function regexFixes(
  file: Code,
  { span, detail }: StaticFinding,
  isHarmless: IsHarmlessRegex,
  t: Translate,
): Promise<Fix[]> {
  const { lengthGuard, rewriteEdit, trimEdit } = await import('./regexTools.js');
  const source = file.source();
  const bindings = file.bindings();
  const use = findRegexes(source, bindings).find(
    (one) => one.span.start === span.start && one.span.end === span.end,
  );
  if (!use) return [];
  const edit = (made: Omit<TextEdit, 'file'>): readonly TextEdit[] => [
    { file: source.fileName, span: made.span, newText: made.newText },
  ];
  // 1. What needs the tree; while an expression is tried out the text may change.
  const trims = use.applications.map((application) => trimEdit(use, application, source));
  const trim = trims.length > 0 && trims.every((made) => made !== null) ? trims : [];
  const rewritten = rewriteEdit(use);
  const { degree, length, ms } = detail;
  const verdict = {
    verdict: 'confirmed',
    degree: degree === 'exponential' ? degree : Number(degree),
    attack: { prefix: '', pump: '', suffix: '', length: Number(length), ms: Number(ms) },
  } as const;
  const [worst] = use.applications;
  const guard = worst && lengthGuard(worst, verdict, source, bindings);
  const fixes: Fix[] = [];
  // 2. Written so that it matches the same.
  if (trim.length > 0)
    fixes.push({
      ...{ id: 'linear-regex', kind: 'quickfix', preview: false, note: null },
      title: t('Use the method of strings that does the same'),
      edits: trim.flatMap(edit),
    });
  else if (rewritten && (await isHarmless(rewritten.source, use.flags)))
    fixes.push({
      ...{ id: 'linear-regex', kind: 'quickfix', preview: false, note: null },
      title: t('Use an expression that matches the same in linear time'),
      edits: edit(rewritten),
    });
  // 3. Kept from long texts, which changes what they get.
  if (guard)
    fixes.push({
      ...{ id: 'length-guard', kind: 'refactor', preview: true },
      title: t('Refuse texts that are too long before they are matched'),
      note: t('Longer texts are refused: see that this is what you want.'),
      edits: edit(guard),
    });
  return fixes;
}
