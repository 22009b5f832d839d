import ts from 'typescript';
import type { Translate } from '../../model/message';
import type { AsyncForm } from './asyncForms';
import { callbackUse, isAwaitedByDecorator } from './callbacks';
import type { FixContext, SourceUnit } from './fix';
import { hasModuleSyntax, isAsync, isTypeScript, useOf, visitAll, type FunctionNode } from './nodes';
import { hostOf, sharedTarget } from './positions';
import { References } from './references';
import { hazards } from './hazards';
import { signatureRefusal } from './signatures';
import { givesPromise, usesOf, type FunctionUse } from './uses';
import { nextParameter } from './expressWrap';

/** What changes in one file. */
export interface FileChanges {
  readonly unit: SourceUnit;
  readonly references: References;
  readonly forms: AsyncForm[];
  /** Calls of functions that become asynchronous. */
  readonly awaited: Set<ts.CallExpression>;
  /** Functions that become asynchronous, and whether they gave a promise before. */
  readonly functions: Map<FunctionNode, { readonly gavePromise: boolean }>;
  /** Handlers whose errors go to a parameter, by its place. */
  readonly wrapped: Map<FunctionNode, number>;
  /** A function that goes elsewhere, and what takes its place: it may refer to a name that is imported. */
  moved: MovedFunction | null;
}

export interface MovedFunction {
  readonly fn: ts.FunctionDeclaration;
  readonly module: string;
  readonly name: string;
  readonly text: (importedName: string) => string;
}

/** Finds everything that has to change so that some calls can be awaited. Its methods give null, or why it can't be done. */
export class AsyncPlan {
  readonly files = new Map<string, FileChanges>();
  readonly notes = new Set<string>();
  /** Functions that give a promise already, whose uses were gone through. */
  private readonly looked = new Set<FunctionNode>();
  /** Exports that were gone through for a function: files may hand on what they have of each other. */
  private readonly exports = new Map<FunctionNode, ReadonlySet<string>>();
  /** Functions that other files call by themselves. */
  private readonly calledOutside = new Set<FunctionNode>();

  constructor(
    private readonly context: FixContext,
    private readonly t: Translate,
    /** References of files that were read before. */
    private readonly read = new Map<ts.SourceFile, References>(),
  ) {}

  /** A plan that can be dropped without a trace in this one. */
  copy(): AsyncPlan {
    const copy = new AsyncPlan(this.context, this.t, this.read);
    for (const [file, changes] of this.files)
      copy.files.set(file, {
        ...changes,
        forms: [...changes.forms],
        awaited: new Set(changes.awaited),
        functions: new Map(changes.functions),
        wrapped: new Map(changes.wrapped),
      });
    for (const note of this.notes) copy.notes.add(note);
    for (const fn of this.looked) copy.looked.add(fn);
    for (const [fn, seen] of this.exports) copy.exports.set(fn, seen);
    for (const fn of this.calledOutside) copy.calledOutside.add(fn);
    return copy;
  }

  /** Awaits a form in place of its call. */
  add(form: AsyncForm, unit: SourceUnit): string | null {
    if (form.note) this.notes.add(form.note);
    this.changesOf(unit).forms.push(form);
    return this.awaitAt(form.call, unit);
  }

  /** Lets a call be awaited where it stands. */
  awaitAt(call: ts.CallExpression, unit: SourceUnit): string | null {
    const { t } = this;
    const host = hostOf(call, t);
    if (typeof host === 'string') return host;
    const { references } = this.changesOf(unit);
    const shared = sharedTarget(call, host, unit, references);
    if (shared !== null)
      return t(
        '{0} is read before the await and written after it: another call could change it between.',
        shared,
      );
    if (ts.isSourceFile(host)) return this.awaitAtTop(host);
    for (const note of hazards(call, host, unit, t)) this.notes.add(note);
    return this.makeAsync(host, unit);
  }

  /** Puts something in the place of a function that gives a promise, and awaits its calls. */
  move(moved: MovedFunction, unit: SourceUnit): string | null {
    const { fn } = moved;
    this.changesOf(unit).moved = moved;
    this.looked.add(fn);
    const isOutside = (use: FunctionUse): boolean =>
      use.kind !== 'call' || use.call.pos < fn.pos || use.call.end > fn.end;
    return this.checkUses(fn, unit, false, isOutside);
  }

  changesOthersThan(file: string): boolean {
    return [...this.files].some(
      ([other, { forms, awaited, functions, wrapped }]) =>
        other !== file && forms.length + awaited.size + functions.size + wrapped.size > 0,
    );
  }

