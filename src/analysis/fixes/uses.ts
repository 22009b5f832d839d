import ts from 'typescript';
import type { Bindings } from '../bindings';
import { unwrapped } from '../unwrapped';
import type { Declaration } from '../scopes';
import { isRouteObject } from './callbacks';
import type { SourceUnit } from './fix';
import { hasModifier, useOf, type FunctionNode } from './nodes';
import type { References } from './references';

/** One way in which a function is used. */
export type FunctionUse =
  | { readonly kind: 'call'; readonly call: ts.CallExpression }
  | { readonly kind: 'argument'; readonly call: ts.CallExpression; readonly index: number }
  | { readonly kind: 'constructed' }
  | { readonly kind: 'executor' }
  /** `<Name />` */
  | { readonly kind: 'rendered' }
  /** A framework calls it and awaits it. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'export'; readonly name: string }
  /** Where its value goes from there is not followed. */
  | { readonly kind: 'unknown' };

/** All uses of a function that its own file shows. */
export function usesOf(fn: FunctionNode, unit: SourceUnit, references: References): FunctionUse[] {
  if (ts.isMethodDeclaration(fn))
    return ts.isClassLike(fn.parent)
      ? classMember(fn, fn.parent, unit, references)
      : property(fn, unit, references);
  if (ts.isFunctionDeclaration(fn)) {
    const uses: FunctionUse[] = [];
    if (hasModifier(fn, ts.SyntaxKind.ExportKeyword))
      uses.push({
        kind: 'export',
        name: hasModifier(fn, ts.SyntaxKind.DefaultKeyword) ? 'default' : (fn.name?.text ?? ''),
      });
    const declaration = fn.name && unit.bindings.scopes.find(fn.name);
    return declaration ? [...uses, ...usesByName(declaration, unit, references)] : uses;
  }
  const uses = ts.isFunctionExpression(fn) && fn.name ? ownName(fn.name, unit, references) : [];
  return [...uses, ...useOfValue(fn, unit, references)];
}

/** How a value is used, that is a function or its name, by where it stands. */
export function useOfValue(expression: ts.Node, unit: SourceUnit, references: References): FunctionUse[] {
  const { value, user } = useOf(expression);
  if (ts.isCallExpression(user)) {
    if (user.expression === value) return [{ kind: 'call', call: user }];
    return [{ kind: 'argument', call: user, index: user.arguments.indexOf(value as ts.Expression) }];
  }
  if (ts.isJsxOpeningLikeElement(user)) return [{ kind: 'rendered' }];
  if (ts.isNewExpression(user)) {
    if (user.expression === value) return [{ kind: 'constructed' }];
    const isPromise = ts.isIdentifier(user.expression) && user.expression.text === 'Promise';
    return [{ kind: isPromise ? 'executor' : 'unknown' }];
  }
  // app.get('/', [check, handler])
  if (ts.isArrayLiteralExpression(user) && ts.isCallExpression(user.parent))
    return [{ kind: 'argument', call: user.parent, index: user.parent.arguments.indexOf(user) }];
  if (ts.isVariableDeclaration(user) && user.initializer === value && ts.isIdentifier(user.name)) {
    const declaration = unit.bindings.scopes.find(user.name);
    if (!declaration || unit.bindings.scopes.assignmentsTo(declaration).length > 0)
      return [{ kind: 'unknown' }];
    const statement = user.parent.parent;
    const exported: FunctionUse[] = hasModifier(statement, ts.SyntaxKind.ExportKeyword)
      ? [{ kind: 'export', name: user.name.text }]
      : [];
    return [...exported, ...usesByName(declaration, unit, references)];
  }
  if (ts.isPropertyAssignment(user) || ts.isShorthandPropertyAssignment(user))
    return property(user, unit, references);
  if (ts.isPropertyDeclaration(user) && ts.isClassLike(user.parent))
    return classMember(user, user.parent, unit, references);
  if (ts.isExportSpecifier(user)) return [{ kind: 'export', name: user.name.text }];
  if (ts.isExportAssignment(user))
    return [{ kind: 'export', name: user.isExportEquals ? 'module.exports' : 'default' }];
  if (ts.isBinaryExpression(user) && user.right === value) return assigned(user, unit, references);
  if (ts.isExpressionStatement(user) || ts.isTypeOfExpression(user)) return [];
  return [{ kind: 'unknown' }];
}

function usesByName(declaration: Declaration, unit: SourceUnit, references: References): FunctionUse[] {
  return references.to(declaration).flatMap((use) => useOfValue(use, unit, references));
}

function ownName(name: ts.Identifier, unit: SourceUnit, references: References): FunctionUse[] {
  const declaration = unit.bindings.scopes.find(name);
  return declaration ? usesByName(declaration, unit, references) : [];
}

