import ts from 'typescript';
import { CompiledDecoratorFinder } from './compiledDecorators';
import type { FileSummary } from './fileSummary';
import type { Span } from './finding';
import type { HandlerShape } from './handlers/shape';
import { WrittenList } from './listed';
import type { Declaration, Scopes } from './scopes';
import { AlikeValues } from './alikeValues';
import { listening } from './eventForms';
import { emptyPart, Summarizer, type FunctionDraft, type Part } from './summary';
import { unknown, type Ref, type Value } from './values';

/** With more statements that changed at once than that, or than a quarter of them, the file is read as a whole. */
const mostChanged = 12;
/** What was said before and is said no more stays among the values; with this many times as many as at first they are made anew. */
const mostGrowth = 2;

/**
 * Summary of a file that is typed in. Of a tree that was made of the one before (`reparse`), the statements of the top level that are still
 * the same nodes are not looked at again.
 */
export class OpenSummary {
  private summarizer: StatementSummarizer | null = null;

  /** @param scopes of this very tree */
  of(source: ts.SourceFile, scopes: Scopes): FileSummary {
    const changed = this.summarizer?.change(source, scopes);
    if (changed) return changed;
    this.summarizer = new StatementSummarizer(source, scopes);
    return this.summarizer.first();
  }
}

/** Keeps what each statement of the top level says apart, and the numbers of functions and classes when a statement changes. */
class StatementSummarizer extends Summarizer {
  private parts = new Map<ts.Node, StatementPart>();
  private freeFunctions: number[] = [];
  private freeClasses: number[] = [];
  private firstValues = 0;
  /** See `SummaryPieces.epoch`. */
  private epoch = {};
  /** What functions look like; those that are looked at again have other lists of what they use. */
  private readonly known = new WeakMap<readonly (readonly string[])[], HandlerShape | 'none'>();

  first(): FileSummary {
    const { source } = this;
    for (const statement of source.statements)
      this.parts.set(statement, newPart(statement, this.builder.scopes));
    this.addFunction(source, '', -1);
    this.walk(source.statements);
    this.firstValues = this.builder.values.length;
    return this.now();
  }

  /** null where a change may concern other statements: this one must not be used any more then. */
  change(source: ts.SourceFile, scopes: Scopes): FileSummary | null {
    const { builder } = this;
    const before = this.parts;
    const fresh = source.statements.filter((statement) => !before.has(statement));
    const gone = new Map(before);
    for (const statement of source.statements) gone.delete(statement);
    const most = Math.max(mostChanged, source.statements.length / 4);
    if (fresh.length + gone.size > most) return null;
    if (builder.values.length > mostGrowth * this.firstValues + 1000) return null;
    if (builder.compiled.mayHave || new CompiledDecoratorFinder(source).mayHave) return null;
    if (source.statements.some((statement) => before.get(statement)?.looksAround)) return null;

    // 1. What others may hang on: names of the whole file that are declared or assigned in what has changed.
    const assigned = new Set(
      [...gone.values()]
        .flatMap(({ assigned: names }) => names)
        .concat(fresh.flatMap((one) => scopes.assignedIn(one))),
    );
    const doubtful = this.doubtful(scopes, new Set(fresh), assigned);
    if (doubtful === null) return null;

    // 2. What has changed is looked at again, under the numbers that it had.
    this.source = source;
    this.functionNodes[0] = source;
    this.functions[0] = { ...this.functions[0]!, span: { start: source.getStart(), end: source.end } };
    builder.scopes = scopes;
    // A node that is remembered keeps its whole tree, and that its text.
    for (const statement of [...gone.keys(), ...fresh]) this.forget(statement);
    const numbers = (key: 'functions' | 'classes'): number[] =>
      [...gone.values()].flatMap((part) => part[key]).sort((a, b) => a - b);
    this.freeFunctions = numbers('functions');
    this.freeClasses = numbers('classes');
    this.parts = new Map();
    for (const statement of source.statements) {
      const part = before.get(statement);
      if (part && part.at !== statement.pos) this.move(part, statement.pos);
      this.parts.set(statement, part ?? newPart(statement, scopes));
    }
    for (const { declaration } of doubtful) builder.forget(declaration.name);
    const functionsBefore = numbers('functions').map((index) => ({ index, was: this.functions[index]! }));
    this.walk(fresh);
    const isSame = doubtful.every(({ declaration, was }) => builder.ofDeclaration(declaration) === was);
    if (!isSame) return null;
    const come = fresh.map((statement) => this.parts.get(statement)!);
    const isInside =
      come.flatMap((part) => part.functions).length === functionsBefore.length &&
      [...gone.values(), ...come].every(
        (part) => part.assigned.length === 0 && saysLittle(part, builder.values),
      ) &&
      functionsBefore.every(({ index, was }) => isSameToOthers(was, this.functions[index]!, builder.values));
    if (!isInside) this.epoch = {};
    for (const index of this.freeFunctions) this.clearFunction(index);
    for (const index of this.freeClasses) this.clearClass(index);
    return this.now();
  }

