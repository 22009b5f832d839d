import type ts from 'typescript';
import type { Bindings } from '../../analysis/bindings';
import type { Span, StaticFinding } from '../../analysis/finding';
import type { Translate } from '../../model/message';

/** Stand-in for `src/analysis/fixes/fix.ts`: what `fs.readFileSync` in an async function can be. */
export interface Fix {
  readonly id: string;
  readonly title: string;
  readonly kind: 'quickfix' | 'refactor';
  /** To be looked at before it is done. */
  readonly preview: boolean;
  readonly edits: readonly { readonly file: string; readonly span: Span; readonly newText: string }[];
}

export async function fixesFor(
  source: ts.SourceFile,
  _bindings: Bindings,
  finding: StaticFinding,
  t: Translate,
): Promise<readonly Fix[]> {
  const { start, end } = finding.span;
  const call = source.text.slice(start, end);
  if (finding.call !== 'fs.readFileSync' || call !== 'fs.readFileSync') return [];
  const newText = 'await fs.promises.readFile';
  return [
    {
      id: 'await-instead',
      title: t('Use {0} instead', 'fs.promises.readFile'),
      kind: 'quickfix',
      preview: false,
      edits: [{ file: finding.file, span: finding.span, newText }],
    },
  ];
}

/** All of a file at once; null where there is nothing to mend. */
export async function fixAllFor(
  source: ts.SourceFile,
  bindings: Bindings,
  findings: readonly StaticFinding[],
  t: Translate,
): Promise<Fix | null> {
  const fixes: Fix[] = [];
  for (const finding of findings) fixes.push(...(await fixesFor(source, bindings, finding, t)).slice(0, 1));
  if (fixes.length === 0) return null;
  return { ...fixes[0]!, id: 'fix-all', edits: fixes.flatMap(({ edits }) => edits) };
}

/** Whether a comment may stand above the line of a finding. */
export function canIgnore(source: ts.SourceFile, { span }: StaticFinding): boolean {
  return span.end <= source.end;
}
