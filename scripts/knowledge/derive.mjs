// Reads off Node's own JavaScript how a callable works: which function it is, what that calls, and which of the few ways to
// leave the main thread those reach (a request object of libuv's pool, a handle, a timer, a child process, …).
import ts from 'typescript';

/** Ways to leave the calling function that can be told by a name in Node's sources. */
const constructed = {
  FSReqCallback: 'pool',
  GetAddrInfoReqWrap: 'pool',
  GetNameInfoReqWrap: 'pool',
  QueryReqWrap: 'kernel',
  TCPConnectWrap: 'kernel',
  PipeConnectWrap: 'kernel',
  WriteWrap: 'kernel',
  ShutdownWrap: 'kernel',
  SendWrap: 'kernel',
  ConnectReqWrap: 'kernel',
  Process: 'process',
  WorkerImpl: 'worker',
  Timeout: 'timer',
  Immediate: 'immediate',
  Promise: 'promise',
};
const called = {
  nextTick: 'tick',
  queueMicrotask: 'microtask',
  setImmediate: 'immediate',
  setTimeout: 'timer',
  setInterval: 'timer',
  enqueueMicrotask: 'microtask',
  createPromiseWithResolvers: 'promise',
  PromiseWithResolvers: 'promise',
  spawnSync: 'spawnSync',
  writeSync: 'zlibSync',
};
const named = {
  kUsePromises: 'pool',
  kCryptoJobAsync: 'pool',
  kCryptoJobWebCrypto: 'pool',
  kCryptoJobSync: 'cryptoSync',
};
/** What is called everywhere and says nothing of what the caller does. */
const beside =
  /^(validate\w*|emit\w*Warning\w*|deprecate\w*|debug\w*|hideStackFrames|lazy\w*|inspect|format\w*|check\w*|assert\w*|processTicksAndRejections|triggerUncaughtException|ERR_\w+)$/;
const deepest = 7;

/** The library of one major: its scripts, parsed when they are first needed. */
export class Library {
  /** @param {Record<string, string>} sources by id, such as `internal/fs/promises` */
  constructor(sources) {
    this.sources = sources;
    this.scripts = new Map();
    this.reached = new Map();
  }

  script(id) {
    if (!this.scripts.has(id)) {
      const text = this.sources[id];
      this.scripts.set(id, text === undefined ? null : new Script(id, text));
    }
    return this.scripts.get(id);
  }

  /**
   * @param {{ script: string, line: number, column: number } | null} at where V8 says that the function begins
   * @returns {{ params: string[], marks: Record<string, number>, isAsync: boolean } | null} marks: ways to leave, each with
   *   how many calls away; null for native code and what cannot be found
   */
  describe(at) {
    const script = at && this.script(at.script.replace(/^node:/, ''));
    const node = script?.functionAt(at.line, at.column);
    if (!node) return null;
    const implementation = ts.isClassLike(node) ? node.members.find(ts.isConstructorDeclaration) : node;
    return {
      params: (implementation?.parameters ?? []).map((parameter) => nameOfParameter(parameter)),
      isAsync: Boolean(implementation?.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)),
      marks: implementation ? this.marksOf(script, implementation) : {},
    };
  }

  /** Breadth first, so that each mark comes with the shortest way. */
  marksOf(script, start) {
    const marks = {};
    const seen = new Set([start]);
    let level = [[script, start]];
    for (let depth = 0; depth < deepest && level.length > 0; depth++) {
      const next = [];
      for (const [where, node] of level) {
        const { marks: own, calls } = where.bodyOf(node);
        for (const mark of own) marks[mark] ??= depth;
        for (const call of calls) {
          const target = this.resolve(where, call);
          if (!target || seen.has(target[1])) continue;
          seen.add(target[1]);
          next.push(target);
        }
      }
      level = next;
    }
    return marks;
  }

  /** @returns {[Script, ts.Node] | null} the function that a call means */
  resolve(script, { name, object, owner }) {
    if (beside.test(name)) return null;
    if (object === 'this') {
      for (let at = owner; at; at = script.parents.get(at)) {
        const method = script.methods.get(`${at}#${name}`);
        if (method) return [script, method];
      }
      return null;
    }
    if (object === null) {
      const own = script.functions.get(name);
      if (own) return [script, own];
      const imported = script.imports.get(name);
      return imported?.member ? this.exported(imported.from, imported.member) : null;
    }
    const from = script.imports.get(object);
    if (from && !from.member) return this.exported(from.from, name);
    const method = script.methods.get(`${object}#${name}`) ?? script.methods.get(`${object}.${name}`);
    return method ? [script, method] : null;
  }

  exported(id, name) {
    const script = this.script(id);
    const node = script?.functions.get(name);
    return node ? [script, node] : null;
  }
}