  /** What the file says now; the lists go on with the file, and who has this keeps it as it is. */
  private now(): FileSummary {
    const { values, functions, classes, ...summary } = this.summary([...this.parts.values()]);
    return {
      ...summary,
      values: new WrittenList([...values]),
      functions: new WrittenList([...functions]),
      classes: [...classes],
      pieces: { epoch: this.epoch, all: [...this.parts.values()] },
    };
  }

  /** Names whose values may have changed, with those that others were told; null where names have come or gone. */
  private doubtful(
    scopes: Scopes,
    fresh: ReadonlySet<ts.Node>,
    assigned: ReadonlySet<string>,
  ): { readonly declaration: Declaration; readonly was: Ref }[] | null {
    const { builder } = this;
    const names = builder.scopes.ofFile();
    const now = scopes.ofFile();
    if (now.size !== names.size) return null;
    const found: { declaration: Declaration; was: Ref }[] = [];
    for (const [name, declaration] of now) {
      const old = names.get(name);
      if (!old) return null;
      const isOld = old.name === declaration.name && !fresh.has(topStatement(declaration.name)!);
      const was = builder.known(old.name);
      if (was !== undefined && (!isOld || assigned.has(name))) found.push({ declaration, was });
    }
    return found;
  }

  protected override partOf = (node: ts.Node): Part => this.parts.get(topStatement(node)!)!;

  protected override shapeOf(index: number): HandlerShape | null {
    const { parameters } = this.functions[index]!;
    let known = this.known.get(parameters);
    if (!known) this.known.set(parameters, (known = super.shapeOf(index) ?? 'none'));
    return known === 'none' ? null : known;
  }

  protected override nextFunction(): number {
    return this.freeFunctions.shift() ?? super.nextFunction();
  }

  protected override nextClass(): number {
    return this.freeClasses.shift() ?? super.nextClass();
  }

  private forget(node: ts.Node): void {
    this.builder.forget(node);
    this.functionIndex.delete(node);
    this.classIndex.delete(node);
    ts.forEachChild(node, (child) => this.forget(child));
  }

  private clearFunction(index: number): void {
    const nowhere = { start: 0, end: 0 };
    this.functionNodes[index] = this.source;
    this.parameterNames[index] = [];
    this.functions[index] = {
      ...{ name: '', span: nowhere, parent: 0, isAsync: false },
      ...{ returns: [], owner: unknown, parameters: [], types: [] },
    };
  }

  private clearClass(index: number): void {
    const nothing = { name: '', extends: unknown, constructor: -1 };
    this.classes[index] = { ...nothing, members: [], statics: [], decorators: [] };
  }

  private move(part: StatementPart, to: number): void {
    const by = to - part.at;
    part.at = to;
    // What was worked out of the calls has these spans too, and is to have them where they are now.
    const moveSpan = (span: { -readonly [Key in keyof Span]: Span[Key] }): void => {
      span.start += by;
      span.end += by;
    };
    for (const { span } of part.calls) moveSpan(span);
    for (const { span } of part.unboundedParses) moveSpan(span);
    for (const index of part.functions) moveSpan(this.functions[index]!.span);
  }
}

interface StatementPart extends Part {
  /** Where the statement began when its spans were noted. */
  at: number;
  /** Names that something is assigned to in it. */
  readonly assigned: readonly string[];
}

/** Whether nothing of a statement is looked at from outside of it, but for its functions. */
function saysLittle(part: StatementPart, values: readonly Value[]): boolean {
  const { calls, fields, inherits, named, whole, stars, classes } = part;
  if (fields.length + inherits.length + named.length + whole.length + stars.length + classes.length > 0)
    return false;
  // A function that hands listeners on to an emitter is looked into where it is called.
  return !calls.some(({ value: ref }) => {
    const value = values[ref];
    const callee = value?.kind === 'call' ? values[value.callee] : undefined;
    return callee?.kind === 'member' && (listening.has(callee.name) || callee.name === 'emit');
  });
}

/** Whether who calls a function, or is given it, learns the same of it as before. */
function isSameToOthers(before: FunctionDraft, after: FunctionDraft, values: readonly Value[]): boolean {
  const alike = new AlikeValues(values);
  const refs = ({ owner, declared = unknown, types }: FunctionDraft): Ref[] => [owner, declared, ...types];
  return (
    before.name === after.name &&
    before.parent === after.parent &&
    before.isAsync === after.isAsync &&
    alike.are(before.returns, after.returns) &&
    alike.are(refs(before), refs(after)) &&
    JSON.stringify(before.parameters) === JSON.stringify(after.parameters)
  );
}

function newPart(statement: ts.Statement, scopes: Scopes): StatementPart {
  return { ...emptyPart(), at: statement.pos, assigned: scopes.assignedIn(statement) };
}

/** null for the file itself. */
function topStatement(node: ts.Node): ts.Node | null {
  for (let at = node; at.parent; at = at.parent) if (ts.isSourceFile(at.parent)) return at;
  return null;
}
