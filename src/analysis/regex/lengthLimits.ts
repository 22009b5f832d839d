import ts from 'typescript';
import { nameOfCallee, unwrapped } from '../unwrapped';
import type { Scopes } from '../scopes';
import { constantNumber, resolved } from './constants';

/** What we take a limit for that is not written in the file, such as `config.maxLength`. */
const believedLimit = 1000;

/**
 * The length that checks before it allow a value to have: `if (x.length > 100) return`, `x.length < 100 && …`,
 * `x = x.slice(0, 100)`, `assert(x.length < 100)`. null where there is none.
 */
export function checkedLength(value: ts.Expression, scopes: Scopes): number | null {
  const name = lengthName(value);
  if (name === null) return null;
  const limits: (number | null)[] = [];
  // Outside of where it is declared its name is that of something else.
  const root = rootOf(value);
  const scope = ts.isIdentifier(root) ? scopes.find(root)?.scope : undefined;
  for (let node: ts.Node = value; node.parent && node !== scope; node = node.parent) {
    const { parent } = node;
    // 1. What is only reached under a condition.
    if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent)) {
      const [condition, whenTrue] = ts.isIfStatement(parent)
        ? [parent.expression, parent.thenStatement]
        : [parent.condition, parent.whenTrue];
      if (node !== condition) limits.push(limitWhen(node === whenTrue, condition, name, scopes));
    } else if (ts.isBinaryExpression(parent) && node === parent.right) {
      const { kind } = parent.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken)
        limits.push(limitWhen(true, parent.left, name, scopes));
      else if (kind === ts.SyntaxKind.BarBarToken) limits.push(limitWhen(false, parent.left, name, scopes));
    }
    // 2. What was checked by a statement before.
    else if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent))
      for (const statement of parent.statements) {
        if (statement === node) break;
        limits.push(limitAfter(statement, name, scopes));
      }
  }
  return least(limits);
}

/** `x.slice(0, 100)`, `x.substring(0, 100)`: 100. */
export function cutLength(call: ts.CallExpression, scopes: Scopes): number | null {
  const [from, to] = call.arguments;
  if (!ts.isPropertyAccessExpression(call.expression) || !from || !to) return null;
  if (!['slice', 'substring', 'substr'].includes(call.expression.name.text)) return null;
  if (constantNumber(from, scopes) !== 0) return null;
  // slice(0, -1) cuts only the end off.
  return ts.isPrefixUnaryExpression(to) ? null : (constantNumber(to, scopes) ?? believedLimit);
}

/**
 * The `.max(N)` of a property in the schema that parsed its object: `z.object({ name: z.string().max(100) })`.
 *
 * @param parsed the call that parsed, `schema.parse(body)`
 */
export function schemaLength(parsed: ts.Expression, property: string, scopes: Scopes): number | null {
  const call = unwrapped(parsed);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return null;
  if (!/^(?:safe)?(?:parse|validate|cast)(?:Sync|Async)?$/i.test(call.expression.name.text)) return null;
  let limit: number | null = null;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === property)
      limit ??= chainLimit(node.initializer, scopes);
    ts.forEachChild(node, visit);
  };
  visit(resolved(call.expression.expression, scopes));
  return limit;
}

/** The `.max(N)` in a chain of calls. */
export function chainLimit(expression: ts.Expression, scopes: Scopes): number | null {
  for (
    let node = unwrapped(expression);
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression);
    node = unwrapped(node.expression.expression)
  ) {
    const [first] = node.arguments;
    if (first && ['max', 'length'].includes(node.expression.name.text))
      return constantNumber(first, scopes) ?? believedLimit;
  }
  return null;
}

const asserting: ReadonlySet<string> = new Set(['assert', 'ok', 'invariant', 'check']);

function limitAfter(statement: ts.Statement, name: string, scopes: Scopes): number | null {
  if (ts.isIfStatement(statement))
    return !statement.elseStatement && leaves(statement.thenStatement)
      ? limitWhen(false, statement.expression, name, scopes)
      : null;
  if (!ts.isExpressionStatement(statement)) return null;
  const { expression } = statement;
  if (ts.isCallExpression(expression) && expression.arguments[0]) {
    return asserting.has(nameOfCallee(expression.expression))
      ? limitWhen(true, expression.arguments[0], name, scopes)
      : null;
  }
  if (
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    lengthName(expression.left) === name
  ) {
    const value = unwrapped(expression.right);
    return ts.isCallExpression(value) ? cutLength(value, scopes) : null;
  }
  return null;
}

