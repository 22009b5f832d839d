import ts from 'typescript';
import { isInteropHelper } from './bindings';
import { nameOfCallee, unwrapped } from './unwrapped';
import { asyncBodyOf, awaitedBefore, isAsyncBody, thisOfAsyncBody } from './compiledAsync';
import { consuming } from './callResults';
import type { CompiledDecoratorFinder } from './compiledDecorators';
import { computedPart } from './computedImports';
import type { Declaration, Scopes } from './scopes';
import { specifierIn } from './specifiers';
import { unknown, type Property, type Ref, type Value } from './values';

// Looked up once: the namespace gives its members through getters, and this stands in the way of every node.
const SyntaxKind = ts.SyntaxKind;

/** Longest text that is kept: routes and names of events are shorter. */
const longestText = 120;
/** Values that one name may be given. */
const mostAssignments = 6;
/** Arguments that a list of unknown length may be spread into. */
const mostSpread = 10;
/** How deep expressions may be nested in one another. */
const deepest = 200;

/** Numbers functions and classes; a file's facts about them are filled in as they are walked. */
export interface Numbering {
  functionOf(node: ts.SignatureDeclaration): number;
  classOf(node: ts.ClassLikeDeclaration): number;
}

/** Turns expressions of one file into values. */
export class ValueBuilder {
  readonly values: Value[] = [];
  private readonly interned = new Map<string, Ref>();
  /** Members by their names, of each value that has any. */
  private readonly members: (Map<string, Ref> | undefined)[] = [];
  private readonly ofNode = new Map<ts.Node, Ref>();
  private depth = 0;

  constructor(
    public scopes: Scopes,
    private readonly numbering: Numbering,
    readonly compiled: CompiledDecoratorFinder,
  ) {}

  /** The value that was found for a node before; undefined for one that nobody asked for, or that `forget` was told of. */
  known(node: ts.Node): Ref | undefined {
    return this.ofNode.get(node);
  }

  forget(node: ts.Node): void {
    this.ofNode.delete(node);
  }

  valueOf(expression: ts.Expression): Ref {
    const node = unwrapped(expression);
    // Names and members are found again by what they are; the rest has a value of its own for each time it is written.
    if (node.kind === SyntaxKind.Identifier) return this.ofIdentifier(node as ts.Identifier);
    const isMember = node.kind === SyntaxKind.PropertyAccessExpression;
    const known = isMember ? undefined : this.ofNode.get(node);
    if (known !== undefined) return known;
    if (this.depth > deepest) return unknown;
    this.depth++;
    const ref = this.build(node);
    this.depth--;
    if (!isMember) this.ofNode.set(node, ref);
    return ref;
  }

  /** What a name that something is assigned to stands for: `exports` in `exports.a = 1`. */
  member(of: Ref, name: string): Ref {
    if (of === unknown) return unknown;
    const members = (this.members[of] ??= new Map());
    let ref = members.get(name);
    if (ref === undefined) members.set(name, (ref = this.add({ kind: 'member', of, name })));
    return ref;
  }

  functionValue(node: ts.SignatureDeclaration): Ref {
    const index = this.numbering.functionOf(node);
    return this.intern(`f${index}`, { kind: 'function', index });
  }

  classValue(node: ts.ClassLikeDeclaration): Ref {
    const index = this.numbering.classOf(node);
    return this.intern(`c${index}`, { kind: 'class', index });
  }

  instance(of: Ref): Ref {
    return of === unknown ? unknown : this.intern(`i${of}`, { kind: 'instance', of });
  }

  module(specifier: string): Ref {
    const name = specifier.replace(/^node:/, '');
    return this.intern(`m${name}`, { kind: 'module', specifier: name });
  }

  exports(): Ref {
    return this.intern('exports', { kind: 'exports' });
  }

  any(of: readonly Ref[]): Ref {
    const known: Ref[] = [];
    for (const ref of of) if (ref !== unknown && !known.includes(ref)) known.push(ref);
    if (known.length < 2) return known[0] ?? unknown;
    return this.intern(`|${known.join()}`, { kind: 'any', of: known });
  }

  /** The class that a type names, as a value; unions with null and undefined are looked through. */
  typeOf(type: ts.TypeNode | undefined): Ref {
    if (!type) return unknown;
    if (ts.isUnionTypeNode(type)) return this.any(type.types.map((part) => this.typeOf(part)));
    if (!ts.isTypeReferenceNode(type)) return unknown;
    const named = this.entityName(type.typeName);
    return this.instance(named);
  }

