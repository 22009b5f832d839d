import ts from 'typescript';
import type { Span } from '../finding';

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration;

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  );
}

export function spanOf(node: ts.Node): Span {
  return { start: node.getStart(), end: node.end };
}

/** The innermost node of a kind around a span, the span included. */
export function nodeAround<T extends ts.Node>(
  source: ts.SourceFile,
  span: Span,
  is: (node: ts.Node) => node is T,
): T | null {
  let found: T | null = null;
  const visit = (node: ts.Node): void => {
    if (node.getStart(source) > span.start || node.end < span.end) return;
    if (is(node)) found = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The node that stands around parentheses, assertions and the like of an expression: what it is used in. */
export function useOf(expression: ts.Node): { readonly value: ts.Node; readonly user: ts.Node } {
  let value = expression;
  while (
    ts.isParenthesizedExpression(value.parent) ||
    ts.isAsExpression(value.parent) ||
    ts.isNonNullExpression(value.parent) ||
    ts.isSatisfiesExpression(value.parent) ||
    ts.isTypeAssertionExpression(value.parent)
  )
    value = value.parent;
  return { value, user: value.parent };
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false)
  );
}

export function isAsync(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.AsyncKeyword);
}

export function isTypeScript(source: ts.SourceFile): boolean {
  return /\.[cm]?tsx?$/i.test(source.fileName);
}

/** Whether the file has the syntax of an ES module. */
export function hasModuleSyntax(source: ts.SourceFile): boolean {
  return source.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      (ts.isExportAssignment(statement) && !statement.isExportEquals) ||
      hasModifier(statement, ts.SyntaxKind.ExportKeyword),
  );
}

/** Visits what belongs to a function itself, not to functions within it. */
export function visitOwn(root: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(root, (node) => {
    visit(node);
    if (!ts.isFunctionLike(node)) visitOwn(node, visit);
  });
}

export function visitAll(root: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(root, (node) => {
    visit(node);
    visitAll(node, visit);
  });
}

/** White space that the line of a position begins with. */
export function indentationAt(source: ts.SourceFile, at: number): string {
  const { line } = source.getLineAndCharacterOfPosition(at);
  const start = source.getPositionOfLineAndCharacter(line, 0);
  return /^[ \t]*/.exec(source.text.slice(start, at))?.[0] ?? '';
}

/** The name that stands first in `a.b.c`, where that is one. */
export function rootOf(expression: ts.Expression): ts.Expression {
  let node = expression;
  while (
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node)
  )
    node = node.expression;
  return node;
}

export function newLineOf(source: ts.SourceFile): string {
  return source.text.includes('\r\n') ? '\r\n' : '\n';
}

/** Number of places where the parser had to recover. */
export function parseErrors(source: ts.SourceFile): number {
  // The parser leaves them there; its types hide them.
  const { parseDiagnostics } = source as unknown as { readonly parseDiagnostics?: readonly unknown[] };
  return parseDiagnostics?.length ?? 0;
}
