import ts from 'typescript';
import { nameOfCallee, unwrapped } from './unwrapped';
import { contextOf, mayMatter } from './callContext';
import { asyncBodyOf, isAsyncBody, returnedOf } from './compiledAsync';
import { CompiledDecoratorFinder } from './compiledDecorators';
import { exportsOf, type Exports } from './exportForms';
import { anyElement } from './fileSummary';
import type { CallFacts, ClassFacts, DecoratorFacts, Field, FileSummary, FunctionFacts } from './fileSummary';
import type { Span } from './finding';
import { flat } from './flat';
import { saidByNames, shapeOf, type HandlerShape } from './handlers/shape';
import { ignoresOf } from './ignores';
import { Scopes } from './scopes';
import { WrittenList } from './listed';
import { lineStartsOf } from './places';
import { gatherersOf, gathers } from './unboundedParse';
import { propertyName, ValueBuilder } from './valueBuilder';
import { unknown, type Ref } from './values';

// Looked up once: the namespace gives its members through getters, and this stands in the way of every node.
const SyntaxKind = ts.SyntaxKind;

/** Caps: a file that is generated or minified has more than is of use. */
const mostReturns = 8;
const mostParameters = 5;
const mostUses = 40;
const mostCalls = 50_000;

const none: readonly number[] = [];

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };
export type FunctionDraft = Omit<Mutable<FunctionFacts>, 'parameters'> & { parameters: string[][] };

/**
 * What there is to know of a file without the others. The tree may be thrown away afterwards.
 * @param scopes those of the tree, where somebody has them already
 */
export function summarize(source: ts.SourceFile, scopes = new Scopes(source)): FileSummary {
  return new Summarizer(source, scopes).run();
}

/** What a file says, or a statement of its top level. */
export interface Part extends Exports {
  readonly calls: CallFacts[];
  readonly fields: Field[];
  readonly inherits: { of: Ref; from: Ref }[];
  readonly unboundedParses: { function: number; span: Span }[];
  /** Functions and classes that are written in it, by their numbers. */
  readonly functions: number[];
  readonly classes: number[];
  /** Whether what it says hangs on what is done elsewhere in the file, and not only on what names stand for. */
  looksAround: boolean;
}

export function emptyPart(): Part {
  return {
    calls: [],
    fields: [],
    inherits: [],
    named: [],
    whole: [],
    stars: [],
    unboundedParses: [],
    functions: [],
    classes: [],
    looksAround: false,
  };
}

export class Summarizer {
  protected readonly functions: FunctionDraft[] = [];
  protected readonly functionNodes: ts.Node[] = [];
  protected readonly functionIndex = new Map<ts.Node, number>();
  protected readonly classes: Mutable<ClassFacts>[] = [];
  protected readonly classIndex = new Map<ts.Node, number>();
  /** Names of parameters, per function. */
  protected readonly parameterNames: string[][] = [];
  protected readonly builder: ValueBuilder;
  /** Functions that are still to be walked. */
  private readonly queue: number[] = [];
  private readonly only = emptyPart();
  private part = this.only;
  private current = 0;

  constructor(
    protected source: ts.SourceFile,
    scopes: Scopes,
  ) {
    const numbering = {
      functionOf: (node: ts.SignatureDeclaration) => this.functionOf(node),
      classOf: (node: ts.ClassLikeDeclaration) => this.classOf(node),
    };
    this.builder = new ValueBuilder(scopes, numbering, new CompiledDecoratorFinder(source));
  }

  run(): FileSummary {
    this.addFunction(this.source, '', -1);
    this.walk(this.source.statements);
    return this.summary([this.only]);
  }

  /** The part that a node is in. */
  protected partOf: (node: ts.Node) => Part = () => this.only;

  protected nextFunction(): number {
    return this.functions.length;
  }

  protected nextClass(): number {
    return this.classes.length;
  }