  private entityName(name: ts.EntityName): Ref {
    if (ts.isIdentifier(name)) {
      const declaration = this.scopes.find(name);
      return declaration ? this.ofDeclaration(declaration) : unknown;
    }
    return this.member(this.entityName(name.left), name.right.text);
  }

  private build(node: ts.Expression): Ref {
    switch (node.kind) {
      case SyntaxKind.PropertyAccessExpression: {
        const { expression, name } = node as ts.PropertyAccessExpression;
        return this.ofProperty(expression, name.text);
      }
      case SyntaxKind.ElementAccessExpression:
        return this.ofElement(node as ts.ElementAccessExpression);
      case SyntaxKind.CallExpression:
        return this.ofCall(node as ts.CallExpression);
      case SyntaxKind.NewExpression:
        return this.ofNew(node as ts.NewExpression);
      case SyntaxKind.FunctionExpression:
      case SyntaxKind.ArrowFunction:
        return this.functionValue(node as ts.FunctionExpression | ts.ArrowFunction);
      case SyntaxKind.ClassExpression:
        return this.classValue(node as ts.ClassExpression);
      case SyntaxKind.ObjectLiteralExpression:
        return this.ofObject(node as ts.ObjectLiteralExpression);
      case SyntaxKind.ArrayLiteralExpression:
        return this.add({ kind: 'array', items: this.args((node as ts.ArrayLiteralExpression).elements) });
      case SyntaxKind.StringLiteral:
      case SyntaxKind.NoSubstitutionTemplateLiteral:
        return this.text((node as ts.StringLiteral).text);
      case SyntaxKind.TemplateExpression:
        return this.ofTemplate(node as ts.TemplateExpression);
      case SyntaxKind.ThisKeyword:
        return this.ofThis(node);
      case SyntaxKind.SuperKeyword:
        return this.ofSuper(node);
      case SyntaxKind.AwaitExpression:
        return this.valueOf((node as ts.AwaitExpression).expression);
      case SyntaxKind.YieldExpression: {
        const { expression } = node as ts.YieldExpression;
        return expression ? this.valueOf(expression) : unknown;
      }
      case SyntaxKind.ConditionalExpression: {
        const { whenTrue, whenFalse } = node as ts.ConditionalExpression;
        return this.any([this.valueOf(whenTrue), this.valueOf(whenFalse)]);
      }
      case SyntaxKind.BinaryExpression:
        return this.ofBinary(node as ts.BinaryExpression);
      default:
        return unknown;
    }
  }

  private ofElement({ expression, argumentExpression }: ts.ElementAccessExpression): Ref {
    if (ts.isStringLiteralLike(argumentExpression))
      return this.ofProperty(expression, argumentExpression.text);
    return this.elementOf(expression);
  }

  private elementOf(expression: ts.Expression): Ref {
    const of = this.valueOf(expression);
    return of === unknown ? unknown : this.intern(`[${of}`, { kind: 'element', of });
  }

  private ofNew(node: ts.NewExpression): Ref {
    const callee = this.valueOf(node.expression);
    if (callee === unknown) return unknown;
    return this.add({ kind: 'call', callee, args: this.args(node.arguments ?? []), isNew: true });
  }

  private text(text: string): Ref {
    return text.length > longestText ? unknown : this.intern(`'${text}`, { kind: 'text', text });
  }

  private ofTemplate(node: ts.TemplateExpression): Ref {
    const parts = node.templateSpans.map(({ expression, literal }) => {
      const inside = this.values[ts.isTemplateExpression(expression) ? this.ofTemplate(expression) : unknown];
      return (inside?.kind === 'text' ? inside.text : computedPart) + literal.text;
    });
    return this.text(node.head.text + parts.join(''));
  }

  private ofBinary({ left, operatorToken, right }: ts.BinaryExpression): Ref {
    switch (operatorToken.kind) {
      case SyntaxKind.CommaToken:
      case SyntaxKind.EqualsToken:
      case SyntaxKind.AmpersandAmpersandToken:
        return this.valueOf(right);
      case SyntaxKind.PlusToken:
        return this.ofJoined(left, right);
      case SyntaxKind.BarBarToken:
      case SyntaxKind.QuestionQuestionToken:
      case SyntaxKind.QuestionQuestionEqualsToken:
      case SyntaxKind.BarBarEqualsToken:
        return this.any([this.valueOf(left), this.valueOf(right)]);
      default:
        return unknown;
    }
  }

