import ts from 'typescript';
import type { Declaration, Scopes } from './scopes';

// Looked up once: the namespace gives its members through getters, and this stands in the way of every node.
const SyntaxKind = ts.SyntaxKind;

/** Variables that chunks may be gathered in, of what is given to a call of `JSON.parse`. */
export function gatherersOf(
  call: ts.CallExpression | ts.NewExpression,
  scopes: Scopes,
): readonly Declaration[] {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'parse') return [];
  if (!ts.isIdentifier(expression.expression) || expression.expression.text !== 'JSON') return [];
  const [argument] = call.arguments ?? [];
  if (!argument) return [];
  return namesIn(argument).flatMap((name) => {
    const declaration = scopes.find(name);
    return declaration && mayGather(declaration.node) ? [declaration] : [];
  });
}

/** A variable; not one that a module is loaded into, which `JSON.parse(fs.readFileSync(…))` names. */
function mayGather(node: ts.Node): boolean {
  if (!ts.isVariableDeclaration(node)) return false;
  const { initializer } = node;
  return !(
    initializer &&
    ts.isCallExpression(initializer) &&
    ts.isIdentifier(initializer.expression) &&
    initializer.expression.text === 'require'
  );
}

function namesIn(node: ts.Node): ts.Identifier[] {
  if (ts.isIdentifier(node)) return [node];
  if (ts.isPropertyAccessExpression(node)) return namesIn(node.expression);
  if (ts.isCallExpression(node)) return [node.expression, ...node.arguments].flatMap(namesIn);
  return [];
}

/**
 * Whether a stream's chunks are gathered in a variable, with nothing that looks at how much it is: `stream.on('data', (chunk) => { body +=
 * chunk; })`, `chunks.push(chunk)`, `for await (const chunk of stream) …`.
 */
export function gathers(declaration: Declaration, scopes: Scopes): boolean {
  const { name } = declaration;
  let found = false;
  const visit = (at: ts.Node): void => {
    if (found) return;
    if (adds(at, name.text) && scopes.find(target(at)!) === declaration) {
      const where = chunkHandler(at);
      if (where && !compares(where)) found = true;
    }
    at.forEachChild(visit);
  };
  visit(declaration.scope);
  return found;
}

/** `body += chunk`, `body = body + chunk`, `chunks.push(chunk)`. */
function adds(node: ts.Node, name: string): boolean {
  return target(node)?.text === name;
}

function target(node: ts.Node): ts.Identifier | null {
  if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left)) {
    const isPlus = node.operatorToken.kind === SyntaxKind.PlusEqualsToken;
    const isSum =
      node.operatorToken.kind === SyntaxKind.EqualsToken &&
      ts.isBinaryExpression(node.right) &&
      node.right.operatorToken.kind === SyntaxKind.PlusToken;
    return isPlus || isSum ? node.left : null;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const { expression, name } = node.expression;
  return name.text === 'push' && ts.isIdentifier(expression) ? expression : null;
}

/** The listener of `data`, or the loop over chunks, that a node stands in. */
function chunkHandler(node: ts.Node): ts.Node | null {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if (ts.isForOfStatement(at) && at.awaitModifier) return at;
    if (!ts.isFunctionLike(at)) continue;
    const { parent } = at;
    if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return null;
    const [event] = parent.arguments;
    const isData = event !== undefined && ts.isStringLiteralLike(event) && event.text === 'data';
    return isData && parent.expression.name.text === 'on' ? at : null;
  }
  return null;
}

function compares(node: ts.Node): boolean {
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= SyntaxKind.LessThanToken &&
    node.operatorToken.kind <= SyntaxKind.GreaterThanEqualsToken
  )
    return true;
  return node.forEachChild((child) => compares(child) || undefined) ?? false;
}
