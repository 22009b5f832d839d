import ts from 'typescript';
import { unwrapped } from '../unwrapped';
import type { Scopes } from '../scopes';

const deepest = 12;

/** The text of an expression that is written out in its file, pieces put together; null where it is not. */
export function constantText(expression: ts.Expression, scopes: Scopes, depth = 0): string | null {
  const node = unwrapped(expression);
  if (depth > deepest) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    let text = node.head.text;
    for (const { expression: inserted, literal } of node.templateSpans) {
      const value = constantText(inserted, scopes, depth + 1);
      if (value === null) return null;
      text += value + literal.text;
    }
    return text;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = constantText(node.left, scopes, depth + 1);
    const right = constantText(node.right, scopes, depth + 1);
    return left === null || right === null ? null : left + right;
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') {
    const regex = resolved(node.expression, scopes);
    return ts.isRegularExpressionLiteral(regex) ? regexParts(regex).source : null;
  }
  if (ts.isTaggedTemplateExpression(node) && ts.isNoSubstitutionTemplateLiteral(node.template)) {
    const { tag, template } = node;
    const raw = ts.isPropertyAccessExpression(tag) && tag.name.text === 'raw' && tag.expression.getText();
    return raw === 'String' ? (template.rawText ?? null) : null;
  }
  const value = resolved(node, scopes);
  return value === node ? null : constantText(value, scopes, depth + 1);
}

/** The number of an expression that is written out in its file. */
export function constantNumber(expression: ts.Expression, scopes: Scopes): number | null {
  const node = resolved(expression, scopes);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AsteriskToken) {
    const left = constantNumber(node.left, scopes);
    const right = constantNumber(node.right, scopes);
    return left === null || right === null ? null : left * right;
  }
  return null;
}

/** What an expression stands for, through names and properties that are given a value once; else the expression itself. */
export function resolved(expression: ts.Expression, scopes: Scopes, depth = 0): ts.Expression {
  const node = unwrapped(expression);
  if (depth > deepest) return node;
  if (ts.isIdentifier(node)) {
    const declaration = scopes.find(node);
    if (!declaration || scopes.assignmentsTo(declaration).length > 0) return node;
    const { node: declared } = declaration;
    if (!ts.isVariableDeclaration(declared) || !declared.initializer || !ts.isIdentifier(declared.name))
      return node;
    return resolved(declared.initializer, scopes, depth + 1);
  }
  if (ts.isPropertyAccessExpression(node)) {
    const value = memberOf(node, scopes, depth);
    return value ? resolved(value, scopes, depth + 1) : node;
  }
  return node;
}

/** `{ name: value }.name`, also through `Object.freeze`, and `this.name` or `Class.name` of a class's own property. */
function memberOf(
  { expression, name }: ts.PropertyAccessExpression,
  scopes: Scopes,
  depth: number,
): ts.Expression | null {
  const declared = ts.isIdentifier(expression) ? scopes.find(expression)?.node : undefined;
  const holder =
    expression.kind === ts.SyntaxKind.ThisKeyword ? ts.findAncestor(expression, ts.isClassLike) : declared;
  if (holder && ts.isClassLike(holder)) {
    for (const member of holder.members)
      if (ts.isPropertyDeclaration(member) && member.initializer && member.name.getText() === name.text)
        return member.initializer;
    return null;
  }
  let object = resolved(expression, scopes, depth + 1);
  if (ts.isCallExpression(object) && object.expression.getText() === 'Object.freeze' && object.arguments[0])
    object = resolved(object.arguments[0], scopes, depth + 1);
  if (!ts.isObjectLiteralExpression(object)) return null;
  for (const property of object.properties)
    if (ts.isPropertyAssignment(property) && property.name.getText().replace(/['"]/g, '') === name.text)
      return property.initializer;
  return null;
}

export function regexParts({ text }: ts.RegularExpressionLiteral): { source: string; flags: string } {
  const end = text.lastIndexOf('/');
  return { source: text.slice(1, end), flags: text.slice(end + 1) };
}