  protected walk(statements: readonly ts.Statement[]): void {
    this.current = 0;
    for (const statement of statements) exportsOf(statement, this.builder, this.partOf(statement));
    // The top level first: what other files see keeps its number while the insides of functions change.
    for (const statement of statements) {
      this.part = this.partOf(statement);
      this.visit(statement);
    }
    for (const index of this.queue) {
      this.current = index;
      const node = this.functionNodes[index]!;
      this.part = this.partOf(node);
      this.describe(node as ts.FunctionLikeDeclaration, index);
    }
    this.queue.length = 0;
  }

  protected summary(parts: readonly Part[]): FileSummary {
    const { source } = this;
    const all = <Item>(of: (part: Part) => readonly Item[]): readonly Item[] => {
      if (parts.length === 1) return of(parts[0]!);
      const found: Item[] = [];
      for (const part of parts) for (const item of of(part)) found.push(item);
      return found;
    };
    const facts = {
      values: new WrittenList(this.builder.values),
      functions: new WrittenList(this.functions),
      classes: this.classes,
      calls: all(({ calls }) => calls),
      fields: all(({ fields }) => fields),
      inherits: all(({ inherits }) => inherits),
      exports: all(({ named }) => named),
      wholeExports: all(({ whole }) => whole),
      stars: all(({ stars }) => stars),
    };
    return {
      ...facts,
      lineStarts: lineStartsOf(source.text),
      isScript: source.text.startsWith('#!'),
      ignores: ignoresOf(source.text),
      unboundedParses: all(({ unboundedParses }) => unboundedParses),
      shapes: this.shapes(),
    };
  }

  private shapes(): FileSummary['shapes'] {
    const found: { readonly function: number; readonly shape: HandlerShape }[] = [];
    for (let index = 1; index < this.functions.length; index++) {
      const shape = this.shapeOf(index);
      if (shape !== null) found.push({ function: index, shape });
    }
    return found;
  }

  protected shapeOf(index: number): HandlerShape | null {
    return shapeOf(this.functions[index]!, this.parameterNames[index]);
  }

  protected addFunction(node: ts.Node, name: string, parent: number): number {
    const index = this.nextFunction();
    this.functionIndex.set(node, index);
    this.functionNodes[index] = node;
    this.parameterNames[index] = [];
    this.functions[index] = {
      name,
      span: { start: node.getStart(this.source), end: node.end },
      parent,
      isAsync: false,
      returns: [],
      owner: unknown,
      parameters: [],
      types: [],
    };
    if (parent === -1) return index;
    this.partOf(node).functions.push(index);
    this.queue.push(index);
    return index;
  }

  private functionOf(node: ts.SignatureDeclaration): number {
    const known = this.functionIndex.get(node);
    if (known !== undefined) return known;
    const around = functionAround(node);
    const parent = around ? this.functionOf(around) : 0;
    return this.addFunction(node, nameOf(node), parent);
  }

  private classOf(node: ts.ClassLikeDeclaration): number {
    const known = this.classIndex.get(node);
    if (known !== undefined) return known;
    const index = this.nextClass();
    this.classIndex.set(node, index);
    this.partOf(node).classes.push(index);
    const facts: Mutable<ClassFacts> = {
      name: node.name?.text ?? nameOf(node),
      extends: unknown,
      constructor: -1,
      members: [],
      statics: [],
      decorators: [],
    };
    this.classes[index] = facts;
    facts.extends = this.builder.baseOf(node);
    this.decoratorsOf(node, -1, facts.decorators);
    for (const member of node.members) this.classMember(member, facts, this.builder.classValue(node));
    this.compiledDecorators(node, facts);
    return index;
  }

