import ts from 'typescript';
import { Scopes, type Declaration, type KnownParts } from './scopes';
import { unwrapped } from './unwrapped';

// Looked up once: the namespace gives its members through getters, and this stands in the way of every node.
const SyntaxKind = ts.SyntaxKind;

/**
 * Where a value comes from: a module, or `globalThis`, and the way from there. Steps of the way are names of properties, `()`
 * for the result of a call, `new` for an instance, and `await`.
 *
 * `const { readFileSync: read } = require('node:fs')`: `read` is `{ module: 'fs', way: ['readFileSync'] }`.
 * `const app = express()`: `app` is `{ module: 'express', way: ['()'] }`.
 */
export interface Origin {
  /** Without `node:`; a relative path as it is written; `globalThis` for what is declared nowhere in the file. */
  readonly module: string;
  readonly way: readonly string[];
}

export const globalModule = 'globalThis';

/** A way longer than that leads nowhere that we know of. */
const longestWay = 8;
/** Declarations may refer to each other in a circle. */
const deepest = 24;

/** Functions that compilers put around `require`, and that give what they are given, or an object with it as `default`. */
const interopHelpers = /^(?:_*interop\w*|_*toESM|_*toCommonJS|__importDefault|__importStar)\d*$/i;

export function isInteropHelper(name: string): boolean {
  return interopHelpers.test(name);
}

/** Tells where the values of one file come from, without types. */
export class Bindings {
  readonly scopes: Scopes;
  private readonly known = new Map<ts.Node, Origin | null>();

  /** @param parts of the tree that this one was made of, and to be kept for the next */
  constructor(
    source: ts.SourceFile,
    readonly parts: KnownParts | null = null,
  ) {
    this.scopes = new Scopes(source, parts);
  }

  /** null where it is not known, or is a value that the file itself makes. */
  originOf(expression: ts.Expression, depth = 0): Origin | null {
    const known = this.known.get(expression);
    if (known !== undefined) return known;
    if (depth > deepest) return null;
    this.known.set(expression, null);
    const origin = this.find(expression, depth + 1);
    this.known.set(expression, origin);
    return origin;
  }

  private find(expression: ts.Expression, depth: number): Origin | null {
    const node = unwrapped(expression);
    if (node !== expression) return this.originOf(node, depth);
    if (ts.isIdentifier(node)) {
      const declaration = this.scopes.find(node);
      return declaration ? this.originOfDeclaration(declaration, depth) : globalOrigin(node.text);
    }
    if (ts.isPropertyAccessExpression(node)) return this.member(node.expression, node.name.text, node, depth);
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
      return this.member(node.expression, node.argumentExpression.text, node, depth);
    if (ts.isCallExpression(node)) return this.call(node, depth);
    if (ts.isNewExpression(node)) return step(this.originOf(node.expression, depth), 'new');
    if (ts.isAwaitExpression(node)) return awaited(this.originOf(node.expression, depth));
    if (ts.isConditionalExpression(node))
      return this.originOf(node.whenTrue, depth) ?? this.originOf(node.whenFalse, depth);
    if (ts.isBinaryExpression(node)) return this.binary(node, depth);
    return null;
  }

  private binary({ left, operatorToken, right }: ts.BinaryExpression, depth: number): Origin | null {
    switch (operatorToken.kind) {
      case SyntaxKind.CommaToken:
      case SyntaxKind.EqualsToken:
        return this.originOf(right, depth);
      case SyntaxKind.BarBarToken:
      case SyntaxKind.QuestionQuestionToken:
        return this.originOf(left, depth) ?? this.originOf(right, depth);
      case SyntaxKind.AmpersandAmpersandToken:
        return this.originOf(right, depth);
      default:
        return null;
    }
  }

  private call(node: ts.CallExpression, depth: number): Origin | null {
    // 1. import('x')
    if (node.expression.kind === SyntaxKind.ImportKeyword) return moduleOf(node.arguments[0], ['await']);
    // 2. What compilers wrap around require.
    const callee = unwrapped(node.expression);
    const name = ts.isIdentifier(callee)
      ? callee.text
      : ts.isPropertyAccessExpression(callee)
        ? callee.name.text
        : '';
    const [first] = node.arguments;
    if (first && isInteropHelper(name)) return this.originOf(first, depth);
    const origin = this.originOf(node.expression, depth);
    if (!origin) return null;
    const way = origin.way.join('.');
    // 3. require('x'), process.getBuiltinModule('x'), createRequire(…)('x')
    const loads =
      (origin.module === globalModule && (way === 'require' || way === 'process.getBuiltinModule')) ||
      (origin.module === 'process' && way === 'getBuiltinModule') ||
      (origin.module === 'module' && way === 'createRequire.()');
    if (loads) return moduleOf(first, []);
    return step(origin, '()');
  }

