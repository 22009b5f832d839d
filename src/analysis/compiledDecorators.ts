import ts from 'typescript';
import { unwrapped } from './unwrapped';

/** What the decorators of a class became when it was compiled: calls that stand behind it. */
export interface CompiledDecorators {
  readonly ofClass: readonly ts.Expression[];
  /** By the member's name. */
  readonly ofMember: ReadonlyMap<string, readonly ts.Expression[]>;
  /** The classes that the constructor's parameters are of; null where that was not kept. */
  readonly parameterTypes: readonly (ts.Expression | null)[];
  readonly propertyTypes: ReadonlyMap<string, ts.Expression>;
}

/** `__decorate` (TypeScript, tslib), `_ts_decorate` (SWC), `__decorateClass` (esbuild); bundlers number them. */
const decorates = /^__?(?:ts_)?decorate(?:Class)?(?:\$\d+)?$/;
const describes = /^__?(?:ts_)?metadata(?:\$\d+)?$/;
const ofParameter = /^__?(?:ts_)?(?:p|decorateP)aram(?:\$\d+)?$/;

/** Names of helpers of compilers; a file that has none of them is not looked through. */
const anyHelper = /\b__?(?:ts_)?decorate(?:Class)?(?:\$\d+)?\b/;

interface Draft {
  ofClass: ts.Expression[];
  ofMember: Map<string, ts.Expression[]>;
  parameterTypes: (ts.Expression | null)[];
  propertyTypes: Map<string, ts.Expression>;
}

/** Finds what stands for a class's decorators: `__decorate([Get('/')], Users.prototype, 'list', null)`. */
export class CompiledDecoratorFinder {
  /** Whether the file has any helper of a compiler. */
  readonly mayHave: boolean;
  /** By the statements that are beside the classes. */
  private readonly found = new Map<ts.Node, ReadonlyMap<string, Draft>>();

  constructor(source: ts.SourceFile) {
    this.mayHave = anyHelper.test(source.text);
  }

  of(node: ts.ClassLikeDeclaration): CompiledDecorators | null {
    if (!this.mayHave) return null;
    const name = nameOfClass(node);
    const around = blockAround(node);
    if (name === null || !around) return null;
    let beside = this.found.get(around);
    if (!beside) this.found.set(around, (beside = decoratorsIn(around.statements)));
    return beside.get(name) ?? null;
  }
}

type Block = ts.SourceFile | ts.Block | ts.ModuleBlock;

function blockAround(node: ts.Node): Block | null {
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent)
    if (ts.isBlock(at) || ts.isSourceFile(at) || ts.isModuleBlock(at)) return at;
  return null;
}

/** The name that it is called by beside it: `Users` in `let Users = Users_1 = class Users_1 { … }`. */
function nameOfClass(node: ts.ClassLikeDeclaration): string | null {
  let { parent } = node;
  while (ts.isBinaryExpression(parent) || ts.isParenthesizedExpression(parent)) parent = parent.parent;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  return node.name?.text ?? null;
}

function decoratorsIn(statements: readonly ts.Statement[]): ReadonlyMap<string, Draft> {
  const found = new Map<string, Draft>();
  for (const statement of statements)
    for (const call of callsOf(statement)) {
      const [list, target, member] = call.arguments;
      if (!list || !target || !ts.isArrayLiteralExpression(list)) continue;
      const of = unwrapped(target);
      const isPrototype = ts.isPropertyAccessExpression(of) && of.name.text === 'prototype';
      const name = isPrototype ? unwrapped(of.expression) : of;
      if (!ts.isIdentifier(name)) continue;
      let draft = found.get(name.text);
      if (!draft) {
        draft = { ofClass: [], ofMember: new Map(), parameterTypes: [], propertyTypes: new Map() };
        found.set(name.text, draft);
      }
      if (!member) classDecorators(list.elements, draft);
      else if (ts.isStringLiteralLike(member)) memberDecorators(member.text, list.elements, draft);
    }
  return found;
}

/** `__decorate(…);`, `exports.Users = Users = __decorate(…);`, `let Users = __decorate(…);` */
function callsOf(statement: ts.Statement): ts.CallExpression[] {
  const starts = ts.isExpressionStatement(statement)
    ? [statement.expression]
    : ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap(({ initializer }) => initializer ?? [])
      : [];
  return starts.flatMap((start) => {
    let node = unwrapped(start);
    while (ts.isBinaryExpression(node)) node = unwrapped(node.right);
    return ts.isCallExpression(node) && decorates.test(helperName(node)) ? [node] : [];
  });
}

function classDecorators(elements: readonly ts.Expression[], draft: Draft): void {
  for (const element of elements) {
    const call = ts.isCallExpression(element) ? element : null;
    const helper = call ? helperName(call) : '';
    if (call && describes.test(helper)) {
      if (keyOf(call) !== 'design:paramtypes') continue;
      const types = call.arguments[1];
      if (!types || !ts.isArrayLiteralExpression(types)) continue;
      types.elements.forEach((type, at) => (draft.parameterTypes[at] ??= typeIn(type)));
    } else if (call && ofParameter.test(helper)) injected(call, draft);
    else draft.ofClass.push(element);
  }
}

/** `__param(0, Inject(Users))` tells more than a type does, which may be an interface. */
function injected({ arguments: [at, decorator] }: ts.CallExpression, draft: Draft): void {
  if (!at || !ts.isNumericLiteral(at) || !decorator || !ts.isCallExpression(decorator)) return;
  const [token] = decorator.arguments;
  const isClass = token && (ts.isIdentifier(token) || ts.isPropertyAccessExpression(token));
  if (isClass && helperName(decorator) === 'Inject') draft.parameterTypes[Number(at.text)] = token;
}

function memberDecorators(name: string, elements: readonly ts.Expression[], draft: Draft): void {
  for (const element of elements) {
    const helper = ts.isCallExpression(element) ? helperName(element) : '';
    if (ts.isCallExpression(element) && describes.test(helper)) {
      const type = keyOf(element) === 'design:type' ? element.arguments[1] : undefined;
      if (type) draft.propertyTypes.set(name, typeIn(type));
    } else if (!ofParameter.test(helper))
      draft.ofMember.set(name, [...(draft.ofMember.get(name) ?? []), element]);
  }
}

function keyOf({ arguments: [key] }: ts.CallExpression): string {
  return key && ts.isStringLiteralLike(key) ? key.text : '';
}

/**
 * What a type was written as: where it may be missing when the program runs, as `typeof Users === 'undefined' ? Object : Users` (SWC)
 * or `typeof (_a = typeof Users !== 'undefined' && Users) === 'function' ? _a : Object` (TypeScript).
 */
function typeIn(type: ts.Expression): ts.Expression {
  const node = unwrapped(type);
  if (!ts.isConditionalExpression(node)) return node;
  let fromCondition: ts.Expression | null = null;
  const visit = (inside: ts.Node): void => {
    if (ts.isBinaryExpression(inside) && inside.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
      fromCondition = inside.right;
    inside.forEachChild(visit);
  };
  visit(node.condition);
  return fromCondition ?? unwrapped(node.whenFalse);
}

/** `__decorate` of `(0, tslib_1.__decorate)(…)`. */
function helperName({ expression }: ts.CallExpression): string {
  let callee = unwrapped(expression);
  if (ts.isBinaryExpression(callee)) callee = unwrapped(callee.right);
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}
