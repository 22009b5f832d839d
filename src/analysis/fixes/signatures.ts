import ts from 'typescript';
import type { Translate } from '../../model/message';
import type { Edits } from './edits';
import type { SourceUnit } from './fix';
import { isTypeScript, useOf, type FunctionNode } from './nodes';

/** Packages whose handler types let a function give a promise. */
const handlerTypes =
  /^(?:express|express-serve-static-core|koa|@koa\/router|koa-router|fastify|http|https|@hapi\/hapi)$/;

/** Why the types around a function don't let it give a promise; null where they do. */
export function signatureRefusal(
  fn: FunctionNode,
  gavePromise: boolean,
  unit: SourceUnit,
  t: Translate,
): string | null {
  if (!isTypeScript(unit.source) || gavePromise) return null;
  if (fn.type && ts.isTypePredicateNode(fn.type))
    return t('Its return type narrows another value ({0}), which a promise cannot.', fn.type.getText());
  if (isOverloaded(fn)) return t('{0} has overloads: change their types by hand.', fn.name?.getText() ?? '');
  if (ts.isMethodDeclaration(fn) && ts.isClassLike(fn.parent) && (fn.parent.heritageClauses?.length ?? 0) > 0)
    return t('Its class extends or implements another, which may fix its type.');
  const fixed = fixedType(fn);
  if (!fixed || ts.isFunctionTypeNode(fixed) || isHandlerType(fixed, unit)) return null;
  return t('Its type is fixed by {0}.', fixed.getText());
}

/** Makes the return type a promise of what it was. */
export function renderReturnType(fn: FunctionNode, edits: Edits): void {
  const outer = fixedType(fn);
  for (const type of [fn.type, outer && ts.isFunctionTypeNode(outer) ? outer.type : undefined]) {
    if (!type) continue;
    edits.insert(type.getStart(), 'Promise<', -1);
    edits.insert(type.end, '>', 1);
  }
}

/** The type that is written where a function expression is put. */
function fixedType(fn: FunctionNode): ts.TypeNode | null {
  if (ts.isFunctionDeclaration(fn)) return null;
  const asserted =
    ts.isAsExpression(fn.parent) || ts.isSatisfiesExpression(fn.parent) ? fn.parent.type : null;
  if (asserted) return asserted;
  const { user } = ts.isMethodDeclaration(fn) ? { user: fn } : useOf(fn);
  if (ts.isVariableDeclaration(user) || ts.isPropertyDeclaration(user)) return user.type ?? null;
  if (!ts.isObjectLiteralElementLike(user) || !ts.isObjectLiteralExpression(user.parent)) return null;
  const holder = user.parent.parent;
  if (ts.isAsExpression(holder) || ts.isSatisfiesExpression(holder)) return holder.type;
  return ts.isVariableDeclaration(holder) ? (holder.type ?? null) : null;
}

function isHandlerType(type: ts.TypeNode, { bindings }: SourceUnit): boolean {
  if (!ts.isTypeReferenceNode(type)) return false;
  const name = ts.isIdentifier(type.typeName) ? type.typeName : type.typeName.left;
  const origin = ts.isIdentifier(name) ? bindings.originOf(name) : null;
  return origin !== null && handlerTypes.test(origin.module);
}

function isOverloaded(fn: FunctionNode): boolean {
  const name = fn.name?.getText();
  if (name === undefined || (!ts.isFunctionDeclaration(fn) && !ts.isMethodDeclaration(fn))) return false;
  const siblings: readonly ts.Node[] = ts.isClassLike(fn.parent)
    ? fn.parent.members
    : ts.isSourceFile(fn.parent) || ts.isBlock(fn.parent)
      ? fn.parent.statements
      : [];
  return siblings.some(
    (one) =>
      one !== fn &&
      (ts.isFunctionDeclaration(one) || ts.isMethodDeclaration(one)) &&
      !one.body &&
      one.name?.getText() === name,
  );
}
