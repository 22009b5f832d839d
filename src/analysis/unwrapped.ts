import ts from 'typescript';

// Looked up once: the namespace gives its members through getters, and this stands in the way of every node.
const SyntaxKind = ts.SyntaxKind;

const wrappers: ReadonlySet<ts.SyntaxKind> = new Set([
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.AsExpression,
  SyntaxKind.NonNullExpression,
  SyntaxKind.SatisfiesExpression,
  SyntaxKind.TypeAssertionExpression,
]);

/** What parentheses, type assertions and the like stand around. */
export function unwrapped(expression: ts.Expression): ts.Expression {
  let node = expression;
  while (wrappers.has(node.kind)) node = (node as ts.ParenthesizedExpression).expression;
  return node;
}

/** What is written last in what is called: `map` in `list.map(…)`. */
export function nameOfCallee(expression: ts.Expression): string {
  const callee = unwrapped(expression);
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  return '';
}