  changesOf(unit: SourceUnit): FileChanges {
    const { source, bindings } = unit;
    let changes = this.files.get(source.fileName);
    if (!changes) {
      const references = this.read.get(source) ?? new References(source, bindings);
      this.read.set(source, references);
      changes = {
        ...{ unit, references, forms: [], awaited: new Set() },
        ...{ functions: new Map(), wrapped: new Map(), moved: null },
      };
      this.files.set(source.fileName, changes);
    }
    return changes;
  }

  private awaitAtTop(source: ts.SourceFile): string | null {
    const kind = this.context.moduleKindOf(source.fileName);
    const isModule =
      kind === 'esm' || (kind === 'unknown' && hasModuleSyntax(source) && !isTypeScript(source));
    if (isModule) return null;
    const { t } = this;
    return kind === 'unknown' && isTypeScript(source)
      ? t('Whether this file is compiled to an ES module, where a top-level await is possible, is not known.')
      : t('It runs while a CommonJS module is loaded, which cannot wait.');
  }

  private makeAsync(fn: FunctionNode, unit: SourceUnit): string | null {
    const { t } = this;
    const changes = this.changesOf(unit);
    if (changes.functions.has(fn) || this.looked.has(fn)) return null;
    if (ts.isConstructorDeclaration(fn)) return t('It is in a constructor, which cannot be asynchronous.');
    if (ts.isAccessor(fn)) return t('It is in a getter or setter, which cannot be asynchronous.');
    if (isAsync(fn)) {
      this.looked.add(fn);
      return this.checkUses(fn, unit, true);
    }
    if (fn.asteriskToken) return t('It is in a generator, whose callers go through it without waiting.');
    if (usesAwaitAsName(fn)) return t('It is in a function that has a variable named await.');
    const gavePromise = givesPromise(fn, unit.bindings);
    const refusal = signatureRefusal(fn, gavePromise, unit, t);
    if (refusal !== null) return refusal;
    changes.functions.set(fn, { gavePromise });
    return this.checkUses(fn, unit, gavePromise);
  }

  /** Goes through whoever uses a function that will wait from now on. */
  private checkUses(
    fn: FunctionNode,
    unit: SourceUnit,
    gavePromise: boolean,
    counts: (use: FunctionUse) => boolean = () => true,
  ): string | null {
    const { references } = this.changesOf(unit);
    const isHandled = ts.isMethodDeclaration(fn) && isAwaitedByDecorator(fn, unit.bindings);
    const uses = usesOf(fn, unit, references).filter(
      ({ kind }) => !isHandled || (kind !== 'export' && kind !== 'unknown'),
    );
    const wrapped = this.changesOf(unit).wrapped;
    for (const use of uses.filter(counts)) {
      const refusal = this.checkUse(use, fn, unit, gavePromise);
      if (refusal !== null) return refusal;
    }
    const isCalled = this.calledOutside.has(fn) || uses.some(({ kind }) => kind === 'call');
    if (wrapped.has(fn) && isCalled)
      return this.t('{0} is a handler of Express and is called directly too.', this.nameOf(fn));
    return null;
  }

  private checkUse(
    use: FunctionUse,
    fn: FunctionNode,
    unit: SourceUnit,
    gavePromise: boolean,
  ): string | null {
    const { t } = this;
    switch (use.kind) {
      case 'settled':
        return null;
      case 'constructed':
        return t('{0} is used as a constructor.', this.nameOf(fn));
      case 'executor':
        return t('It is in the function that is given to new Promise, which must not be asynchronous.');
      case 'rendered':
        return t('{0} is a component, which has to give its result at once.', this.nameOf(fn));
      case 'unknown':
        this.noteUnknown(fn);
        return null;
      case 'call':
        return this.checkCall(use.call, fn, unit, gavePromise);
      case 'argument':
        return this.checkArgument(use.call, use.index, fn, unit, gavePromise);
      case 'export':
        return this.checkExport(use.name, fn, unit, gavePromise);
    }
  }

  private checkCall(
    call: ts.CallExpression,
    fn: FunctionNode,
    unit: SourceUnit,
    gavePromise: boolean,
  ): string | null {
    const { t } = this;
    if (call.questionDotToken)
      return t('{0} is called with ?.: write it without, then the fix can be made.', this.nameOf(fn));
    if (gavePromise) {
      // Whoever takes the promise goes on as before; who drops it may have relied on what ran before the first await.
      if (ts.isExpressionStatement(useOf(call).user))
        this.notes.add(
          t(
            '{0} is called without await: what follows the call now runs before it is done.',
            this.nameOf(fn),
          ),
        );
      return null;
    }
    if (this.changesOf(unit).awaited.has(call)) return null;
    const floating = floatsAtTheEnd(call);
    if (floating !== 'no' && this.awaitAtTop(unit.source) !== null) {
      if (floating === 'file') this.notes.add(t('The file is loaded before {0} is done.', this.nameOf(fn)));
      return null;
    }
    this.changesOf(unit).awaited.add(call);
    return this.awaitAt(call, unit);
  }