class Script {
  constructor(id, text) {
    this.id = id;
    this.file = ts.createSourceFile(`${id}.js`, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
    /** Top-level functions by name. */
    this.functions = new Map();
    /** `Class#method` and `Class.method`. */
    this.methods = new Map();
    /** Class by the name of the one that extends it. */
    this.parents = new Map();
    /** Local name: `{ from: 'internal/x', member: 'y' | null }`. */
    this.imports = new Map();
    this.nodes = [];
    this.bodies = new Map();
    this.collect(this.file);
  }

  collect(node) {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) this.nodes.push(node);
    if (ts.isFunctionDeclaration(node) && node.name) this.name(node.name.text, node);
    if (ts.isVariableDeclaration(node) && node.initializer) this.variable(node);
    if (ts.isClassLike(node)) this.classLike(node);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      this.assignment(node);
    ts.forEachChild(node, (child) => this.collect(child));
  }

  name(name, node) {
    if (!this.functions.has(name)) this.functions.set(name, node);
  }

  variable({ name, initializer }) {
    const value = inner(initializer);
    if (ts.isIdentifier(name) && isFunction(value)) this.name(name.text, value);
    this.imported(name, value);
  }

  imported(name, value) {
    let member = null;
    if (ts.isPropertyAccessExpression(value)) {
      member = value.name.text;
      value = value.expression;
    }
    if (
      !ts.isCallExpression(value) ||
      !ts.isIdentifier(value.expression) ||
      value.expression.text !== 'require'
    )
      return;
    const [specifier] = value.arguments;
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const from = specifier.text;
    if (ts.isIdentifier(name)) this.imports.set(name.text, { from, member });
    else if (ts.isObjectBindingPattern(name))
      for (const element of name.elements)
        if (ts.isIdentifier(element.name))
          this.imports.set(element.name.text, { from, member: (element.propertyName ?? element.name).text });
  }

  classLike(node) {
    const name = node.name?.text;
    if (!name) return;
    const parent = node.heritageClauses?.[0]?.types[0]?.expression;
    if (parent && ts.isIdentifier(parent)) this.parents.set(name, parent.text);
    for (const member of node.members) {
      if (!member.name || (!ts.isMethodDeclaration(member) && !ts.isAccessor(member))) continue;
      const isStatic = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
      this.methods.set(`${name}${isStatic ? '.' : '#'}${keyOf(member.name)}`, member);
    }
    const constructor = node.members.find(ts.isConstructorDeclaration);
    if (constructor) this.name(name, constructor);
  }

  /** `x = function`, `X.prototype.y = function`, `X.y = function`. */
  assignment({ left, right }) {
    const value = inner(right);
    if (ts.isIdentifier(left)) {
      if (isFunction(value)) this.name(left.text, value);
      else this.imported(left, value);
    }
    if (!ts.isPropertyAccessExpression(left) || !isFunction(value)) return;
    const object = left.expression;
    if (
      ts.isPropertyAccessExpression(object) &&
      object.name.text === 'prototype' &&
      ts.isIdentifier(object.expression)
    )
      this.methods.set(`${object.expression.text}#${left.name.text}`, value);
    else if (ts.isIdentifier(object)) this.methods.set(`${object.text}.${left.name.text}`, value);
  }

