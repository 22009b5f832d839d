import ts from 'typescript';
import { unwrapped } from './bindings';
import type { CallContext } from './fileSummary';
import type { ValueBuilder } from './valueBuilder';
import { unknown, type Ref } from './values';

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

export function contextOf(node: ts.CallExpression | ts.NewExpression): CallContext {
  return { keptIn: keptIn(node), isUsed: isUsed(node), isUnconditional: isUnconditional(node) };
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
    kind === ts.SyntaxKind.AmpersandAmpersandToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
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
 * `if (!cache) cache = read()`, `cache ??= read()`, `cache = cache || read()`, `if (cache) return cache; cache = read()`: the
 * name of what keeps the result, if that outlives the function.
 */
function keptIn(call: ts.Node): string | null {
  let target: string | null = null;
  for (let node = call; node.parent && !ts.isSourceFile(node.parent); node = node.parent) {
    const { parent } = node;
    if (ts.isBinaryExpression(parent) && parent.right === node && isAssignment(parent.operatorToken.kind)) {
      const kept = textOf(parent.left);
      const kind = parent.operatorToken.kind;
      const fills =
        kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken;
      if (kept !== null && outlives(parent.left)) {
        if (fills || fallsBack(parent.right, kept) || returnsBefore(parent, kept)) return kept;
        target = kept;
      }
    }
    if (
      ts.isIfStatement(parent) &&
      parent.thenStatement === node &&
      target !== null &&
      asksForEmpty(parent.expression, target)
    )
      return target;
    if (ts.isFunctionLike(parent)) return null;
  }
  return null;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken
  );
}

/** Text of `name`, `this.name`, `a.b`, `a[b]`; null for more. */
function textOf(node: ts.Expression): string | null {
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return 'this';
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
  if (root.kind === ts.SyntaxKind.ThisKeyword) return true;
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
    (node.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) &&
    textOf(unwrapped(node.left)) === kept
  );
}

/** `!kept`, `kept === undefined`, `kept == null`, `typeof kept === 'undefined'`, also as one part of `&&`. */
function asksForEmpty(condition: ts.Expression, kept: string): boolean {
  const node = unwrapped(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const operand = unwrapped(node.operand);
    if (textOf(operand) === kept) return true;
    // !cache.has(key) before cache[key] = …
    return ts.isCallExpression(operand) && kept.startsWith(textOf(operand.expression)?.split('.')[0] ?? '\0');
  }
  if (!ts.isBinaryExpression(node)) return false;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken: {
      const left = unwrapped(node.left);
      return textOf(ts.isTypeOfExpression(left) ? unwrapped(left.expression) : left) === kept;
    }
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return asksForEmpty(node.left, kept) || asksForEmpty(node.right, kept);
    default:
      return false;
  }
}

/** `if (kept) return …` among the statements before. */
function returnsBefore(assignment: ts.Node, kept: string): boolean {
  for (let node = assignment; node.parent && !ts.isFunctionLike(node); node = node.parent) {
    if (!ts.isBlock(node.parent)) continue;
    for (const statement of node.parent.statements) {
      if (statement === node) break;
      if (!ts.isIfStatement(statement) || !leaves(statement.thenStatement)) continue;
      const condition = unwrapped(statement.expression);
      if (textOf(condition) === kept) return true;
      if (
        ts.isBinaryExpression(condition) &&
        /^!==?$/.test(condition.operatorToken.getText()) &&
        textOf(unwrapped(condition.left)) === kept
      )
        return true;
    }
  }
  return false;
}

function leaves(statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement)) return true;
  return ts.isBlock(statement) && statement.statements.some(ts.isReturnStatement);
}