  /** `base + '/users/' + id`, as far as a path is in it. */
  private ofJoined(left: ts.Expression, right: ts.Expression): Ref {
    const written = ts.isStringLiteralLike(right) ? right.text : this.written(left);
    if (!written?.includes('/')) return unknown;
    const texts = [left, right].map((part) => {
      const value = this.values[this.valueOf(part)];
      return value?.kind === 'text' ? value.text : computedPart;
    });
    return this.text(texts.join(''));
  }

  /** What a sum of texts has in writing. */
  private written(node: ts.Expression): string | null {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.PlusToken) return null;
    return (ts.isStringLiteralLike(node.right) ? node.right.text : '') + (this.written(node.left) ?? '');
  }

  private ofProperty(owner: ts.Expression, name: string): Ref {
    // A name of the form `module.exports` is the file's own when `module` is declared nowhere.
    const value = unwrapped(owner);
    if (ts.isIdentifier(value) && name === 'exports' && value.text === 'module' && !this.scopes.find(value))
      return this.exports();
    return this.member(this.valueOf(value), name);
  }

  private ofIdentifier(node: ts.Identifier): Ref {
    const declaration = this.scopes.find(node);
    if (declaration) return this.ofDeclaration(declaration);
    if (node.text === 'exports') return this.exports();
    if (node.text === 'undefined') return unknown;
    if (node.text === 'global') return this.intern('gglobalThis', { kind: 'global', name: 'globalThis' });
    return this.intern(`g${node.text}`, { kind: 'global', name: node.text });
  }

  private ofCall(node: ts.CallExpression): Ref {
    const [first] = node.arguments;
    // 1. What loads a module.
    if (node.expression.kind === SyntaxKind.ImportKeyword) return this.imports(first);
    const callee = this.valueOf(node.expression);
    if (first && this.loads(callee)) {
      const specifier = specifierIn(first, this);
      if (specifier !== null) return this.module(specifier);
    }
    // 2. What compilers wrap around that.
    const name = nameOfCallee(node.expression);
    if (first && isInteropHelper(name)) return this.valueOf(first);
    if (asyncBodyOf(node)) return unknown;
    const awaited = awaitedBefore(node);
    if (awaited) return this.valueOf(awaited);
    if (callee === unknown) return consuming.has(name) ? unknown : this.passedThrough(node);
    return this.add({ kind: 'call', callee, args: this.args(node.arguments), isNew: false });
  }

  private imports(first: ts.Expression | undefined): Ref {
    const specifier = first ? specifierIn(first, this) : null;
    return specifier === null ? unknown : this.module(specifier);
  }

  /** A function of a call whose callee is not known may be what the call gives back, wrapped. */
  private passedThrough(node: ts.CallExpression): Ref {
    return this.any(
      node.arguments.map((arg) => {
        const value = unwrapped(arg);
        return ts.isFunctionExpression(value) || ts.isArrowFunction(value) ? this.valueOf(value) : unknown;
      }),
    );
  }

  private loads(callee: Ref): boolean {
    const value = this.values[callee];
    if (value?.kind === 'global') return value.name === 'require';
    if (value?.kind === 'member' && value.name === 'getBuiltinModule') {
      const of = this.values[value.of];
      return of?.kind === 'global' ? of.name === 'process' : of?.kind === 'module';
    }
    // createRequire(…)('x')
    if (value?.kind !== 'call') return false;
    const maker = this.values[value.callee];
    return maker?.kind === 'member' && maker.name === 'createRequire';
  }

  private args(nodes: readonly ts.Expression[]): Ref[] {
    const refs: Ref[] = [];
    for (const node of nodes)
      if (ts.isSpreadElement(node)) refs.push(...this.spread(node.expression));
      else refs.push(this.valueOf(node));
    return refs;
  }

  /** What a list is spread into: its items, one by one, and for what is not known of them the list itself. */
  private spread(expression: ts.Expression): readonly Ref[] {
    const ref = this.valueOf(expression);
    const value = this.values[ref];
    if (value?.kind === 'array') return value.items;
    if (value?.kind !== 'member') return [ref];
    const items = Array.from({ length: mostSpread }, (_, at) => this.member(ref, String(at)));
    return [this.any([ref, items[0]!]), ...items.slice(1)];
  }

  private ofObject(node: ts.ObjectLiteralExpression): Ref {
    // Its functions may refer to it, so it has its place before they are looked at.
    const ref = this.add({ kind: 'any', of: [] });
    this.ofNode.set(node, ref);
    const properties: Property[] = [];
    const spreads: Ref[] = [];
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) {
        spreads.push(this.valueOf(property.expression));
        continue;
      }
      const name = property.name && propertyName(property.name);
      if (name == null) continue;
      if (ts.isPropertyAssignment(property)) {
        const value = this.valueOf(property.initializer);
        if (value !== unknown) properties.push({ name, value });
      } else if (ts.isShorthandPropertyAssignment(property)) {
        const value = this.ofIdentifier(property.name);
        if (value !== unknown) properties.push({ name, value });
      } else if (ts.isMethodDeclaration(property))
        properties.push({ name, value: this.functionValue(property) });
      else if (ts.isGetAccessorDeclaration(property))
        properties.push({ name, value: this.result(this.functionValue(property)) });
    }
    this.values[ref] = { kind: 'object', properties, spreads };
    return ref;
  }

  /** A call of something that is not known. */
  unknownCall(args: readonly ts.Expression[]): Ref {
    return this.add({ kind: 'call', callee: unknown, args: this.args(args), isNew: false });
  }

  /** What a call without arguments gives. */
  result(callee: Ref): Ref {
    return this.add({ kind: 'call', callee, args: [], isNew: false });
  }

  private ofThis(node: ts.Node): Ref {
    const around = thisAround(node);
    if (around && isAsyncBody(around)) return this.valueOf(thisOfAsyncBody(around));
    if (around && ts.isClassLike(around)) return this.instance(this.classValue(around));
    if (!around) return this.exports();
    const index = this.numbering.functionOf(around);
    return this.intern(`t${index}`, { kind: 'this', function: index });
  }

  private ofSuper(node: ts.Node): Ref {
    for (let at: ts.Node | undefined = node.parent; at; at = at.parent) {
      if (!ts.isClassLike(at)) continue;
      const base = this.baseOf(at);
      // super(…) calls the class, super.name is the name of an object of it.
      return ts.isCallExpression(node.parent) ? base : this.instance(base);
    }
    return unknown;
  }

  baseOf(node: ts.ClassLikeDeclaration): Ref {
    const clause = node.heritageClauses?.find(({ token }) => token === SyntaxKind.ExtendsKeyword);
    const base = clause?.types[0]?.expression;
    return base ? this.valueOf(base) : unknown;
  }

  ofDeclaration(declaration: Declaration): Ref {
    const { name } = declaration;
    const known = this.ofNode.get(name);
    if (known !== undefined) return known;
    // A declaration may refer to itself, over others too: until it is known it is nothing.
    this.ofNode.set(name, unknown);
    const ref = this.declared(declaration);
    this.ofNode.set(name, ref);
    return ref;
  }

  private declared(declaration: Declaration): Ref {
    const { node } = declaration;
    if (ts.isVariableDeclaration(node)) return this.ofVariable(node, declaration);
    if (ts.isParameter(node))
      return this.any([this.ofParameter(node), ...this.assigned(declaration, isMade)]);
    if (ts.isBindingElement(node)) return this.any([this.ofPattern(node), ...this.assigned(declaration)]);
    if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) return this.functionValue(node);
    if (ts.isClassLike(node)) return this.classValue(node);
    if (ts.isImportClause(node)) return this.member(this.imported(node.parent), 'default');
    if (ts.isNamespaceImport(node)) return this.imported(node.parent.parent);
    if (ts.isImportSpecifier(node))
      return this.member(this.imported(node.parent.parent.parent), (node.propertyName ?? node.name).text);
    if (ts.isImportEqualsDeclaration(node)) {
      const { moduleReference } = node;
      if (!ts.isExternalModuleReference(moduleReference)) return this.entityName(moduleReference);
      const { expression } = moduleReference;
      return ts.isStringLiteralLike(expression) ? this.module(expression.text) : unknown;
    }
    return unknown;
  }

  private imported(node: ts.ImportDeclaration | ts.JSDocImportTag): Ref {
    return ts.isStringLiteralLike(node.moduleSpecifier) ? this.module(node.moduleSpecifier.text) : unknown;
  }

  private assigned(declaration: Declaration, isWanted?: (value: ts.Expression) => boolean): Ref[] {
    const all = this.scopes.assignmentsTo(declaration);
    const wanted = isWanted ? all.filter(isWanted) : all;
    return wanted.slice(0, mostAssignments).map((value) => this.valueOf(value));
  }

  private ofVariable(node: ts.VariableDeclaration, declaration: Declaration): Ref {
    const loop = node.parent.parent;
    if (ts.isForOfStatement(loop)) return this.elementOf(loop.expression);
    const isConstant = (node.parent.flags & ts.NodeFlags.Const) !== 0;
    const first = node.initializer ? this.valueOf(node.initializer) : unknown;
    const value = isConstant ? first : this.any([first, ...this.assigned(declaration)]);
    return value === unknown ? this.typeOf(node.type) : value;
  }

  private ofParameter(node: ts.ParameterDeclaration): Ref {
    const holder = node.parent;
    if (!ts.isFunctionLike(holder) || !('body' in holder) || isAsyncBody(holder)) return unknown;
    const index = this.numbering.functionOf(holder);
    const at = holder.parameters.filter(({ name }) => !isThisName(name)).indexOf(node);
    const type = this.typeOfParameter(node, at);
    const parameter = this.intern(`p${index} ${at} ${type}`, {
      kind: 'parameter',
      function: index,
      at,
      type,
    });
    return node.initializer ? this.any([parameter, this.valueOf(node.initializer)]) : parameter;
  }

  /** What it is an object of, as written, or as compiled decorators tell of a constructor's. */
  typeOfParameter(node: ts.ParameterDeclaration, at: number): Ref {
    const { type, parent } = node;
    if (type || !ts.isConstructorDeclaration(parent)) return this.typeOf(type);
    const compiled = this.compiled.of(parent.parent)?.parameterTypes[at];
    return compiled ? this.instance(this.valueOf(compiled)) : unknown;
  }

  /** `{ a: { b } } = value`: `b` is `value.a.b`. */
  private ofPattern(element: ts.BindingElement): Ref {
    const of = this.ofHolder(element.parent.parent);
    if (of === unknown || element.dotDotDotToken) return unknown;
    if (!ts.isObjectBindingPattern(element.parent)) {
      const at = element.parent.elements.indexOf(element);
      const array = this.values[of];
      if (array?.kind === 'array') return array.items[at] ?? unknown;
      return this.intern(`[${of}`, { kind: 'element', of });
    }
    const name = propertyName(element.propertyName ?? element.name);
    const value = name === null ? unknown : this.member(of, name);
    return element.initializer ? this.any([value, this.valueOf(element.initializer)]) : value;
  }

  private ofHolder(holder: ts.BindingElement | ts.VariableDeclaration | ts.ParameterDeclaration): Ref {
    if (ts.isBindingElement(holder)) return this.ofPattern(holder);
    if (ts.isParameter(holder)) return this.ofParameter(holder);
    // for (const { path, handler } of routes)
    if (ts.isForOfStatement(holder.parent.parent)) return this.elementOf(holder.parent.parent.expression);
    return holder.initializer ? this.valueOf(holder.initializer) : unknown;
  }

  private add(value: Value): Ref {
    return this.values.push(value) - 1;
  }

  private intern(key: string, value: Value): Ref {
    let ref = this.interned.get(key);
    if (ref === undefined) {
      ref = this.add(value);
      this.interned.set(key, ref);
    }
    return ref;
  }
}