  /** Positions of V8 are those of the parameters' parenthesis, for classes of the word `class`. */
  functionAt(line, column) {
    const starts = this.file.getLineStarts();
    if (line >= starts.length) return null;
    const offset = starts[line] + column;
    let best = null;
    for (const node of this.nodes) {
      const start = node.getStart(this.file);
      const end = ts.isClassLike(node)
        ? (node.members[0]?.getStart(this.file) ?? node.end)
        : (node.body?.getStart(this.file) ?? node.end);
      if (offset < start || offset >= Math.max(end, start + 1)) continue;
      if (!best || start >= best.getStart(this.file)) best = node;
    }
    return best && (ts.isConstructorDeclaration(best) ? best.parent : best);
  }

  /** What a function does by itself, with the functions that are written in it. */
  bodyOf(node) {
    let body = this.bodies.get(node);
    if (!body) this.bodies.set(node, (body = this.read(node)));
    return body;
  }

  read(start) {
    const marks = new Set();
    const calls = [];
    const owner = ownerOf(start);
    if (start.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) marks.add('promise');
    const visit = (node) => {
      if (ts.isIdentifier(node) && Object.hasOwn(named, node.text)) marks.add(named[node.text]);
      if (ts.isNewExpression(node)) {
        const name = calledName(node.expression);
        if (Object.hasOwn(constructed, name ?? '')) marks.add(constructed[name]);
        if (name) calls.push({ name, object: null, owner });
      }
      if (ts.isCallExpression(node)) this.call(node, owner, marks, calls);
      ts.forEachChild(node, visit);
    };
    if (start.body) visit(start.body);
    return { marks, calls };
  }

  call({ expression, arguments: args }, owner, marks, calls) {
    const name = calledName(expression);
    if (!name) return;
    // ReflectApply(f, this, args) and f.call(this, …) call f.
    if (['ReflectApply', 'FunctionPrototypeCall'].includes(name) && args[0]) {
      const target = calledName(args[0]);
      if (target) calls.push({ name: target, object: objectOf(args[0]), owner });
      return;
    }
    if (['call', 'apply'].includes(name) && ts.isPropertyAccessExpression(expression)) {
      const target = calledName(expression.expression);
      if (target) calls.push({ name: target, object: objectOf(expression.expression), owner });
      return;
    }
    if (Object.hasOwn(called, name) && !(name === 'writeSync' && !/zlib/.test(this.id)))
      marks.add(called[name]);
    const object = objectOf(expression);
    if (/zlib$/.test(this.id) && name === 'write' && object === 'handle') marks.add('pool');
    if (object === 'binding' || object === 'fsBinding')
      marks.add(/fs/.test(this.id) ? 'fsBinding' : 'binding');
    calls.push({ name, object, owner });
  }
}

const isFunction = (node) => ts.isFunctionExpression(node) || ts.isArrowFunction(node);

/** What `hideStackFrames(…)`, `promisify(…)` and the like stand around. */
function inner(node) {
  while (ts.isParenthesizedExpression(node)) node = node.expression;
  if (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    /^(hideStackFrames|deprecate)$/.test(node.expression.text) &&
    node.arguments[0]
  )
    return inner(node.arguments[0]);
  return node;
}

function calledName(expression) {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  if (ts.isElementAccessExpression(expression) && ts.isIdentifier(expression.argumentExpression))
    return `[${expression.argumentExpression.text}]`;
  return null;
}

function objectOf(expression) {
  if (!ts.isPropertyAccessExpression(expression) && !ts.isElementAccessExpression(expression)) return null;
  const object = expression.expression;
  if (object.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (ts.isIdentifier(object)) return object.text;
  return ts.isPropertyAccessExpression(object) ? object.name.text : '?';
}

const keyOf = (name) => (ts.isComputedPropertyName(name) ? `[${name.expression.getText()}]` : name.text);

function ownerOf(node) {
  if (ts.isClassLike(node.parent)) return node.parent.name?.text ?? null;
  const assigned = node.parent;
  if (assigned && ts.isBinaryExpression(assigned) && ts.isPropertyAccessExpression(assigned.left)) {
    const object = assigned.left.expression;
    if (ts.isPropertyAccessExpression(object) && ts.isIdentifier(object.expression))
      return object.expression.text;
  }
  return null;
}

function nameOfParameter({ name, dotDotDotToken }) {
  return (dotDotDotToken ? '...' : '') + (ts.isIdentifier(name) ? name.text : 'options');
}
