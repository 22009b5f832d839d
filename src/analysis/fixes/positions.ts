import ts from 'typescript';
import type { Translate } from '../../model/message';
import type { SourceUnit } from './fix';
import { isFunctionNode, rootOf, useOf, type FunctionNode } from './nodes';
import type { References } from './references';

/** The function or file whose code a node is part of; a sentence where none of them could await there. */
export function hostOf(node: ts.Node, t: Translate): FunctionNode | ts.SourceFile | string {
  for (let at = node; ; at = at.parent) {
    if (ts.isSourceFile(at)) return at;
    const { parent } = at;
    if (ts.isParameter(parent))
      return t('It is in the default value of a parameter, where nothing can be awaited.');
    if (ts.isPropertyDeclaration(parent))
      return t('It is in the initial value of a field, where nothing can be awaited.');
    if (
      ts.isClassStaticBlockDeclaration(parent) ||
      ts.isDecorator(parent) ||
      ts.isHeritageClause(parent) ||
      (ts.isComputedPropertyName(parent) && ts.isClassLike(parent.parent.parent))
    )
      return t('It runs while a class is made, where nothing can be awaited.');
    if (ts.isModuleDeclaration(parent)) return t('It is in a namespace, where nothing can be awaited.');
    if (isFunctionNode(parent) && parent.body === at) return parent;
  }
}

/**
 * The variable in `total += call()` that others could change while the call is awaited; null where there is none. It is read
 * before the call is made.
 */
export function sharedTarget(
  call: ts.CallExpression,
  host: ts.Node,
  { bindings }: SourceUnit,
  references: References,
): string | null {
  for (
    let { value, user } = useOf(call);
    user !== host && !ts.isSourceFile(user);
    { value, user } = useOf(user)
  ) {
    if (ts.isStatement(user)) return null;
    if (!ts.isBinaryExpression(user) || user.right !== value || !isCompound(user.operatorToken.kind))
      continue;
    const root = rootOf(user.left);
    const declaration =
      ts.isIdentifier(user.left) && ts.isIdentifier(root) ? bindings.scopes.find(root) : null;
    const isOwn =
      declaration &&
      [declaration.name, ...references.to(declaration)].every((use) => functionOf(use) === host);
    if (!isOwn) return user.left.getText();
  }
  return null;
}

/** The function or file that a node's code belongs to. */
export function functionOf(node: ts.Node): ts.Node {
  let at = node.parent;
  while (!ts.isFunctionLike(at) && !ts.isSourceFile(at)) at = at.parent;
  return at;
}

function isCompound(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstCompoundAssignment && kind <= ts.SyntaxKind.LastCompoundAssignment;
}