/** Text of a property's name; null where it is worked out. */
export function propertyName(name: ts.PropertyName | ts.BindingName): string | null {
  return ts.isIdentifier(name) ||
    ts.isStringLiteralLike(name) ||
    ts.isPrivateIdentifier(name) ||
    ts.isNumericLiteral(name)
    ? name.text
    : null;
}

/**
 * `new Steps()`, `loadSteps()`, `steps || loadSteps()`: what a parameter stands for where nothing was given. Anything else that is assigned
 * to one is what was given, in order: options with what they leave out, a path without its end.
 */
function isMade(value: ts.Expression): boolean {
  const node = unwrapped(value);
  if (ts.isNewExpression(node)) return true;
  if (ts.isCallExpression(node)) return ts.isIdentifier(node.expression) && node.arguments.length < 2;
  return ts.isBinaryExpression(node) && isMade(node.right);
}

/** The function or class that `this` belongs to; null at the top level. */
function thisAround(node: ts.Node): ts.SignatureDeclaration | ts.ClassLikeDeclaration | null {
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent) {
    if (ts.isPropertyDeclaration(at) && ts.isClassLike(at.parent)) return at.parent;
    if (ts.isFunctionLike(at) && !ts.isArrowFunction(at)) return at;
  }
  return null;
}

function isThisName(name: ts.BindingName): boolean {
  return ts.isIdentifier(name) && name.text === 'this';
}
