import ts from 'typescript';
import type { Bindings } from '../bindings';
import { nameOfCallee, unwrapped } from '../unwrapped';
import type { Declaration } from '../scopes';
import { checkedLength, cutLength, least, schemaLength } from './lengthLimits';
import type { Subject, SubjectSource } from './regexUse';
import { parameterRole } from './requestParameters';
import {
  elementMethods,
  measuringMethods,
  passingFunctions,
  requestMembers,
  requestMethods,
} from './requestNames';

export type Flow = Pick<Subject, 'from' | 'maxLength'>;

const deepest = 16;
/** Calls of one function that are looked at. */
const maxCallers = 20;

const sources: readonly SubjectSource[] = ['constant', 'unknown', 'parameter', 'request'];
const unknown: Flow = { from: 'unknown', maxLength: null };
const constant: Flow = { from: 'constant', maxLength: null };

/** Tells of values in one file whether a request's sender decides them, and how long they may be. */
export class SubjectFlow {
  private readonly known = new Map<ts.Node, Flow>();
  private calls: ReadonlyMap<ts.Node, readonly ts.CallExpression[]> | null = null;

  constructor(
    private readonly source: ts.SourceFile,
    private readonly bindings: Bindings,
  ) {}

  of(expression: ts.Expression, depth = 0): Flow {
    const known = this.known.get(expression);
    if (known || depth > deepest) return known ?? unknown;
    // Declarations may refer to each other in a circle.
    this.known.set(expression, unknown);
    const found = this.find(unwrapped(expression), depth + 1);
    const flow =
      found.from === 'constant' ? found : limited(found, checkedLength(expression, this.bindings.scopes));
    this.known.set(expression, flow);
    return flow;
  }

  private find(node: ts.Expression, depth: number): Flow {
    if (ts.isLiteralExpression(node) || ts.isFunctionLike(node)) return constant;
    if (ts.isTemplateExpression(node))
      return strongest(node.templateSpans.map(({ expression }) => unlimited(this.of(expression, depth))));
    if (ts.isIdentifier(node)) return this.ofName(node, depth);
    if (ts.isAwaitExpression(node) || ts.isSpreadElement(node)) return this.of(node.expression, depth);
    if (ts.isPropertyAccessExpression(node)) return this.ofMember(node.expression, node.name.text, depth);
    if (ts.isElementAccessExpression(node)) {
      const { argumentExpression: key } = node;
      return this.ofMember(node.expression, ts.isStringLiteralLike(key) ? key.text : '', depth);
    }
    if (ts.isCallExpression(node)) return this.ofCall(node, depth);
    if (ts.isNewExpression(node)) return this.ofPassed(node, depth);
    if (ts.isConditionalExpression(node))
      return strongest([this.of(node.whenTrue, depth), this.of(node.whenFalse, depth)]);
    if (ts.isBinaryExpression(node)) return this.ofBinary(node, depth);
    if (ts.isArrayLiteralExpression(node))
      return strongest(node.elements.map((element) => this.of(element, depth)));
    return unknown;
  }

  private ofBinary({ left, right, operatorToken }: ts.BinaryExpression, depth: number): Flow {
    switch (operatorToken.kind) {
      case ts.SyntaxKind.PlusToken:
        return unlimited(strongest([this.of(left, depth), this.of(right, depth)]));
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        return strongest([this.of(left, depth), this.of(right, depth)]);
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.CommaToken:
      case ts.SyntaxKind.EqualsToken:
        return this.of(right, depth);
      default:
        return constant;
    }
  }

  private ofMember(owner: ts.Expression, name: string, depth: number): Flow {
    if (name === 'length') return constant;
    if (requestMembers.has(name) && this.isRequest(owner)) return { from: 'request', maxLength: null };
    const flow = this.of(owner, depth);
    // A limit on what it is a part of says nothing of its own length.
    return flow.from === 'constant' ? unknown : limited(unlimited(flow), this.schemaLimit(owner, name));
  }