  private classMember(member: ts.ClassElement, facts: Mutable<ClassFacts>, self: Ref): void {
    const { builder } = this;
    if (ts.isConstructorDeclaration(member)) {
      if (!member.body) return;
      facts.constructor = this.functionOf(member);
      this.functions[facts.constructor]!.owner = builder.instance(self);
      for (const parameter of member.parameters) this.parameterProperty(parameter, facts);
      return;
    }
    const name = member.name && propertyName(member.name);
    if (name == null) return;
    const isStatic = ts.canHaveModifiers(member) && has(member, SyntaxKind.StaticKeyword);
    const list = isStatic ? facts.statics : facts.members;
    if (ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member)) {
      if (!member.body) return;
      const index = this.functionOf(member);
      this.functions[index]!.owner = isStatic ? self : builder.instance(self);
      const value = builder.functionValue(member);
      list.push({ name, value: ts.isMethodDeclaration(member) ? value : builder.result(value) });
      this.decoratorsOf(member, index, facts.decorators);
    } else if (ts.isPropertyDeclaration(member)) {
      const value = member.initializer ? builder.valueOf(member.initializer) : unknown;
      const known = builder.any([value, builder.typeOf(member.type)]);
      if (known !== unknown) list.push({ name, value: known });
    }
  }

  /** `constructor(private readonly service: Service)`. */
  private parameterProperty(parameter: ts.ParameterDeclaration, facts: Mutable<ClassFacts>): void {
    if (!ts.isParameterPropertyDeclaration(parameter, parameter.parent) || !ts.isIdentifier(parameter.name))
      return;
    const declaration = this.builder.scopes.declarationOf(parameter.name, parameter.parent);
    const value = declaration ? this.builder.ofDeclaration(declaration) : unknown;
    if (value !== unknown) facts.members.push({ name: parameter.name.text, value });
  }

  private decoratorsOf(node: ts.Node, method: number, into: DecoratorFacts[]): void {
    if (!ts.canHaveDecorators(node)) return;
    for (const { expression } of ts.getDecorators(node) ?? []) {
      const value = this.builder.valueOf(expression);
      if (value !== unknown) into.push({ method, value });
    }
  }

  private compiledDecorators(node: ts.ClassLikeDeclaration, facts: Mutable<ClassFacts>): void {
    const { builder } = this;
    const compiled = builder.compiled.of(node);
    if (!compiled) return;
    const add = (method: number, expressions: readonly ts.Expression[]): void => {
      for (const value of expressions.map((one) => builder.valueOf(one)))
        if (value !== unknown) facts.decorators.push({ method, value });
    };
    add(-1, compiled.ofClass);
    for (const { name, value } of facts.members) {
      const method = builder.values[value];
      if (method?.kind === 'function') add(method.index, compiled.ofMember.get(name) ?? []);
    }
    for (const [name, type] of compiled.propertyTypes) {
      const value = builder.instance(builder.valueOf(type));
      if (!facts.members.some((member) => member.name === name) && value !== unknown)
        facts.members.push({ name, value });
    }
  }

  private describe(node: ts.FunctionLikeDeclaration, index: number): void {
    const draft = this.functions[index]!;
    draft.isAsync = has(node, SyntaxKind.AsyncKeyword);
    const parameters = node.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
    const names = this.parameterNames[index]!;
    for (const [at, parameter] of parameters.slice(0, mostParameters).entries()) {
      const { name } = parameter;
      names.push(ts.isIdentifier(name) ? name.text : '');
      draft.parameters.push([]);
      draft.types.push(this.builder.typeOfParameter(parameter, at));
    }
    const said = saidByNames(names);
    if (said !== null) draft.parameters[0]!.push(said);
    const declared = this.builder.typeOf(declaredType(node));
    if (declared !== unknown) draft.declared = declared;
    for (const parameter of parameters) this.visit(parameter);
    const { body } = node;
    if (!body) return;
    if (ts.isBlock(body)) body.forEachChild(this.visit);
    else {
      this.visit(body);
      draft.returns.push(this.builder.valueOf(body));
    }
  }

  private readonly visit = (node: ts.Node): void => {
    if (node.kind >= SyntaxKind.FirstTypeNode && node.kind <= SyntaxKind.LastTypeNode) return;
    switch (node.kind) {
      case SyntaxKind.InterfaceDeclaration:
      case SyntaxKind.TypeAliasDeclaration:
      case SyntaxKind.ImportDeclaration:
        return;
      case SyntaxKind.FunctionDeclaration:
      case SyntaxKind.FunctionExpression:
      case SyntaxKind.ArrowFunction:
      case SyntaxKind.MethodDeclaration:
      case SyntaxKind.Constructor:
      case SyntaxKind.GetAccessor:
      case SyntaxKind.SetAccessor:
        // It is walked on its own, later.
        this.functionOf(node as ts.FunctionLikeDeclaration);
        return;
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression:
        this.classOf(node as ts.ClassLikeDeclaration);
        break;
      case SyntaxKind.CallExpression: {
        const body = asyncBodyOf(node);
        if (body) {
          this.functions[this.current]!.isAsync ||= this.current > 0;
          body.body.forEachChild(this.visit);
          return;
        }
        this.call(node as ts.CallExpression);
        break;
      }
      case SyntaxKind.NewExpression:
        this.call(node as ts.NewExpression);
        break;
      case SyntaxKind.BinaryExpression:
        this.assignment(node as ts.BinaryExpression);
        break;
      case SyntaxKind.ReturnStatement:
        this.returned(node as ts.ReturnStatement);
        break;
      case SyntaxKind.PropertyAccessExpression:
        this.use(node as ts.PropertyAccessExpression);
        break;
      case SyntaxKind.ObjectLiteralExpression:
        this.owned(node as ts.ObjectLiteralExpression);
        break;
      default:
        break;
    }
    ts.forEachChild(node, this.visit);
  };

  private returned({ expression }: ts.ReturnStatement): void {
    const { returns } = this.functions[this.current]!;
    if (!expression || this.current === 0 || returns.length >= mostReturns) return;
    const given = returnedOf(expression);
    const value = given ? this.builder.valueOf(given) : unknown;
    if (value !== unknown) returns.push(value);
  }

  /** Notes which properties of a parameter are used, which tells what it is when nothing else does. */
  private use(node: ts.PropertyAccessExpression): void {
    if (!ts.isIdentifier(node.expression)) return;
    const { parent, name } = node;
    const isWritten =
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === SyntaxKind.EqualsToken;
    const isCalled = ts.isCallExpression(parent) && parent.expression === node;
    this.note(node.expression.text, `${name.text}${isWritten ? '=' : isCalled ? '()' : ''}`);
  }

  private note(name: string, what: string): void {
    for (let index = this.current; index > 0; index = this.functions[index]!.parent) {
      const at = this.parameterNames[index]!.indexOf(name);
      if (at === -1) continue;
      const uses = this.functions[index]!.parameters[at]!;
      if (uses.length < mostUses && !uses.includes(what)) uses.push(what);
      return;
    }
  }

  /** Functions written out in an object have it as their `this`. */
  private owned(node: ts.ObjectLiteralExpression): void {
    let self = unknown;
    for (const property of node.properties) {
      const fn = this.methodIn(property);
      if (fn === null) continue;
      if (self === unknown) self = this.builder.valueOf(node);
      const draft = this.functions[fn]!;
      if (draft.owner === unknown) draft.owner = self;
    }
  }

  /** `name() … `, `name: function …`, and `name` or `name: fn` where that is a function of the file. */
  private methodIn(property: ts.ObjectLiteralElementLike): number | null {
    if (ts.isMethodDeclaration(property)) return this.functionOf(property);
    if (ts.isShorthandPropertyAssignment(property)) return this.named(property.name);
    return ts.isPropertyAssignment(property) ? this.method(unwrapped(property.initializer)) : null;
  }

  private method(node: ts.Expression): number | null {
    if (ts.isFunctionExpression(node)) return this.functionOf(node);
    return ts.isIdentifier(node) ? this.named(node) : null;
  }

  /** A function that a name stands for. */
  private named(name: ts.Identifier): number | null {
    const declaration = this.builder.scopes.find(name)?.node;
    return declaration && ts.isFunctionDeclaration(declaration) ? this.functionOf(declaration) : null;
  }

  private call(node: ts.CallExpression | ts.NewExpression): void {
    const args = node.arguments ?? [];
    if (ts.isIdentifier(node.expression)) this.note(node.expression.text, '()');
    this.special(node, args);
    this.parse(node);
    if (this.part.calls.length >= mostCalls) return;
    const callbacks = flat(args, (arg) => this.functionsIn(arg, 0));
    const callee = this.builder.valueOf(node.expression);
    const name = nameOfCallee(node.expression);
    if (!mayMatter(this.builder, callee, name, args, callbacks)) return;
    const value = this.builder.valueOf(node);
    const isCall = this.builder.values[value]?.kind === 'call';
    if (!isCall && callbacks.length === 0) return;
    this.part.calls.push({
      function: this.current,
      value: isCall ? value : this.builder.unknownCall(args),
      span: this.spanOf(node),
      callbacks,
      context: contextOf(node, name),
    });
  }

  private parse(node: ts.CallExpression | ts.NewExpression): void {
    const { scopes } = this.builder;
    const gatherers = gatherersOf(node, scopes);
    if (gatherers.length === 0) return;
    this.part.looksAround ||= gatherers.some(({ scope }) => scope === this.source);
    if (gatherers.some((one) => gathers(one, scopes)))
      this.part.unboundedParses.push({ function: this.current, span: this.spanOf(node) });
  }

  /** The callee, when it is on one line; else its last name. */
  private spanOf({ expression }: ts.CallExpression | ts.NewExpression): { start: number; end: number } {
    const start = expression.getStart(this.source);
    const isOneLine = !this.source.text.slice(start, expression.end).includes('\n');
    if (isOneLine || !ts.isPropertyAccessExpression(expression)) return { start, end: expression.end };
    return { start: expression.name.getStart(this.source), end: expression.end };
  }

  private functionsIn(expression: ts.Expression, depth: number): readonly number[] {
    const node = unwrapped(expression);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return [this.functionOf(node)];
    if (depth === 2) return none;
    if (ts.isArrayLiteralExpression(node))
      return flat(node.elements, (element) => this.functionsIn(element, depth + 1));
    if (!ts.isObjectLiteralExpression(node)) return none;
    return flat(node.properties, (property) => {
      if (ts.isPropertyAssignment(property)) return this.functionsIn(property.initializer, depth + 1);
      return ts.isMethodDeclaration(property) ? [this.functionOf(property)] : none;
    });
  }

  private assignment(node: ts.BinaryExpression): void {
    const { left, right, operatorToken } = node;
    if (operatorToken.kind < SyntaxKind.FirstAssignment || operatorToken.kind > SyntaxKind.LastAssignment)
      return;
    const { builder } = this;
    if (ts.isIdentifier(left)) {
      // module.exports = exports = …
      if (left.text === 'exports' && !builder.scopes.find(left)) this.whole(right);
      return;
    }
    if (!ts.isPropertyAccessExpression(left) && !ts.isElementAccessExpression(left)) return;
    const name = ts.isPropertyAccessExpression(left)
      ? left.name.text
      : ts.isStringLiteralLike(left.argumentExpression)
        ? left.argumentExpression.text
        : anyElement;
    const target = builder.valueOf(left);
    if (builder.values[target]?.kind === 'exports') return this.whole(right);
    const of = builder.valueOf(left.expression);
    const callbacks = this.functionsIn(right, 1);
    const value = builder.valueOf(right);
    if (value === unknown) return;
    if (name === '__proto__' && of !== unknown) this.part.inherits.push({ of, from: value });
    if (this.isExports(of)) this.part.named.push({ name, value });
    this.own(right, name === 'prototype' ? target : of, name === 'prototype');
    const copied = name === anyElement ? copiedFrom(node) : null;
    if (copied) {
      const source = builder.valueOf(copied);
      if (source !== unknown)
        this.part.fields.push({ of, name: '*', value: source, function: this.current, callbacks });
    }
    this.part.fields.push({ of, name, value, function: this.current, callbacks });
  }

  /** `exports`, and `this` in what is called on it. */
  private isExports(of: Ref): boolean {
    const { builder, functions } = this;
    const value = builder.values[of];
    const held = value?.kind === 'this' ? builder.values[functions[value.function]!.owner] : value;
    return held?.kind === 'exports';
  }

  private whole(right: ts.Expression): void {
    const value = this.builder.valueOf(right);
    if (value !== unknown) this.part.whole.push(value);
  }

  /** `Thing.prototype.name = function …` and `Thing.prototype = { name() … }`: whose `this` it is. */
  private own(right: ts.Expression, of: Ref, isPrototype: boolean): void {
    const node = unwrapped(right);
    const fn = this.method(node);
    if (fn !== null) {
      const draft = this.functions[fn]!;
      if (draft.owner === unknown || ts.isFunctionExpression(node)) draft.owner = of;
      return;
    }
    if (!isPrototype || !ts.isObjectLiteralExpression(node)) return;
    for (const property of node.properties) {
      const method = this.methodIn(property);
      if (method !== null) this.functions[method]!.owner = of;
    }
  }

  /** `[{ key: 'save', value: function save() { … } }]`, as Babel writes the methods of a class. */
  private compiledMethods(of: Ref, list: ts.Expression): void {
    if (of === unknown || !ts.isArrayLiteralExpression(list)) return;
    for (const element of list.elements) {
      if (!ts.isObjectLiteralExpression(element)) continue;
      const part = (named: string): ts.Expression | null => {
        for (const one of element.properties)
          if (ts.isPropertyAssignment(one) && propertyName(one.name) === named)
            return unwrapped(one.initializer);
        return null;
      };
      const [key, method, getter] = [part('key'), part('value'), part('get')];
      const fn = method ?? getter;
      if (!key || !ts.isStringLiteralLike(key) || !fn || !ts.isFunctionExpression(fn)) continue;
      this.functions[this.functionOf(fn)]!.owner = of;
      const written = this.builder.functionValue(fn);
      const value = method ? written : this.builder.result(written);
      this.part.fields.push({ of, name: key.text, value, function: this.current, callbacks: [] });
    }
  }

  /** Calls that say what things are: Object.assign(…), inherits(…), and what compilers write for exports. */
  private special(
    { expression }: ts.CallExpression | ts.NewExpression,
    args: readonly ts.Expression[],
  ): void {
    const [first, second, third] = args;
    const { builder } = this;
    if (first && ts.isPropertyAccessExpression(expression) && expression.name.text === 'push') {
      const of = builder.valueOf(expression.expression);
      const value = builder.valueOf(first);
      if (of !== unknown && value !== unknown)
        this.part.fields.push({ of, name: anyElement, value, function: this.current, callbacks: [] });
    }
    if (!first || !second) return;
    if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'set') {
      const value = builder.valueOf(second);
      const of = builder.valueOf(expression.expression);
      if (of !== unknown && value !== unknown && builder.values[value]?.kind !== 'text')
        this.part.fields.push({ of, name: anyElement, value, function: this.current, callbacks: [] });
      return;
    }
    const add = (of: Ref, name: string, value: Ref): void => {
      if (value === unknown || of === unknown) return;
      if (builder.values[of]?.kind === 'exports' && name !== '*') this.part.named.push({ name, value });
      else this.part.fields.push({ of, name, value, function: this.current, callbacks: [] });
    };
    switch (helperName(expression)) {
      case 'createClass':
        this.compiledMethods(builder.instance(builder.valueOf(first)), second);
        if (third) this.compiledMethods(builder.valueOf(first), third);
        return;
      case 'assign':
      case 'extend':
      case 'mixin': {
        const of = builder.valueOf(first);
        for (const source of args.slice(1)) add(of, '*', builder.valueOf(source));
        return;
      }
      case 'inherits':
      case 'setPrototypeOf':
      case 'inheritsLoose':
      case '__extends': {
        const [of, from] = [builder.valueOf(first), builder.valueOf(second)];
        if (of !== unknown && from !== unknown) this.part.inherits.push({ of, from });
        return;
      }
      case 'defineProperty': {
        if (!third || !ts.isStringLiteralLike(second) || !ts.isObjectLiteralExpression(third)) return;
        for (const property of third.properties) {
          const name = property.name && propertyName(property.name);
          const isGetter = name === 'get';
          if (!isGetter && name !== 'value') continue;
          const node = ts.isPropertyAssignment(property) ? property.initializer : property;
          const value = ts.isMethodDeclaration(node)
            ? builder.functionValue(node)
            : builder.valueOf(node as ts.Expression);
          add(builder.valueOf(first), second.text, isGetter ? builder.result(value) : value);
        }
        return;
      }
      case '__export': {
        if (!ts.isObjectLiteralExpression(second)) return;
        for (const property of second.properties) {
          const name = property.name && propertyName(property.name);
          if (name != null && ts.isPropertyAssignment(property))
            add(builder.valueOf(first), name, builder.result(builder.valueOf(property.initializer)));
        }
        return;
      }
      case '__exportStar': {
        const module = builder.values[builder.valueOf(first)];
        if (module?.kind === 'module') this.part.stars.push(module.specifier);
      }
    }
  }
}

