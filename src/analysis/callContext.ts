import ts from 'typescript';
import { unwrapped } from './unwrapped';
import type { CallContext } from './fileSummary';
import type { ValueBuilder } from './valueBuilder';
import { unknown, type Ref } from './values';

// Looked up once: the namespace gives its members through getters, and this stands in the way of every node.
const SyntaxKind = ts.SyntaxKind;

/** Globals whose functions neither wait nor call anything of the user's that is not written out at the call. */
const dullGlobals = new Set(
  'console Math Number String Boolean Symbol BigInt Date Error TypeError RangeError RegExp isNaN parseInt parseFloat encodeURIComponent decodeURIComponent encodeURI decodeURI Buffer URL URLSearchParams TextEncoder TextDecoder window document require'.split(
    ' ',
  ),
);
const dullModules = new Set(
  'path os url assert querystring string_decoder punycode perf_hooks path/posix'.split(' '),
);

/** Whether a call is worth keeping: what surely leads nowhere would be most of a summary. */
export function mayMatter(
  builder: ValueBuilder,
  callee: Ref,
  name: string,
  args: readonly ts.Expression[],
  callbacks: readonly number[],
): boolean {
  if (callbacks.length > 0) return true;
  if (callee === unknown)
    return args.some((arg) => {
      const node = unwrapped(arg);
      return ts.isIdentifier(node) && builder.values[builder.valueOf(node)]?.kind === 'function';
    });
  let root = builder.values[callee];
  while (root?.kind === 'member') root = builder.values[root.of];
  if (root?.kind === 'global') return !dullGlobals.has(root.name) || name.endsWith('Sync');
  if (root?.kind === 'module') return !dullModules.has(root.specifier);
  return root?.kind !== 'text';
}

/** What runs its callback before the event loop turns. */
export const beforeTurn: ReadonlySet<string> = new Set(['nextTick', 'queueMicrotask', 'then', 'finally']);

const plainUsed: CallContext = { keptIn: null, isUsed: true, isUnconditional: false };
const plainUnused: CallContext = { keptIn: null, isUsed: false, isUnconditional: false };

/** @param name what is called; questions that no rule asks of such a call are not worked out */
export function contextOf(node: ts.CallExpression | ts.NewExpression, name: string): CallContext {
  const kept = ts.isNewExpression(node)
    ? keptForGood(node)
    : /sync$|^native$/i.test(name)
      ? keptIn(node)
      : null;
  const isAlways = (beforeTurn.has(name) || isInMicrotask(node)) && isUnconditional(node);
  const used = isUsed(node);
  // Most calls are alike: one object for all of them is a tenth of a summary.
  if (kept === null && !isAlways) return used ? plainUsed : plainUnused;
  return { keptIn: kept, isUsed: used, isUnconditional: isAlways };
}

/** () => again(), given to queueMicrotask. */
function isInMicrotask(call: ts.Node): boolean {
  let node = call.parent;
  while (ts.isExpressionStatement(node) || ts.isBlock(node)) node = node.parent;
  if (!ts.isFunctionLike(node) || !ts.isCallExpression(node.parent)) return false;
  const { expression } = node.parent;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && beforeTurn.has(name.text);
}

function isUnconditional(call: ts.Node): boolean {
  for (let node = call; node.parent && !ts.isFunctionLike(node.parent); node = node.parent) {
    const { parent } = node;
    if (
      ts.isIfStatement(parent) ||
      ts.isConditionalExpression(parent) ||
      ts.isIterationStatement(parent, false)
    )
      return false;
    if (ts.isCaseClause(parent) || ts.isCatchClause(parent)) return false;
    if (ts.isBinaryExpression(parent) && parent.right === node && isShortCut(parent.operatorToken.kind))
      return false;
    if (!ts.isBlock(parent)) continue;
    for (const statement of parent.statements) {
      if (statement === node) break;
      if (mayLeave(statement)) return false;
    }
  }
  return true;
}

function isShortCut(kind: ts.SyntaxKind): boolean {
  return (
    kind === SyntaxKind.AmpersandAmpersandToken ||
    kind === SyntaxKind.BarBarToken ||
    kind === SyntaxKind.QuestionQuestionToken
  );
}

function mayLeave(statement: ts.Node): boolean {
  if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement)) return true;
  if (ts.isFunctionLike(statement)) return false;
  return statement.forEachChild((child) => mayLeave(child) || undefined) ?? false;
}

function isUsed(node: ts.Node): boolean {
  let { parent } = node;
  while (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) parent = parent.parent;
  return !ts.isExpressionStatement(parent);
}

/**
 * `if (!cache) cache = read()`, `cache ??= read()`, `cache = cache || read()`, `if (cache) return cache; …; cache = read()`: the name of
 * what keeps the result, if that outlives the function.
 */
