import ts from 'typescript';
import type { Translate } from '../../model/message';
import type { SourceUnit } from './fix';
import { calleeId } from './asyncForms';
import { rootOf, visitAll, visitOwn, type FunctionNode } from './nodes';
import { functionOf } from './positions';

/** What may happen while a function awaits a call of its own that could not happen before; sentences, each to be looked at. */
export function hazards(call: ts.CallExpression, fn: FunctionNode, unit: SourceUnit, t: Translate): string[] {
  const found: string[] = [];
  let listens = false;
  let acts = false;
  let written: string | null = null;
  const loop = loopAround(call, fn);
  const since = loop ? loop.getStart() : call.end;
  visitOwn(fn, (node) => {
    if (node.end < since) return;
    if (node.pos >= call.end && isListening(node)) listens = true;
    if (node.pos >= call.end && ts.isCallExpression(node) && isActing(node, unit)) acts = true;
    const target = assignmentTarget(node);
    if (target && isShared(target, fn, unit)) written ??= target.getText();
  });
  if (listens) found.push(t('Listeners are added after the await: events that come before are missed.'));
  if (written !== null)
    found.push(
      t('{0} outlives the call and is written after the await: calls that overlap may mix it up.', written),
    );
  if (acts && calleeId(call, unit.bindings) === 'fs.existsSync')
    found.push(t('Between the look at the file and what is done with it, another call may do the same.'));
  if (answersLater(fn, unit))
    found.push(
      t('The reply is sent by a callback: an asynchronous handler of Fastify has to return or await it.'),
    );
  if (leavesNext(fn, unit))
    found.push(t('next() is called without await or return: who waits for it goes on at once.'));
  return found;
}

function isListening(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(?:on|once|addListener|addEventListener)$/.test(node.expression.name.text)
  );
}

/** Whether a call fails when it is made twice. */
function isActing(call: ts.CallExpression, { bindings }: SourceUnit): boolean {
  const id = calleeId(call, bindings) ?? '';
  return (
    /^fs\.(?:promises\.)?(?:mkdir|unlink|rmdir|rename|symlink|link|rm)(?:Sync)?$/.test(id) &&
    !/\b(?:recursive|force): true/.test(call.getText())
  );
}

function assignmentTarget(node: ts.Node): ts.Expression | null {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return assigns ? node.left : null;
  }
  if (ts.isPostfixUnaryExpression(node)) return node.operand;
  const steps =
    ts.isPrefixUnaryExpression(node) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken);
  return steps ? node.operand : null;
}

/** Whether a variable or property that is written lives longer than one call of the function. */
function isShared(target: ts.Expression, fn: FunctionNode, { bindings }: SourceUnit): boolean {
  const root = rootOf(target);
  if (root.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(root)) return false;
  const declaration = bindings.scopes.find(root);
  if (!declaration) return !/^process\.exitCode$/.test(target.getText());
  return declaration.name.pos < fn.pos || declaration.name.end > fn.end;
}

function loopAround(node: ts.Node, fn: FunctionNode): ts.Node | null {
  for (let at = node.parent; at !== fn; at = at.parent) if (ts.isIterationStatement(at, false)) return at;
  return null;
}

/** Fastify: what a handler that gives a promise has not sent when it is done counts as forgotten. */
function answersLater(fn: FunctionNode, { bindings }: SourceUnit): boolean {
  const call = fn.parent;
  const reply = fn.parameters[1]?.name;
  const origin = ts.isCallExpression(call) ? bindings.originOf(call.expression) : null;
  if (origin?.module !== 'fastify' || !reply || !ts.isIdentifier(reply)) return false;
  let later = false;
  visitAll(fn, (node) => {
    if (ts.isIdentifier(node) && node.text === reply.text && node !== reply && functionOf(node) !== fn)
      later = true;
  });
  return later;
}

/** Koa: a middleware in the file that does not wait for the ones after it. */
function leavesNext(fn: FunctionNode, { source, bindings }: SourceUnit): boolean {
  const call = fn.parent;
  const origin = ts.isCallExpression(call) ? bindings.originOf(call.expression) : null;
  if (!origin || !/koa/.test(origin.module)) return false;
  let leaves = false;
  visitAll(source, (node) => {
    if (ts.isExpressionStatement(node) && /^next\(\)$/.test(node.expression.getText())) leaves = true;
  });
  return leaves;
}