/** `module.exports = f`, `exports.f = f` and the uses of `exports.f` in the file. */
function assigned(assignment: ts.BinaryExpression, unit: SourceUnit, references: References): FunctionUse[] {
  if (assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [{ kind: 'unknown' }];
  const name = exportedName(assignment.left);
  if (name === null) return [{ kind: 'unknown' }];
  // const load = exports.load = …
  const { user } = useOf(assignment);
  const chained = ts.isExpressionStatement(user) ? [] : useOfValue(assignment, unit, references);
  const inFile = references
    .accessesOf(name)
    .filter((access) => access !== assignment.left && exportedName(access) === name)
    .flatMap((access) => useOfValue(access, unit, references));
  return [{ kind: 'export', name }, ...chained, ...inFile];
}

/** The name under which an assignment to the expression exports; null where it exports nothing. */
export function exportedName(target: ts.Expression): string | null {
  const text = target.getText();
  return text === 'module.exports' ? text : (/^(?:module\.)?exports\.([\w$]+)$/.exec(text)?.[1] ?? null);
}

/** A function that is a property of an object that is written out. */
function property(
  element: ts.ObjectLiteralElementLike,
  unit: SourceUnit,
  references: References,
): FunctionUse[] {
  const name = element.name && ts.isIdentifier(element.name) ? element.name.text : null;
  const object = element.parent;
  if (name === null || !ts.isObjectLiteralExpression(object)) return [{ kind: 'unknown' }];
  if (isRouteObject(element, unit.bindings)) return [{ kind: 'settled' }];
  const { user } = useOf(object);
  if (ts.isBinaryExpression(user) && exportedName(user.left) === 'module.exports')
    return [{ kind: 'export', name }, ...thisCalls(object, name, references)];
  if (!ts.isVariableDeclaration(user) || !ts.isIdentifier(user.name)) return [{ kind: 'unknown' }];
  const declaration = unit.bindings.scopes.find(user.name);
  if (!declaration || hasModifier(user.parent.parent, ts.SyntaxKind.ExportKeyword))
    return [{ kind: 'unknown' }];
  return [...membersOf(declaration, name, unit, references), ...thisCalls(object, name, references)];
}

/** Uses of `value.name` for a variable that nothing else is done with. */
function membersOf(
  declaration: Declaration,
  name: string,
  unit: SourceUnit,
  references: References,
): FunctionUse[] {
  return references.to(declaration).flatMap((use): FunctionUse[] => {
    const { parent } = use;
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== use) return [{ kind: 'unknown' }];
    return parent.name.text === name ? useOfValue(parent, unit, references) : [];
  });
}

function thisCalls(owner: ts.Node, name: string, references: References): FunctionUse[] {
  return references
    .accessesOf(name)
    .filter(
      ({ expression }) => expression.kind === ts.SyntaxKind.ThisKeyword && ownerOfThis(expression) === owner,
    )
    .map((access): FunctionUse => {
      const { value, user } = useOf(access);
      return ts.isCallExpression(user) && user.expression === value
        ? { kind: 'call', call: user }
        : { kind: 'unknown' };
    });
}

/** The object or class whose methods `this` is used in. */
function ownerOfThis(node: ts.Node): ts.Node | null {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isArrowFunction(at)) continue;
    if (ts.isClassElement(at)) return at.parent;
    if (ts.isFunctionLike(at)) return ts.isPropertyAssignment(at.parent) ? at.parent.parent : at.parent;
  }
  return null;
}

function classMember(
  member: ts.MethodDeclaration | ts.PropertyDeclaration,
  owner: ts.ClassLikeDeclaration,
  unit: SourceUnit,
  references: References,
): FunctionUse[] {
  const name = ts.isIdentifier(member.name) || ts.isPrivateIdentifier(member.name) ? member.name.text : null;
  if (name === null) return [{ kind: 'unknown' }];
  const own = thisCalls(owner, name, references);
  const isHidden = ts.isPrivateIdentifier(member.name) || hasModifier(member, ts.SyntaxKind.PrivateKeyword);
  if (isHidden) return own;
  const declaration = owner.name && unit.bindings.scopes.find(owner.name);
  if (!declaration) return [...own, { kind: 'unknown' }];
  const outside: FunctionUse[] = hasModifier(owner, ts.SyntaxKind.ExportKeyword)
    ? [{ kind: 'export', name: `${declaration.name.text}.${name}` }]
    : [];
  const uses = references
    .to(declaration)
    .flatMap((use) => instanceUses(use, name, unit, references, declaration.name.text));
  return [...own, ...outside, ...uses];
}