function keptIn(call: ts.Node): string | null {
  for (let node = call; node.parent && !ts.isFunctionLike(node); node = node.parent) {
    const { parent } = node;
    if (ts.isBinaryExpression(parent) && parent.right === node && isAssignment(parent.operatorToken.kind)) {
      const kept = textOf(parent.left);
      const isFilled = parent.operatorToken.kind !== SyntaxKind.EqualsToken;
      if (kept !== null && outlives(parent.left) && (isFilled || fallsBack(parent.right, kept))) return kept;
    }
    if (ts.isIfStatement(parent) && parent.thenStatement === node) {
      const kept = emptyIn(parent.expression).find((name) => assigns(node, name));
      if (kept !== undefined) return kept;
    }
    if (!ts.isBlock(parent)) continue;
    for (const statement of parent.statements) {
      if (statement === node) break;
      if (!ts.isIfStatement(statement) || !leaves(statement.thenStatement)) continue;
      const kept = fullIn(statement.expression).find((name) => assigns(parent, name));
      if (kept !== undefined) return kept;
    }
  }
  return null;
}

/** The same of what is kept for the whole program: not for each key, nor in an object that may be a request's own. */
function keptForGood(call: ts.Node): string | null {
  const kept = keptIn(call);
  if (kept === null || kept.includes('[')) return null;
  const [root] = kept.split('.') as [string];
  if (root === 'this') return null;
  for (let node = call; node.parent; node = node.parent)
    if (ts.isFunctionLike(node) && declares(node, root)) return null;
  return kept;
}

/** Whether something is assigned to that name, which is declared outside of the function. */
function assigns(node: ts.Node, name: string): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind) && textOf(node.left) === name)
    return outlives(node.left);
  return node.forEachChild((child) => assigns(child, name) || undefined) ?? false;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return (
    kind === SyntaxKind.EqualsToken ||
    kind === SyntaxKind.QuestionQuestionEqualsToken ||
    kind === SyntaxKind.BarBarEqualsToken
  );
}

/** Text of `name`, `this.name`, `a.b`, `a[b]`; null for more. */
function textOf(node: ts.Expression): string | null {
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === SyntaxKind.ThisKeyword) return 'this';
  if (ts.isPropertyAccessExpression(node)) {
    const of = textOf(node.expression);
    return of === null ? null : `${of}.${node.name.text}`;
  }
  if (ts.isElementAccessExpression(node)) {
    const [of, key] = [textOf(node.expression), textOf(node.argumentExpression)];
    return of === null || key === null ? null : `${of}[${key}]`;
  }
  return null;
}

/** Whether what is assigned to is declared outside the function, so that it is there at the next call. */
function outlives(left: ts.Expression): boolean {
  let root = left;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
  if (root.kind === SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(root)) return false;
  for (let node: ts.Node = left; node.parent; node = node.parent) {
    if (!ts.isFunctionLike(node)) continue;
    return !declares(node, root.text);
  }
  return true;
}

function declares(fn: ts.Node, name: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found || (node !== fn && ts.isFunctionLike(node))) return;
    if (
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name) &&
      node.name.text === name
    )
      found = true;
    else node.forEachChild(visit);
  };
  visit(fn);
  return found;
}

/** `kept || read()`. */
function fallsBack(right: ts.Expression, kept: string): boolean {
  const node = unwrapped(right);
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === SyntaxKind.BarBarToken ||
      node.operatorToken.kind === SyntaxKind.QuestionQuestionToken) &&
    textOf(unwrapped(node.left)) === kept
  );
}

/** Names that a condition asks to be empty: `!kept`, `kept === undefined`, `typeof kept === 'undefined'`, `!cache[key]`. */
function emptyIn(condition: ts.Expression): string[] {
  const node = unwrapped(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
    return namesOf(node.operand);
  if (!ts.isBinaryExpression(node)) return [];
  switch (node.operatorToken.kind) {
    case SyntaxKind.EqualsEqualsToken:
    case SyntaxKind.EqualsEqualsEqualsToken:
      return namesOf(node.left);
    case SyntaxKind.AmpersandAmpersandToken:
      return [...emptyIn(node.left), ...emptyIn(node.right)];
    default:
      return [];
  }
}

/** Names that a condition asks to be full: `kept`, `kept !== undefined`. */
function fullIn(condition: ts.Expression): string[] {
  const node = unwrapped(condition);
  if (!ts.isBinaryExpression(node)) return namesOf(node);
  const { kind } = node.operatorToken;
  const isUnequal =
    kind === SyntaxKind.ExclamationEqualsToken || kind === SyntaxKind.ExclamationEqualsEqualsToken;
  return isUnequal ? namesOf(node.left) : [];
}

function namesOf(expression: ts.Expression): string[] {
  const node = unwrapped(expression);
  const name = textOf(ts.isTypeOfExpression(node) ? unwrapped(node.expression) : node);
  return name === null ? [] : [name];
}

function leaves(statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement)) return true;
  return ts.isBlock(statement) && statement.statements.some(ts.isReturnStatement);
}