  private member(
    owner: ts.Expression,
    name: string,
    node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    depth: number,
  ): Origin | null {
    const value = unwrapped(owner);
    // 1. A property that the class around it fills: this.fs = require('fs')
    if (value.kind === SyntaxKind.ThisKeyword) return this.ofThis(node, name, depth);
    const origin = this.originOf(value, depth);
    if (origin) return step(origin, name);
    // 2. A property of an object that is written out: const deps = { fs }
    const literal = this.literalOf(value);
    const property = literal && propertyOf(literal, name);
    return property ? this.originOf(property, depth) : null;
  }

  private ofThis(node: ts.Node, name: string, depth: number): Origin | null {
    const owner = classAround(node);
    if (!owner) return null;
    for (const member of owner.members) {
      if (ts.isPropertyDeclaration(member) && member.initializer && nameOf(member.name) === name)
        return this.originOf(member.initializer, depth);
      if (!ts.isConstructorDeclaration(member) || !member.body) continue;
      for (const statement of member.body.statements) {
        if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
        const { left, right, operatorToken } = statement.expression;
        if (
          operatorToken.kind === SyntaxKind.EqualsToken &&
          ts.isPropertyAccessExpression(left) &&
          left.expression.kind === SyntaxKind.ThisKeyword &&
          left.name.text === name
        )
          return this.originOf(right, depth);
      }
    }
    return null;
  }

  private literalOf(expression: ts.Expression): ts.ObjectLiteralExpression | null {
    if (ts.isObjectLiteralExpression(expression)) return expression;
    if (!ts.isIdentifier(expression)) return null;
    const node = this.scopes.find(expression)?.node;
    if (!node || !ts.isVariableDeclaration(node) || !node.initializer) return null;
    const value = unwrapped(node.initializer);
    return ts.isObjectLiteralExpression(value) ? value : null;
  }

  private originOfDeclaration(declaration: Declaration, depth: number): Origin | null {
    const { node } = declaration;
    if (ts.isVariableDeclaration(node)) {
      if (node.initializer) return this.originOf(node.initializer, depth);
      const values = this.scopes.assignmentsTo(declaration);
      return values.length === 1 ? this.originOf(values[0]!, depth) : null;
    }
    if (ts.isBindingElement(node)) return this.ofPattern(node, depth);
    if (ts.isImportClause(node)) return step(importOf(node), 'default');
    if (ts.isNamespaceImport(node)) return importOf(node.parent);
    if (ts.isImportSpecifier(node))
      return step(importOf(node.parent.parent), (node.propertyName ?? node.name).text);
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      return moduleOf(node.moduleReference.expression, []);
    return null;
  }

  /** `{ a: { b } } = value`: `b` is `value.a.b`. */
  private ofPattern(element: ts.BindingElement, depth: number): Origin | null {
    if (element.dotDotDotToken || !ts.isObjectBindingPattern(element.parent)) return null;
    const name = element.propertyName ? nameOf(element.propertyName) : nameOf(element.name);
    if (name === null) return null;
    const holder = element.parent.parent;
    if (ts.isBindingElement(holder)) return step(this.ofPattern(holder, depth), name);
    if (!ts.isVariableDeclaration(holder) || !holder.initializer) return null;
    const origin = this.originOf(holder.initializer, depth);
    if (origin) return step(origin, name);
    const literal = this.literalOf(unwrapped(holder.initializer));
    const property = literal && propertyOf(literal, name);
    return property ? this.originOf(property, depth) : null;
  }
}

/** Id of what Node's own callable an origin is, as `ApiEntry.id` writes it; null for what is none by its form. */
export function apiId({ module, way }: Origin): string | null {
  if (way.length === 0 || way.some((name) => name === '()' || name === 'new' || name === 'await'))
    return null;
  if (module === globalModule) return way.join('.');
  const [first, ...rest] = way;
  const path = first === 'default' ? rest : way;
  if (path.length === 0) return null;
  return `${module === 'fs/promises' ? 'fs.promises' : module}.${path.join('.')}`;
}

function globalOrigin(name: string): Origin {
  return name === 'globalThis' || name === 'global'
    ? { module: globalModule, way: [] }
    : { module: globalModule, way: [name] };
}

function moduleOf(specifier: ts.Expression | undefined, way: readonly string[]): Origin | null {
  return specifier && ts.isStringLiteralLike(specifier)
    ? { module: specifier.text.replace(/^node:/, ''), way }
    : null;
}

function importOf({ parent }: ts.ImportClause): Origin | null {
  return ts.isImportDeclaration(parent) ? moduleOf(parent.moduleSpecifier, []) : null;
}

function awaited(origin: Origin | null): Origin | null {
  if (origin?.way.at(-1) === 'await') return { module: origin.module, way: origin.way.slice(0, -1) };
  return step(origin, 'await');
}

function step(origin: Origin | null, name: string): Origin | null {
  return origin && origin.way.length < longestWay ? { ...origin, way: [...origin.way, name] } : null;
}

function nameOf(name: ts.PropertyName | ts.BindingName): string | null {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name)
    ? name.text
    : null;
}

function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  for (const property of literal.properties) {
    if (!property.name || nameOf(property.name) !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return null;
}

function classAround(node: ts.Node): ts.ClassLikeDeclaration | null {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (ts.isClassLike(at)) return at;
  return null;
}
