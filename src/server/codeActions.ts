import {
  CodeActionKind,
  type CodeAction,
  type CodeActionContext,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { StaticFinding } from '../analysis/finding';
import { isRefusal, type Fix, type FixContext } from '../analysis/fixes/fix';
import type { Translate } from '../model/message';
import { explainPageCommand, ignoreFindingCommand } from '../shared/serverApi';
import { diagnosticSource } from './diagnostics';
import { explainFinding } from './explain';
import type { OpenFile } from './openFile';
import { canIgnore, fixAllFor, fixesFor, type IsHarmlessRegex } from './fixes';
import { uriOf } from './files';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.looplens`;
export const providedKinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind];

export interface ActionsOptions {
  readonly file: OpenFile;
  readonly findings: readonly StaticFinding[];
  readonly range: Range;
  readonly context: CodeActionContext;
  /** Offsets of another file as positions; null where it cannot be read. */
  readonly rangeIn: (file: string, span: { start: number; end: number }) => Promise<Range | null>;
  /** What is known of other files. */
  readonly fixContext: FixContext;
  readonly isHarmlessRegex: IsHarmlessRegex;
  /** Whether something was measured of a finding: then the editor's host explains it, with figures. */
  readonly isMeasured: (finding: StaticFinding) => boolean;
  readonly t: Translate;
}

/** What can be done about the findings in a range, or in the whole file where it is asked for all. */
export async function actionsAt(options: ActionsOptions): Promise<CodeAction[]> {
  const { file, findings, range, context, fixContext, isHarmlessRegex, isMeasured, t } = options;
  const wants = (kind: string): boolean =>
    !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  for (const finding of findings.filter((one) => touches(one, range))) {
    const diagnostics = context.diagnostics.filter((one) => isOf(one, finding));
    const results = await fixesFor(file, finding, fixContext, isHarmlessRegex, t);
    const refusal = results.find(isRefusal);
    if (refusal && finding.call !== null && wants(CodeActionKind.RefactorRewrite)) {
      const title = t('Await in place of {0}', finding.call);
      const disabled = { reason: refusal.refused };
      actions.push({ title, kind: CodeActionKind.RefactorRewrite, diagnostics, disabled });
    }
    for (const fix of results) {
      if (isRefusal(fix)) continue;
      const kind = fix.kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite;
      const edit = wants(kind) ? await editOf(fix, options) : null;
      if (!edit) continue;
      const isPreferred = fix.kind === 'quickfix' && !fix.preview;
      actions.push({ title: fix.title, kind, diagnostics, edit, ...(isPreferred ? { isPreferred } : {}) });
    }
    if (wants(CodeActionKind.QuickFix) && finding.rule !== 'unexplained-ignore' && !isMeasured(finding))
      actions.push(explainAction(finding, diagnostics, t));
    if (wants(CodeActionKind.QuickFix) && canIgnore(file.source(), finding, t))
      actions.push(ignoreAction(file, finding, diagnostics, t));
  }
  // An action for the whole file is offered only where it is asked for, as `source.fixAll` on save does.
  const all = context.only && wants(fixAllKind) ? await fixAll(options) : null;
  return all ? [...actions, all] : actions;
}

async function fixAll(options: ActionsOptions): Promise<CodeAction | null> {
  const { file, fixContext, t } = options;
  const fix = fixAllFor(file, fixContext, t);
  const edit = fix && (await editOf(fix, options));
  return edit ? { title: t('Fix all of the file that Looplens can fix'), kind: fixAllKind, edit } : null;
}

function explainAction(finding: StaticFinding, diagnostics: Diagnostic[], t: Translate): CodeAction {
  const title = t('Explain: what this does to the event loop');
  const command = { title, command: explainPageCommand, arguments: [...explainFinding(finding)] };
  return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
}

function ignoreAction(
  file: OpenFile,
  { rule, start }: StaticFinding,
  diagnostics: Diagnostic[],
  t: Translate,
): CodeAction {
  const title = t('Ignore here, with a reason…');
  const command = { title, command: ignoreFindingCommand, arguments: [file.uri, start.line - 1, rule] };
  return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
}

async function editOf(
  { edits, preview, title, note }: Fix,
  options: ActionsOptions,
): Promise<WorkspaceEdit | null> {
  const byFile = new Map<string, TextEdit[]>();
  for (const { file, span, newText } of edits) {
    const own = file === options.file.file;
    const range = own
      ? { start: options.file.positionAt(span.start), end: options.file.positionAt(span.end) }
      : await options.rangeIn(file, span);
    if (!range) return null;
    const made = preview ? { range, newText, annotationId: 'preview' } : { range, newText };
    byFile.set(file, [...(byFile.get(file) ?? []), made]);
  }
  const documentChanges = [...byFile].map(([file, edits]) => ({
    textDocument:
      file === options.file.file
        ? { uri: options.file.uri, version: options.file.version }
        : { uri: uriOf(file), version: null },
    edits,
  }));
  if (!preview) return { documentChanges };
  const annotation = {
    label: title,
    ...(note === null ? {} : { description: note }),
    needsConfirmation: true,
  };
  return { documentChanges, changeAnnotations: { preview: annotation } };
}

function touches({ start, end }: StaticFinding, range: Range): boolean {
  const before =
    end.line - 1 < range.start.line ||
    (end.line - 1 === range.start.line && end.column - 1 < range.start.character);
  const after =
    start.line - 1 > range.end.line ||
    (start.line - 1 === range.end.line && start.column - 1 > range.end.character);
  return !before && !after;
}

function isOf({ source, code, range }: Diagnostic, { rule, start }: StaticFinding): boolean {
  return (
    source === diagnosticSource &&
    code === rule &&
    range.start.line === start.line - 1 &&
    range.start.character === start.column - 1
  );
}
