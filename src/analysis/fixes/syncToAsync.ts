import ts from 'typescript';
import type { Translate } from '../../model/message';
import type { Bindings } from '../bindings';
import type { Span } from '../finding';
import { parse } from '../syntax';
import { asyncFormOf, isSynchronousCall, type AsyncForm } from './asyncForms';
import { AsyncPlan, type FileChanges } from './asyncPlan';
import { applyEdits, Edits } from './edits';
import { renderWrap } from './expressWrap';
import { isRefusal, type Fix, type FixContext, type FixResult, type Refusal, type TextEdit } from './fix';
import { Imports } from './imports';
import { nodeAround, parseErrors, spanOf, visitAll, type FunctionNode } from './nodes';
import { renderReturnType } from './signatures';

/** Awaits the asynchronous form of the synchronous call of Node's at a span; null where there is no such call. */
export function awaitAsync(
  source: ts.SourceFile,
  bindings: Bindings,
  span: Span,
  context: FixContext,
  t: Translate,
): FixResult | null {
  const call = nodeAround(source, span, (node): node is ts.CallExpression => {
    return ts.isCallExpression(node) && isSynchronousCall(node, bindings);
  });
  if (!call) return null;
  const form = asyncFormOf(call, source, bindings, t);
  if (isRefusal(form)) return form;
  const plan = new AsyncPlan(context, t);
  const refused = plan.add(form, { source, bindings });
  if (refused !== null) return { refused };
  const edits = render(plan, t);
  if (isRefusal(edits)) return edits;
  const isSure = plan.notes.size === 0;
  return {
    id: 'await-async',
    title: isSure
      ? t('Await {0} in place of {1}', form.to, form.from)
      : t('Await {0} in place of {1} and see what changes with it', form.to, form.from),
    kind: isSure ? 'quickfix' : 'refactor',
    preview: !isSure || new Set(edits.map(({ file }) => file)).size > 1,
    note: isSure ? null : [...plan.notes].join(' '),
    edits,
  };
}

/** Awaits in place of every synchronous call of the file for which that surely keeps what the program does; null where none. */
export function awaitAllAsync(
  source: ts.SourceFile,
  bindings: Bindings,
  context: FixContext,
  t: Translate,
): Fix | null {
  const unit = { source, bindings };
  let plan = new AsyncPlan(context, t);
  let count = 0;
  visitAll(source, (node) => {
    if (!ts.isCallExpression(node) || !isSynchronousCall(node, bindings)) return;
    const form = asyncFormOf(node, source, bindings, t);
    if (isRefusal(form)) return;
    const attempt = plan.copy();
    if (attempt.add(form, unit) !== null || attempt.notes.size > 0) return;
    // What changes other files is for a fix by itself, with a preview.
    if (attempt.changesOthersThan(source.fileName)) return;
    if (isRefusal(new Imports(unit, attempt.changesOf(unit).references, t).calleeFor(form))) return;
    plan = attempt;
    count++;
  });
  const edits = render(plan, t);
  if (count === 0 || isRefusal(edits)) return null;
  return {
    id: 'await-async-all',
    title: t('Await in place of all {0} synchronous calls of this file', count),
    kind: 'quickfix',
    preview: false,
    note: null,
    edits,
  };
}

/** The edits of a plan. Refused where they would leave text that does not parse. */
export function render(plan: AsyncPlan, t: Translate): readonly TextEdit[] | Refusal {
  const all: TextEdit[] = [];
  for (const changes of plan.files.values()) {
    const { fileName, text } = changes.unit.source;
    const edits = new Edits(fileName);
    const refusal = renderFile(changes, edits, t);
    if (refusal) return refusal;
    const result = edits.result();
    const after = result && parse(fileName, applyEdits(fileName, text, result));
    // The tree of a file that is typed in does not tell of errors any more.
    if (!after || parseErrors(after) > parseErrors(parse(fileName, text)))
      return { refused: t('The code around the call is of a kind that the fix does not know.') };
    all.push(...result);
  }
  return all;
}

function renderFile(changes: FileChanges, edits: Edits, t: Translate): Refusal | null {
  const { unit, references, forms, awaited, functions, wrapped } = changes;
  const imports = new Imports(unit, references, t);
  for (const form of forms) {
    const callee = imports.calleeFor(form);
    if (isRefusal(callee)) return callee;
    edits.replace(spanOf(form.call.expression), callee);
    for (const { span, text } of form.argumentEdits)
      if (span.start === span.end) edits.insert(span.start, text, 3);
      else edits.replace(span, text);
    renderAwait(form.call, edits, form);
  }
  for (const call of awaited) renderAwait(call, edits, { after: '', member: '' });
  for (const [fn, { gavePromise }] of functions) {
    edits.insert(asyncPlace(fn), 'async ');
    if (!gavePromise) renderReturnType(fn, edits);
  }
  const mayReject = new Set([...awaited, ...forms.map(({ call }) => call)]);
  for (const [fn, place] of wrapped)
    if (functions.has(fn)) renderWrap(fn, { place, mayReject, source: unit.source }, edits);
  if (changes.moved) {
    const { fn, module, name, text } = changes.moved;
    imports.forgetWithin(fn);
    edits.replace(spanOf(fn), text(imports.nameOf(module, name)));
  }
  imports.render(edits);
  return null;
}

function renderAwait(
  call: ts.CallExpression,
  edits: Edits,
  { after, member }: Pick<AsyncForm, 'after' | 'member'>,
): void {
  if (ts.isAwaitExpression(call.parent) && member === '') {
    if (after !== '') edits.insert(call.end, after, -call.getStart());
    return;
  }
  const needsParentheses = member !== '' || bindsTighter(call);
  const open = needsParentheses ? `${continuesLine(call) ? ';' : ''}(` : '';
  // Of two calls that begin at one place the outer one is awaited first.
  edits.insert(call.getStart(), `${open}await `, -call.end);
  edits.insert(call.end, `${after}${needsParentheses ? `)${member}` : ''}`, -call.getStart());
}

/** Whether what stands around the call would take hold of it before `await` does. */
function bindsTighter(call: ts.CallExpression): boolean {
  const { parent } = call;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.expression === call;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression === call;
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag === call;
  if (ts.isBinaryExpression(parent))
    return parent.left === call && parent.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken;
  return ts.isNonNullExpression(parent) || ts.isPrefixUnaryExpression(parent);
}

/** Whether a parenthesis in front of the call would be taken for a call of what the line before ends with. */
function continuesLine(call: ts.CallExpression): boolean {
  let statement: ts.Node = call;
  while (!ts.isStatement(statement) && statement.parent.getStart() === call.getStart())
    statement = statement.parent;
  if (!ts.isExpressionStatement(statement)) return false;
  const list: unknown = 'statements' in statement.parent ? statement.parent.statements : null;
  const siblings = Array.isArray(list) ? (list as ts.Statement[]) : [];
  const before = siblings[siblings.indexOf(statement) - 1];
  return (
    before !== undefined &&
    (ts.isVariableStatement(before) || ts.isExpressionStatement(before) || ts.isDoStatement(before)) &&
    !before.getText().endsWith(';')
  );
}

function asyncPlace(fn: FunctionNode): number {
  if (ts.isFunctionDeclaration(fn) || ts.isFunctionExpression(fn))
    return fn
      .getChildren()
      .find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword)!
      .getStart();
  return fn.name ? fn.name.getStart() : fn.getStart();
}