/** What Babel puts around classes: `_createClass(…)`, and `(0, _createClass2.default)(…)` where it is in a file of its own. */
const ofClasses = /^_+(createClass|inherits|inheritsLoose)\d*$/;

/** The name of what is called, without what Babel adds to that of its helpers. */
function helperName(expression: ts.Expression): string {
  let callee = unwrapped(expression);
  if (ts.isBinaryExpression(callee)) callee = callee.right;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'default') callee = callee.expression;
  else if (ts.isElementAccessExpression(callee)) callee = callee.expression;
  const helper = ts.isIdentifier(callee) ? ofClasses.exec(callee.text)?.[1] : undefined;
  return helper ?? nameOfCallee(expression);
}

function functionAround(node: ts.Node): ts.SignatureDeclaration | null {
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent)
    if (ts.isFunctionLike(at) && 'body' in at && !isAsyncBody(at)) return at;
  return null;
}

/** `from` of `to[name] = from[name]`. */
function copiedFrom({ left, right }: ts.BinaryExpression): ts.Expression | null {
  if (!ts.isElementAccessExpression(left) || !ts.isElementAccessExpression(right)) return null;
  const [to, from] = [left.argumentExpression, right.argumentExpression];
  return ts.isIdentifier(to) && ts.isIdentifier(from) && to.text === from.text ? right.expression : null;
}

/** `RequestHandler` of `const show: RequestHandler = (req, res) => …` and `… satisfies RequestHandler`. */
function declaredType({ parent }: ts.Node): ts.TypeNode | undefined {
  const hasType = ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent);
  return hasType || ts.isSatisfiesExpression(parent) || ts.isAsExpression(parent) ? parent.type : undefined;
}

function has(node: ts.Node, keyword: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some(({ kind }) => kind === keyword) ?? false);
}

/** The name that a person would call it by; '' for a callback. */
function nameOf(node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return `new ${node.parent.name?.text ?? ''}`.trim();
  const { name } = node as ts.NamedDeclaration;
  const own = name && propertyName(name as ts.PropertyName);
  if (own != null) {
    const around = node.parent;
    return ts.isClassLike(around) && around.name && node !== around ? `${around.name.text}.${own}` : own;
  }
  let { parent } = node;
  while (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent)) parent = parent.parent;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return propertyName(parent.name) ?? '';
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.EqualsToken) {
    if (ts.isIdentifier(parent.left)) return parent.left.text;
    if (ts.isPropertyAccessExpression(parent.left)) return parent.left.name.text;
  }
  return '';
}