  private ofCall(node: ts.CallExpression, depth: number): Flow {
    const callee = unwrapped(node.expression);
    if (ts.isIdentifier(callee)) {
      const declared = this.bindings.scopes.find(callee)?.node;
      const body = declared && functionOf(declared);
      if (body) return unlimited(this.ofReturns(body, depth));
    }
    if (ts.isPropertyAccessExpression(callee)) {
      const { name } = callee;
      if (requestMethods.has(name.text) && this.isRequest(callee.expression))
        return { from: 'request', maxLength: null };
      if (measuringMethods.has(name.text)) return constant;
      const owner = this.of(callee.expression, depth);
      if (owner.from === 'request' || owner.from === 'parameter')
        return limited(owner, cutLength(node, this.bindings.scopes));
    }
    return this.ofPassed(node, depth);
  }

  /** What functions such as `JSON.parse` make of their arguments. */
  private ofPassed(node: ts.CallExpression | ts.NewExpression, depth: number): Flow {
    const name = nameOfCallee(node.expression);
    if (!passingFunctions.has(name)) return unknown;
    const flow = strongest((node.arguments ?? []).map((argument) => this.of(argument, depth)));
    return flow.from === 'constant' ? unknown : flow;
  }

  private ofReturns(body: ts.FunctionLikeDeclaration, depth: number): Flow {
    const returned: Flow[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node)) return;
      if (ts.isReturnStatement(node) && node.expression) returned.push(this.of(node.expression, depth));
      ts.forEachChild(node, visit);
    };
    if (body.body && !ts.isBlock(body.body)) returned.push(this.of(body.body, depth));
    else if (body.body) ts.forEachChild(body.body, visit);
    // A parameter of that function is none of ours.
    return strongest(returned.map((flow) => (flow.from === 'parameter' ? unknown : flow)));
  }

  private ofName(name: ts.Identifier, depth: number): Flow {
    const declaration = this.bindings.scopes.find(name);
    if (!declaration) return name.text === 'undefined' ? constant : unknown;
    const { node } = declaration;
    if (ts.isParameter(node)) return this.ofParameter(node, declaration, depth);
    if (ts.isBindingElement(node)) return this.ofPattern(node, depth);
    if (!ts.isVariableDeclaration(node)) return unknown;
    if (ts.isVariableDeclarationList(node.parent) && isForIn(node.parent.parent))
      return unlimited(this.of(node.parent.parent.expression, depth));
    const values = [
      ...(node.initializer ? [node.initializer] : []),
      ...this.bindings.scopes.assignmentsTo(declaration),
    ];
    if (values.length === 0) return unknown;
    return strongest(values.map((value) => this.of(value, depth)));
  }

  private ofParameter(node: ts.ParameterDeclaration, { name }: Declaration, depth: number): Flow {
    const role = parameterRole(node, this.bindings);
    if (role === 'value') return { from: 'request', maxLength: null };
    const owner = node.parent;
    // 1. Elements of an array: values.some((value) => …)
    const call = ts.isCallExpression(owner.parent) ? owner.parent : null;
    if (
      call &&
      ts.isPropertyAccessExpression(call.expression) &&
      elementMethods.has(call.expression.name.text)
    ) {
      const flow = unlimited(this.of(call.expression.expression, depth));
      if (node === owner.parameters[0] && flow.from !== 'constant') return flow;
    }
    // 2. What the file's own calls hand over.
    const at = owner.parameters.indexOf(node);
    const handed = this.callsOf(owner)
      .slice(0, maxCallers)
      .flatMap(({ arguments: given }) => (given[at] ? [this.of(given[at], depth)] : []));
    const flow = strongest(handed);
    return flow.from === 'request' && ts.isIdentifier(node.name) && name === node.name
      ? flow
      : { from: 'parameter', maxLength: null };
  }

  /** `const { query: { name } } = req`, and the same in a parameter. */
  private ofPattern(element: ts.BindingElement, depth: number): Flow {
    const key = (element.propertyName ?? element.name).getText();
    const holder = element.parent.parent;
    if (ts.isBindingElement(holder)) return unlimited(this.ofPattern(holder, depth));
    if (ts.isParameter(holder)) {
      const role = parameterRole(holder, this.bindings);
      const decided = role === 'value' || (role === 'request' && requestMembers.has(key));
      return { from: decided ? 'request' : 'parameter', maxLength: null };
    }
    return holder.initializer ? this.ofMember(holder.initializer, key, depth) : unknown;
  }

  /** Whether it is a request, or the context around one. */
  private isRequest(expression: ts.Expression): boolean {
    const node = unwrapped(expression);
    if (ts.isPropertyAccessExpression(node) && /^(?:req|request)$/.test(node.name.text))
      return node.expression.kind === ts.SyntaxKind.ThisKeyword || this.isRequest(node.expression);
    if (!ts.isIdentifier(node)) return false;
    const declared = this.bindings.scopes.find(node)?.node;
    if (!declared) return false;
    if (ts.isParameter(declared)) return parameterRole(declared, this.bindings) === 'request';
    if (ts.isBindingElement(declared)) return /^(?:req|request)$/.test(declared.name.getText());
    return ts.isVariableDeclaration(declared) &&
      declared.initializer !== undefined &&
      declared.initializer !== node
      ? this.isRequest(declared.initializer)
      : false;
  }

  private schemaLimit(owner: ts.Expression, name: string): number | null {
    let node = unwrapped(owner);
    // `.data` and `.value` are what safeParse and validate give.
    if (ts.isPropertyAccessExpression(node) && /^(?:data|value)$/.test(node.name.text))
      node = unwrapped(node.expression);
    if (ts.isIdentifier(node)) {
      const declared = this.bindings.scopes.find(node)?.node;
      if (declared && ts.isVariableDeclaration(declared) && declared.initializer)
        node = unwrapped(declared.initializer);
    }
    if (ts.isPropertyAccessExpression(node) && /^(?:data|value)$/.test(node.name.text))
      node = unwrapped(node.expression);
    if (ts.isAwaitExpression(node)) node = unwrapped(node.expression);
    return schemaLength(node, name, this.bindings.scopes);
  }

  private callsOf(owner: ts.SignatureDeclaration): readonly ts.CallExpression[] {
    this.calls ??= this.findCalls();
    const declared = ts.isVariableDeclaration(owner.parent) ? owner.parent : owner;
    return this.calls.get(declared) ?? [];
  }

  /** Calls of functions by their names, by what declares them. */
  private findCalls(): ReadonlyMap<ts.Node, readonly ts.CallExpression[]> {
    const found = new Map<ts.Node, ts.CallExpression[]>();
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const declared = this.bindings.scopes.find(node.expression)?.node;
        if (declared) found.set(declared, [...(found.get(declared) ?? []), node]);
      }
      ts.forEachChild(node, visit);
    };
    visit(this.source);
    return found;
  }
}

/** The function that a declaration gives a name to. */
function functionOf(declared: ts.Node): ts.FunctionLikeDeclaration | null {
  if (ts.isFunctionDeclaration(declared)) return declared;
  if (!ts.isVariableDeclaration(declared) || !declared.initializer) return null;
  const value = unwrapped(declared.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : null;
}

function isForIn(node: ts.Node): node is ts.ForInOrOfStatement {
  return ts.isForInStatement(node) || ts.isForOfStatement(node);
}

function strongest(flows: readonly Flow[]): Flow {
  const rank = Math.max(0, ...flows.map(({ from }) => sources.indexOf(from)));
  const from = sources[rank]!;
  const limits = flows.filter((flow) => flow.from === from).map(({ maxLength }) => maxLength);
  const free = limits.length === 0 || limits.some((limit) => limit === null);
  return { from, maxLength: free ? null : Math.max(...limits.map(Number)) };
}

function limited(flow: Flow, limit: number | null): Flow {
  return limit === null ? flow : { ...flow, maxLength: least([flow.maxLength, limit]) };
}

function unlimited({ from }: Flow): Flow {
  return { from, maxLength: null };
}