/** What is done with a class by its name: instances that stay in the file are followed. */
export function instanceUses(
  use: ts.Expression,
  name: string,
  unit: SourceUnit,
  references: References,
  className: string,
): FunctionUse[] {
  const { value, user } = useOf(use);
  const exported =
    ts.isExportSpecifier(user) || (ts.isBinaryExpression(user) && exportedName(user.left) !== null);
  if (exported || (ts.isShorthandPropertyAssignment(user) && exportsObject(user)))
    return [{ kind: 'export', name: `${className}.${name}` }];
  if (ts.isPropertyAccessExpression(user))
    return user.name.text === name ? useOfValue(user, unit, references) : [];
  if (ts.isTypeNode(user)) return typedUses(user, name, unit, references);
  if (!ts.isNewExpression(user) || user.expression !== value) return [{ kind: 'unknown' }];
  const made = useOf(user);
  if (ts.isExpressionStatement(made.user)) return [];
  if (ts.isPropertyAccessExpression(made.user))
    return made.user.name.text === name ? useOfValue(made.user, unit, references) : [];
  if (!ts.isVariableDeclaration(made.user) || !ts.isIdentifier(made.user.name)) return [{ kind: 'unknown' }];
  const variable = unit.bindings.scopes.find(made.user.name);
  if (!variable || hasModifier(made.user.parent.parent, ts.SyntaxKind.ExportKeyword))
    return [{ kind: 'unknown' }];
  return membersOf(variable, name, unit, references);
}

/** What is done with a method of what is declared to be of a class's type: `constructor(private readonly store: Store)`. */
function typedUses(
  type: ts.TypeNode,
  method: string,
  unit: SourceUnit,
  references: References,
): FunctionUse[] {
  const { parent } = type;
  if (!ts.isParameter(parent) && !ts.isPropertyDeclaration(parent) && !ts.isVariableDeclaration(parent))
    return [];
  const { name } = parent;
  if (!ts.isIdentifier(name) || parent.type !== type) return [];
  const isField =
    ts.isPropertyDeclaration(parent) || ts.isParameterPropertyDeclaration(parent, parent.parent);
  const owner = ts.isPropertyDeclaration(parent) ? parent.parent : parent.parent.parent;
  const ofField = !isField
    ? []
    : references
        .accessesOf(method)
        .filter(
          ({ expression: at }) =>
            ts.isPropertyAccessExpression(at) &&
            at.name.text === name.text &&
            at.expression.kind === ts.SyntaxKind.ThisKeyword &&
            ownerOfThis(at.expression) === owner,
        )
        .flatMap((access) => useOfValue(access, unit, references));
  const declaration = ts.isPropertyDeclaration(parent) ? null : unit.bindings.scopes.find(name);
  return declaration ? [...ofField, ...membersOf(declaration, method, unit, references)] : ofField;
}

function exportsObject({ parent }: ts.ShorthandPropertyAssignment): boolean {
  const { user } = useOf(parent);
  return ts.isBinaryExpression(user) && exportedName(user.left) === 'module.exports';
}

/** Whether a function gives a promise already, by what it returns. */
export function givesPromise(fn: FunctionNode, bindings: Bindings): boolean {
  if (fn.type) return /^Promise(?:Like)?\b/.test(fn.type.getText());
  if (!fn.body) return false;
  if (!ts.isBlock(fn.body)) return isPromise(fn.body, bindings);
  let gives = false;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression && isPromise(node.expression, bindings)) gives = true;
    ts.forEachChild(node, visit);
  };
  visit(fn.body);
  return gives;
}

function isPromise(expression: ts.Expression, bindings: Bindings): boolean {
  const value = unwrapped(expression);
  if (ts.isConditionalExpression(value))
    return isPromise(value.whenTrue, bindings) || isPromise(value.whenFalse, bindings);
  if (ts.isNewExpression(value)) return value.expression.getText() === 'Promise';
  if (!ts.isCallExpression(value)) return false;
  const origin = bindings.originOf(value.expression);
  const path = origin?.way.join('.') ?? '';
  if (origin && (/(?:^|\/)promises$/.test(origin.module) || path.startsWith('promises.'))) return true;
  if (origin?.module === 'globalThis' && (path === 'fetch' || path.startsWith('Promise.'))) return true;
  const callee = unwrapped(value.expression);
  if (ts.isPropertyAccessExpression(callee) && /^(?:then|catch|finally)$/.test(callee.name.text)) return true;
  if (!ts.isIdentifier(callee)) return false;
  const node = bindings.scopes.find(callee)?.node;
  const made = node && ts.isVariableDeclaration(node) ? node.initializer : node;
  return made !== undefined && ts.canHaveModifiers(made) && hasModifier(made, ts.SyntaxKind.AsyncKeyword);
}
