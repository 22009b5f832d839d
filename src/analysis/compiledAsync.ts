import ts from 'typescript';
import { nameOfCallee, unwrapped } from './unwrapped';

/** `__awaiter` and `__generator` (TypeScript, tslib), `__async` and `__asyncGenerator` (esbuild); bundlers number them. */
const runs = /^__(?:awaiter|generator|async|asyncGenerator)(?:\$\d+)?$/;

/**
 * The function that holds the body of an async function, where a compiler wrote one for what is older:
 * `return __awaiter(this, void 0, void 0, function* () { … })`, and `__generator(this, function (_a) { switch (_a.label) { … } })` in it.
 * What it does is done by the function around. null for any other call.
 */
export function asyncBodyOf(call: ts.Node): ts.FunctionExpression | null {
  if (!ts.isCallExpression(call) || call.arguments.length < 2) return null;
  const last = call.arguments[call.arguments.length - 1]!;
  return ts.isFunctionExpression(last) && runs.test(helperOf(call.expression)) ? last : null;
}

/** Whether a function is such a body. */
export function isAsyncBody(node: ts.Node): boolean {
  return ts.isFunctionExpression(node) && asyncBodyOf(node.parent) === node;
}

/** What `this` is in such a body: the first argument of the call. */
export function thisOfAsyncBody(node: ts.Node): ts.Expression {
  return (node.parent as ts.CallExpression).arguments[0]!;
}

/** What a function gives back; null where it only goes on: `[2, value]` is how the body of `__generator` returns. */
export function returnedOf(expression: ts.Expression): ts.Expression | null {
  if (asyncBodyOf(expression)) return null;
  const step = stepIn(expression);
  if (!step) return expression;
  return step.does === '2' ? step.with : null;
}

/** What is awaited where `_a.sent()` stands: what the step before it yields. */
export function awaitedBefore(call: ts.CallExpression): ts.Expression | null {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'sent') return null;
  let at: ts.Node = call;
  while (at.parent && !ts.isCaseClause(at) && !ts.isFunctionLike(at)) at = at.parent;
  if (!ts.isCaseClause(at)) return null;
  const { clauses } = at.parent;
  const before = clauses[clauses.indexOf(at) - 1]?.statements.at(-1);
  const step = before && ts.isReturnStatement(before) && before.expression && stepIn(before.expression);
  return step && step.does === '4' ? step.with : null;
}

/** `[4, value]`, as it stands in the body of `__generator`. */
function stepIn(node: ts.Expression): { readonly does: string; readonly with: ts.Expression | null } | null {
  if (!ts.isArrayLiteralExpression(node) || node.elements.length === 0) return null;
  const [does, value] = node.elements;
  if (!does || !ts.isNumericLiteral(does)) return null;
  let at: ts.Node = node;
  while (at.parent && !ts.isFunctionLike(at)) at = at.parent;
  return isAsyncBody(at) ? { does: does.text, with: value ?? null } : null;
}

/** Also of `(0, tslib_1.__awaiter)(…)`. */
function helperOf(expression: ts.Expression): string {
  const callee = unwrapped(expression);
  return nameOfCallee(ts.isBinaryExpression(callee) ? callee.right : callee);
}