  private checkArgument(
    call: ts.CallExpression,
    index: number,
    fn: FunctionNode,
    unit: SourceUnit,
    gavePromise: boolean,
  ): string | null {
    const { t } = this;
    const use = callbackUse(call, index, unit.bindings, this.context);
    const callee = calleeName(call);
    switch (use) {
      case 'settled':
        return null;
      case 'synchronous':
        if (!gavePromise) return t('{0} uses the result of its callback at once.', callee);
        this.notes.add(
          t('{0} calls it for one after the other without waiting: their work will overlap.', callee),
        );
        return null;
      case 'overlapping':
        this.notes.add(t('{0} may call it again before it is done: their work can overlap.', callee));
        return null;
      case 'unknown':
        if (!gavePromise)
          this.notes.add(
            t(
              '{0} gets a promise from its callback: see that it waits for it and handles its error.',
              callee,
            ),
          );
        return null;
      case 'express': {
        if (isAsync(fn)) return null;
        const place = nextParameter(fn, call, t);
        if (typeof place === 'string') return place;
        this.files.get(fn.getSourceFile().fileName)?.wrapped.set(fn, place);
        return null;
      }
    }
  }

  private checkExport(name: string, fn: FunctionNode, unit: SourceUnit, gavePromise: boolean): string | null {
    const callers = this.context.callersOf(unit.source.fileName, name);
    if (callers === 'none-outside' || callers === 'all-await') return null;
    if (callers === 'unknown') {
      if (!gavePromise) this.noteUnknown(fn);
      return null;
    }
    const key = `${unit.source.fileName}\0${name}`;
    if (this.exports.get(fn)?.has(key)) return null;
    this.exports.set(fn, new Set([...(this.exports.get(fn) ?? []), key]));
    for (const { source, bindings, uses } of callers) {
      const outside = { source, bindings };
      if (uses.some(({ kind }) => kind === 'call')) this.calledOutside.add(fn);
      for (const use of uses) {
        const refusal = this.checkUse(use, fn, outside, gavePromise);
        if (refusal !== null) return refusal;
      }
    }
    return null;
  }

  private noteUnknown(fn: FunctionNode): void {
    this.notes.add(
      this.t(
        '{0} may be used in places that are not seen from here: they get a promise from now on.',
        this.nameOf(fn),
      ),
    );
  }

  private nameOf(fn: FunctionNode): string {
    if (fn.name) return fn.name.getText();
    const { user } = useOf(fn);
    if ((ts.isVariableDeclaration(user) || ts.isPropertyAssignment(user)) && ts.isIdentifier(user.name))
      return user.name.text;
    if (ts.isBinaryExpression(user)) return user.left.getText();
    return this.t('The function around it');
  }
}

/** A callee as a sentence may name it: without the chain of calls before it. */
function calleeName({ expression }: ts.CallExpression): string {
  const text = expression.getText();
  return ts.isPropertyAccessExpression(expression) && !/^[\w.$#]+$/.test(text) ? expression.name.text : text;
}

function usesAwaitAsName(fn: FunctionNode): boolean {
  let uses = false;
  visitAll(fn, (node) => {
    if (ts.isIdentifier(node) && node.text === 'await') uses = true;
  });
  return uses;
}

/**
 * Whether a call is the last thing that a file does, so that nobody notices when it is not waited for: `main();` at the
 * end. `script`: the file is surely the program itself; `file`: it may be loaded by others.
 */
function floatsAtTheEnd(call: ts.CallExpression): 'no' | 'script' | 'file' {
  let at: ts.Node = useOf(call).user;
  if (!ts.isExpressionStatement(at)) return 'no';
  let isScript = false;
  while (!ts.isSourceFile(at.parent)) {
    const { parent } = at as { parent: ts.Node };
    if (ts.isBlock(parent) && parent.statements.at(-1) === at) at = parent;
    else if (ts.isIfStatement(parent) && parent.expression !== at) {
      isScript ||= /^require\.main\s*===?\s*module$/.test(parent.expression.getText());
      at = parent;
    } else return 'no';
  }
  const { statements, text } = at.parent;
  const after = statements.slice(statements.indexOf(at as ts.Statement) + 1);
  const isLast = after.every(
    (one) =>
      ts.isFunctionDeclaration(one) || ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
  );
  if (!isLast) return 'no';
  return isScript || text.startsWith('#!') ? 'script' : 'file';
}