function leaves(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return (
    last !== undefined &&
    (ts.isReturnStatement(last) ||
      ts.isThrowStatement(last) ||
      ts.isContinueStatement(last) ||
      ts.isBreakStatement(last))
  );
}

/** The limit that holds for `name` where the condition is true, or false. */
function limitWhen(truth: boolean, condition: ts.Expression, name: string, scopes: Scopes): number | null {
  const node = unwrapped(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return limitWhen(!truth, node.operand, name, scopes);
  if (!ts.isBinaryExpression(node)) return null;
  const { left, right } = node;
  const { kind } = node.operatorToken;
  const and = kind === ts.SyntaxKind.AmpersandAmpersandToken;
  if (and || kind === ts.SyntaxKind.BarBarToken) {
    const limits = [left, right].map((side) => limitWhen(truth, side, name, scopes));
    // Both sides hold where `a && b` is true or `a || b` is false; else one of them, nobody knows which.
    if (and === truth) return least(limits);
    return limits.some((limit) => limit === null) ? null : Math.max(...limits.map(Number));
  }
  if (measures(left, name)) return limitOf(kind, right, truth, scopes);
  if (measures(right, name)) return limitOf(mirrored(kind), left, truth, scopes);
  return null;
}

function limitOf(kind: ts.SyntaxKind, bound: ts.Expression, truth: boolean, scopes: Scopes): number | null {
  const number = constantNumber(bound, scopes) ?? believedLimit;
  const wanted = truth
    ? [ts.SyntaxKind.LessThanToken, ts.SyntaxKind.LessThanEqualsToken, ts.SyntaxKind.EqualsEqualsEqualsToken]
    : [
        ts.SyntaxKind.GreaterThanEqualsToken,
        ts.SyntaxKind.GreaterThanToken,
        ts.SyntaxKind.ExclamationEqualsEqualsToken,
      ];
  const at = wanted.indexOf(kind);
  if (at < 0) return null;
  return at === 0 ? number - 1 : number;
}

function mirrored(kind: ts.SyntaxKind): ts.SyntaxKind {
  switch (kind) {
    case ts.SyntaxKind.LessThanToken:
      return ts.SyntaxKind.GreaterThanToken;
    case ts.SyntaxKind.LessThanEqualsToken:
      return ts.SyntaxKind.GreaterThanEqualsToken;
    case ts.SyntaxKind.GreaterThanToken:
      return ts.SyntaxKind.LessThanToken;
    case ts.SyntaxKind.GreaterThanEqualsToken:
      return ts.SyntaxKind.LessThanEqualsToken;
    default:
      return kind;
  }
}

/** `x.length`, `x?.length`, `String(x).length`, `Buffer.byteLength(x)`. */
function measures(expression: ts.Expression, name: string): boolean {
  const node = unwrapped(expression);
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'length') {
    const owner = unwrapped(node.expression);
    const [first] = ts.isCallExpression(owner) ? owner.arguments : [];
    return (
      lengthName(
        first && ts.isCallExpression(owner) && owner.expression.getText() === 'String' ? first : owner,
      ) === name
    );
  }
  return (
    ts.isCallExpression(node) &&
    node.expression.getText() === 'Buffer.byteLength' &&
    node.arguments[0] !== undefined &&
    lengthName(node.arguments[0]) === name
  );
}

/** What stands first in a chain of properties. */
function rootOf(expression: ts.Expression): ts.Expression {
  const node = unwrapped(expression);
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
    ? rootOf(node.expression)
    : node;
}

/** A name or a chain of properties, as one text; null for anything else. */
export function lengthName(expression: ts.Expression): string | null {
  const node = unwrapped(expression);
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (ts.isPropertyAccessExpression(node)) {
    const owner = lengthName(node.expression);
    return owner && `${owner}.${node.name.text}`;
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    const owner = lengthName(node.expression);
    return owner && `${owner}.${node.argumentExpression.text}`;
  }
  return null;
}

/** The strictest of some limits. */
export function least(limits: readonly (number | null)[]): number | null {
  const known = limits.filter((limit) => limit !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
