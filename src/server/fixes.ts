import type ts from 'typescript';
import type { StaticFinding } from '../analysis/finding';
import { isRefusal, type Fix, type FixContext, type FixResult, type TextEdit } from '../analysis/fixes/fix';
import { fixAll, fixResultsAt } from '../analysis/fixes/fixes';
import { ignoreFix } from '../analysis/fixes/ignoreFix';
import { findRegexes } from '../analysis/regex/find';
import type { Translate } from '../model/message';
import type { OpenFile } from './openFile';

type Code = Pick<OpenFile, 'source' | 'bindings'>;

/** What can be done about a finding, and why something cannot. */
export async function fixesFor(
  file: Code,
  finding: StaticFinding,
  context: FixContext,
  t: Translate,
): Promise<FixResult[]> {
  if (finding.rule === 'slow-regex') return regexFixes(file, finding, t);
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

async function regexFixes(file: Code, { span, detail }: StaticFinding, t: Translate): Promise<Fix[]> {
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
  const fixes: Fix[] = [];
  // 1. Written so that it matches the same.
  const trims = use.applications.map((application) => trimEdit(use, application, source));
  const trim = trims.length > 0 && trims.every((made) => made !== null) ? trims : [];
  const rewritten = rewriteEdit(use);
  if (trim.length > 0)
    fixes.push({
      ...{ id: 'linear-regex', kind: 'quickfix', preview: false, note: null },
      title: t('Use the method of strings that does the same'),
      edits: trim.flatMap(edit),
    });
  else if (rewritten)
    fixes.push({
      ...{ id: 'linear-regex', kind: 'quickfix', preview: false, note: null },
      title: t('Use an expression that matches the same in linear time'),
      edits: edit(rewritten),
    });
  // 2. Kept from long texts, which changes what they get.
  const { degree, length, ms } = detail;
  const verdict = {
    verdict: 'confirmed',
    degree: degree === 'exponential' ? degree : Number(degree),
    attack: { prefix: '', pump: '', suffix: '', length: Number(length), ms: Number(ms) },
  } as const;
  const [worst] = use.applications;
  const guard = worst && lengthGuard(worst, verdict, source, bindings);
  if (guard)
    fixes.push({
      ...{ id: 'length-guard', kind: 'refactor', preview: true },
      title: t('Refuse texts that are too long before they are matched'),
      note: t('Longer texts are refused: see that this is what you want.'),
      edits: edit(guard),
    });
  return fixes;
}
