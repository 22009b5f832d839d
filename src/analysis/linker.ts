import { joined, type Basis } from './basis';
import { globalModule } from './bindings';
import { blockingByName, blockingCall } from './blocking';
import { isBuiltin } from './builtins';
import { CallOf, FunctionFinder, PathCallOf, type CallReader, type CallValue } from './callView';
import { EventForms } from './eventForms';
import {
  originEntity,
  type ClassEntity,
  type Entities,
  type Entity,
  type FunctionEntity,
  type OriginEntity,
} from './entities';
import type { CallFacts, ClassFacts, Field, FileSummary, FunctionFacts, SummaryPiece } from './fileSummary';
import type { Span } from './finding';
import { flat } from './flat';
import { FormFinder } from './formLinks';
import { recognizersOf } from './handlers/known';
import { isCalledByNest, ofDecorator, type Decorator } from './handlers/nest';
import { isMade, type Parameter, type Registration } from './handlers/recognizer';
import { recognizeByForm } from './handlers/unknown';
import { FileLinks, LinkDraft, mostArguments, mostGiven, parameterKey } from './links';
import { ofModels, type MethodNames } from './methodNames';
import type { Resolver } from './resolver';
import { unknown, type Ref, type Value } from './values';

/** The same of what a list holds, or a promise of any file of a folder. */
const mostHeld = 40;
/** What a parameter may be of, when it is called in a closure: more means that nothing is known. */
const mostCalled = 8;
const iterating = new Set(['forEach', 'map', 'filter', 'some', 'every', 'find', 'flatMap']);
const listening = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
/** Listeners that run once, when the program starts or ends. */
const onceEvents = new Set([
  'exit',
  'beforeExit',
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR2',
  'uncaughtException',
  'unhandledRejection',
  'listening',
  'disconnect',
]);

/** What is assigned to it hears messages. */
const messageField = 'onmessage';

/** Modules whose objects end while the program goes on. */
const ofChildren = new Set(['child_process', 'worker_threads', 'cluster']);

/** Who emits what a name alone tells: an emitter that came to its user in a way that is not followed. */
const anyEmitter = { key: '*' };

/** Whether an event is one program's own: `browser_log`, `orderPaid`. */
function isTellingEvent(event: string): boolean {
  return event.length > 6 && /[a-z](?:[A-Z]|[^a-zA-Z0-9]\w)/.test(event);
}

/** Told of each parameter, by its key, that the links of a file rest on. */
export type RestsOn = (file: string, parameter: number) => void;

/** Works out the links of files, from their summaries. */
export class Linker {
  readonly finder: FunctionFinder;
  /** What is known of files that are typed in. */
  private readonly pieces = new Map<
    string,
    { readonly epoch: object; readonly links: WeakMap<SummaryPiece, LinkedPiece> }
  >();

  constructor(
    private readonly resolver: Resolver,
    private readonly summaryOf: (file: string) => FileSummary | null,
    private readonly methods: MethodNames,
    private readonly entities: Entities,
    private readonly restsOn: RestsOn,
  ) {
    this.finder = new FunctionFinder(resolver, summaryOf);
  }

  link(file: string, summary: FileSummary): FileLinks {
    const linker = this.fileLinker(file, summary);
    if (!summary.pieces) {
      this.pieces.delete(file);
      return linker.all();
    }
    let known = this.pieces.get(file);
    if (known?.epoch !== summary.pieces.epoch) {
      known = { epoch: summary.pieces.epoch, links: new WeakMap() };
      this.pieces.set(file, known);
    }
    return linker.allOf(summary.pieces.all, known.links);
  }

  /** What a file's links rest on has changed elsewhere: all of it is to be linked again. */
  forget(file: string): void {
    this.pieces.delete(file);
  }

  /** Anew only what rests on what parameters are given; the rest is what it was. */
  relink(file: string, summary: FileSummary, before: FileLinks): FileLinks {
    return before.varyingUnits.length === 0 ? before : this.fileLinker(file, summary).again(before);
  }

  private fileLinker(file: string, summary: FileSummary): FileLinker {
    const { resolver, finder, summaryOf, methods, entities, restsOn } = this;
    return new FileLinker(file, summary, resolver, finder, summaryOf, methods, entities, restsOn);
  }
}

/** What some of a file's units lead to. */
interface LinkedUnits {
  readonly steady: LinkDraft;
  readonly varying: LinkDraft;
  /** Counted from the first of them. */
  readonly varyingUnits: readonly number[];
}

interface LinkedPiece {
  readonly calls: LinkedUnits;
  readonly fields: LinkedUnits;
  /** Parameters that it rests on, and when that was. */
  readonly basis: Basis;
  readonly at: number;
}

class FileLinker {
  /** What the unit at hand leads to. */
  private readonly out = new LinkDraft();
  private readonly eventForms: EventForms;
  private readonly reader: CallReader;
  /** Keys of the functions that the call at hand registers. */
  private readonly taken = new Set<string>();
  private exportedOnes: ReadonlySet<number> | null = null;
  private lastBasis: Basis = null;

  constructor(
    private readonly file: string,
    private readonly summary: FileSummary,
    private readonly resolver: Resolver,
    private readonly finder: FunctionFinder,
    private readonly summaryOf: (file: string) => FileSummary | null,
    private readonly methods: MethodNames,
    private readonly entities: Entities,
    private readonly restsOn: RestsOn,
  ) {
    this.eventForms = new EventForms(resolver, summaryOf);
    this.reader = { file, summary, resolver, finder, facts: (fn) => this.factsOf(fn) };
  }

  all(): FileLinks {
    const { calls, classes, fields } = this.summary;
    // The last is what the forms of the whole file tell.
    const { steady, varying, varyingUnits } = this.units(
      0,
      calls.length + classes.length + fields.length + 1,
    );
    return new FileLinks(this.file, steady.finish(), varying.finish(), varyingUnits);
  }

  /** The same of a file by its pieces: of those that are known already, nothing is worked out anew. */
  allOf(pieces: readonly SummaryPiece[], known: WeakMap<SummaryPiece, LinkedPiece>): FileLinks {
    const { calls, classes } = this.summary;
    const [steady, varying] = [new LinkDraft(), new LinkDraft()];
    const varyingUnits: number[] = [];
    const add = (units: LinkedUnits, first: number): void => {
      units.steady.addTo(steady);
      units.varying.addTo(varying);
      for (const unit of units.varyingUnits) varyingUnits.push(first + unit);
    };
    const found: LinkedPiece[] = [];
    const firstField = calls.length + classes.length;
    let [call, field] = [0, firstField];
    for (const piece of pieces) {
      const before = known.get(piece);
      const isRight = before !== undefined && this.resolver.isUnchanged(before.at, before.basis);
      const linked = isRight ? before : this.piece(piece, call, field);
      // Where a message's handler is, is written down and would not move along.
      if (!isRight && !piece.fields.some(({ name }) => name === messageField)) known.set(piece, linked);
      found.push(linked);
      add(linked.calls, call);
      call += piece.calls.length;
      field += piece.fields.length;
    }
    add(this.units(calls.length, firstField), calls.length);
    field = firstField;
    for (const [at, { fields: linked }] of found.entries()) {
      add(linked, field);
      field += pieces[at]!.fields.length;
    }
    add(this.units(field, field + 1), field);
    return new FileLinks(this.file, steady.finish(), varying.finish(), varyingUnits);
  }

  private piece({ calls, fields }: SummaryPiece, call: number, field: number): LinkedPiece {
    const at = this.resolver.now;
    const ofCalls = this.units(call, call + calls.length);
    const ofFields = this.units(field, field + fields.length);
    return {
      calls: ofCalls,
      fields: ofFields,
      basis: joined(ofCalls.basis, ofFields.basis),
      at,
    };
  }

  again({ steady, varyingUnits }: FileLinks): FileLinks {
    const varying = new LinkDraft();
    for (const unit of varyingUnits) {
      this.watched(unit);
      this.out.moveTo(varying);
    }
    return new FileLinks(this.file, steady, varying.finish(), varyingUnits);
  }

  /** Links the units from a number on to before another one. */
  private units(first: number, end: number): LinkedUnits & { readonly basis: Basis } {
    const [steady, varying] = [new LinkDraft(), new LinkDraft()];
    const varyingUnits: number[] = [];
    let basis: Basis = null;
    for (let unit = first; unit < end; unit++) {
      const rests = this.watched(unit);
      this.out.moveTo(rests === null ? steady : varying);
      if (rests === null) continue;
      varyingUnits.push(unit - first);
      basis = joined(basis, rests);
    }
    return { steady, varying, varyingUnits, basis };
  }

  /** Links a unit; gives the parameters that this rests on. */
  private watched(unit: number): Basis {
    const basis = this.resolver.watch(() => this.unit(unit));
    if (basis !== this.lastBasis) for (const key of basis ?? []) this.restsOn(this.file, key);
    this.lastBasis = basis;
    return basis;
  }

  /** A call, a class or a field of the file, by its number among all of them. */
  private unit(at: number): void {
    const { calls, classes, fields } = this.summary;
    const classAt = at - calls.length;
    if (classAt < 0) this.call(calls[at]!);
    else if (classAt < classes.length) this.decorated(classes[classAt]!);
    else if (classAt < classes.length + fields.length) this.field(fields[classAt - classes.length]!);
    else this.forms();
  }

  private forms(): void {
    const forms = new FormFinder(this.file, this.summary, this.resolver, this.finder, this.entities);
    this.out.handlers.push(...forms.registered());
    this.out.typed.push(...forms.typed());
    for (const { fn, parameter } of forms.plugins()) {
      if (parameter) this.giveOne(fn, 0, originOf(parameter, `${this.file}#${fn.index}`));
      this.out.startUp.push(fn);
    }
  }

  private handler(framework: string, name: string, functions: readonly FunctionEntity[]): void {
    for (const fn of functions) {
      const { start } = this.factsOf(fn)?.span ?? { start: 0 };
      const span = fn.file === this.file ? { start, end: start } : { start: 0, end: 0 };
      this.out.handlers.push({ framework, name, functions: [fn], span });
    }
  }

  private field({ of, name, value, callbacks, function: caller }: Field): void {
    if (name === messageField) this.handler('message', 'message', this.finder.find(this.file, value));
    // res.end = function () …: what is known of the object does not tell who calls it.
    if (callbacks.length === 0 || this.resolver.resolve(this.file, of).length > 0) return;
    for (const index of callbacks)
      this.edge(caller, this.own(index), this.summary.functions.get(index)!.span, true);
  }

  private readonly factsOf = ({ file, index }: FunctionEntity): FunctionFacts | null =>
    this.summaryOf(file)?.functions.get(index) ?? null;

  /** Classes whose methods a framework calls, as their decorators say. */
  private decorated(facts: ClassFacts): void {
    if (facts.decorators.length === 0) return;
    const decorators = facts.decorators.flatMap((one): Decorator[] => {
      const value = this.summary.values.get(one.value);
      const callee = value?.kind === 'call' ? value.callee : one.value;
      const [first] = value?.kind === 'call' ? value.args : [];
      const text = first === undefined ? undefined : this.summary.values.get(first);
      return this.resolver
        .resolve(this.file, callee)
        .filter((origin) => origin.kind === 'origin')
        .map((origin) => ({ ...one, origin, text: text?.kind === 'text' ? text.text : null }));
    });
    const ofClass = decorators.filter(({ method }) => method === -1);
    const handle = (index: number, framework: string, name: string): void => {
      const { start } = this.summary.functions.get(index)!.span;
      const functions = [this.own(index)];
      this.out.handlers.push({ framework, name, functions, span: { start, end: start } });
    };
    for (const decorator of decorators) {
      const found = decorator.method === -1 ? null : ofDecorator(decorator, ofClass);
      if (found) handle(decorator.method, found.framework, found.name);
    }
    for (const { name, value } of facts.members) {
      const method = this.summary.values.get(value);
      if (method?.kind === 'function' && isCalledByNest(name, ofClass))
        handle(method.index, 'nest', this.summary.functions.get(method.index)!.name);
    }
  }

  /** Functions that the file exports: callers outside the project may give them anything. */
  private isExported(index: number): boolean {
    return (this.exportedOnes ??= this.exportedFunctions()).has(index);
  }

  private exportedFunctions(): ReadonlySet<number> {
    const { exports, wholeExports, classes, values } = this.summary;
    const found = new Set<number>();
    for (const ref of [...exports.map(({ value }) => value), ...wholeExports]) {
      for (const fn of this.finder.find(this.file, ref)) if (fn.file === this.file) found.add(fn.index);
      for (const entity of this.resolver.resolve(this.file, ref)) {
        if (entity.kind === 'text' || entity.kind === 'origin' || entity.file !== this.file) continue;
        const of = entity.kind === 'instance' ? entity.of : entity;
        const facts = of.kind === 'class' ? classes[of.index] : undefined;
        const object = entity.kind === 'object' ? values.get(entity.ref) : undefined;
        const members = facts?.members ?? (object?.kind === 'object' ? object.properties : []);
        for (const { value } of members) {
          const member = values.get(value);
          if (member?.kind === 'function') found.add(member.index);
        }
        if (facts && facts.constructor >= 0) found.add(facts.constructor);
      }
    }
    return found;
  }

  private call(call: CallFacts): void {
    const value = this.summary.values.get(call.value);
    if (value?.kind !== 'call') return;
    const callee = this.summary.values.get(value.callee);
    const name = callee?.kind === 'member' ? callee.name : callee?.kind === 'global' ? callee.name : '';
    const entities = this.calleesOf(value);
    const { taken } = this;
    taken.clear();
    let isKnown = false;
    for (const entity of entities) {
      switch (entity.kind) {
        case 'function':
          isKnown = true;
          this.toFunction(call, value, entity);
          this.forwarded(call, value, entity);
          if (this.factsOf(entity)?.isAsync)
            this.out.promises.push({ call, name: this.factsOf(entity)?.name || name });
          break;
        case 'class':
          isKnown = true;
          this.toClass(call, value, entity, this.parameterOf(value.callee, entity));
          break;
        case 'origin': {
          isKnown = true;
          const what = blockingCall(entity.module, entity.way);
          if (what && !this.out.blocking.some((one) => one.call === call))
            this.out.blocking.push({ call, what });
          const view = new CallOf(value, entity, this.reader);
          if (!isBuiltin(entity.module)) {
            this.out.packages.push({ function: call.function, module: entity.module });
            this.ofModel(call, callee);
            this.ofAddition(call, callee, entity);
          } else if (
            (entity.module === 'fs/promises' &&
              entity.way.filter((step) => step !== 'default').length === 1) ||
            (entity.module === 'fs' && entity.way.at(-2) === 'promises')
          )
            this.out.promises.push({ call, name: `fs.promises.${name}` });
          const recognizers = recognizersOf(entity.module);
          for (const recognizer of recognizers)
            this.register(call, recognizer.recognize(entity, view), taken);
          if (recognizers.length === 0 && !isBuiltin(entity.module))
            this.register(call, recognizeByForm(name, view, false), taken);
          break;
        }
        default:
          isKnown = true;
      }
    }
    if (!isKnown) {
      const what = blockingByName(name);
      if (what) this.out.blocking.push({ call, what });
      if (callee?.kind === 'member')
        for (const method of this.methods.few(name, this.file))
          this.edge(call.function, method, call.span, false);
      if (callee?.kind === 'element') this.ofAnyVerb(call, value, callee.of, taken);
    }
    if (!entities.some((one) => one.kind === 'origin' && one.module !== 'events'))
      this.ofOwn(call, value, name, taken, isKnown);
    this.callbacks(call, value, name, taken);
    if (name === 'setTimeout') this.repeated(call, value);
  }

  /** function poll() { …; setTimeout(poll, 1000); } */
  private repeated(call: CallFacts, value: CallValue): void {
    for (const fn of this.finder.find(this.file, value.args[0] ?? unknown)) {
      let around = call.function;
      while (around > 0 && !(fn.file === this.file && fn.index === around))
        around = this.summary.functions.get(around)!.parent;
      if (around > 0)
        this.out.handlers.push({ framework: 'timer', name: 'setTimeout', functions: [fn], span: call.span });
    }
    if (call.callbacks.length === 0) return;
    // loop() { …; setTimeout(() => this.loop(), 1000); }: not where the loop is behind an event, as connections are tried again.
    for (const one of this.summary.calls) {
      const inner = call.callbacks.includes(one.function) ? this.summary.values.get(one.value) : null;
      if (inner?.kind !== 'call') continue;
      for (const fn of this.resolver.resolve(this.file, inner.callee))
        if (fn.kind === 'function' && fn.file === this.file && fn.index === call.function)
          this.out.handlers.push({
            framework: 'timer',
            name: 'setTimeout',
            functions: [fn],
            span: call.span,
          });
    }
  }

  /** app.strategy.signIn(): what stands in a property of a package's object may be of the project. */
  private ofAddition(call: CallFacts, callee: Value | undefined, { way }: OriginEntity): void {
    const isInside = /^\w+$/.test(way.at(-2) ?? '') && way.at(-2) !== 'new' && isMade(way);
    if (!isInside || callee?.kind !== 'member') return;
    for (const method of this.methods.few(callee.name, this.file))
      this.edge(call.function, method, call.span, false);
  }

  /** What a package gives may be an object that the project has added methods to, as models are. */
  private ofModel(call: CallFacts, callee: Value | undefined): void {
    const method = callee?.kind === 'member' ? this.methods.only(ofModels(callee.name), this.file) : null;
    if (method) this.edge(call.function, method, call.span, false);
  }

  /** router[method](path, fn) */
  private ofAnyVerb(call: CallFacts, value: CallValue, of: number, taken: Set<string>): void {
    for (const router of this.resolver.resolve(this.file, of)) {
      if (router.kind !== 'origin') continue;
      const origin = originEntity(router.module, [...router.way, 'all'], router.site);
      const view = new PathCallOf(value, origin, this.reader);
      for (const recognizer of recognizersOf(origin.module))
        this.register(call, recognizer.recognize(origin, view), taken);
    }
  }

  /** fn.call(this, …) and fn.apply(this, …) call fn. */
  private calleesOf(value: CallValue): readonly Entity[] {
    const callee = this.summary.values.get(value.callee);
    if (callee?.kind === 'member' && (callee.name === 'call' || callee.name === 'apply')) {
      const functions = this.resolver.resolve(this.file, callee.of).filter((one) => one.kind !== 'instance');
      if (functions.length > 0) return functions;
    }
    return this.resolver.resolve(this.file, value.callee);
  }

  /** Calls of what the project makes itself, or of what is not known. */
  private ofOwn(call: CallFacts, value: CallValue, name: string, taken: Set<string>, isKnown: boolean): void {
    const callee = this.summary.values.get(value.callee);
    const of = callee?.kind === 'member' ? callee.of : unknown;
    const first = value.args[0] ?? unknown;
    let isFollowed = false;
    if (listening.has(name) || name === 'emit') {
      const event = this.summary.values.get(first);
      const emitters: { readonly key: string }[] = [...this.resolver.resolve(this.file, of)];
      isFollowed = emitters.length > 0;
      if (event?.kind === 'text') {
        if (isTellingEvent(event.text) && (!isKnown || name !== 'emit')) emitters.push(anyEmitter);
        this.event(call, value, name, emitters, event.text);
      }
    }
    const view = new CallOf(value, null, this.reader);
    const holder = this.summary.values.get(of);
    const isPlugin = !isKnown && holder?.kind === 'parameter' && this.isExported(holder.function);
    const found = isFollowed && isKnown ? [] : recognizeByForm(name, view, isPlugin);
    this.register(call, found, taken);
    // What registers handlers runs once, when the program starts.
    if (isPlugin && found.length > 0) this.out.startUp.push(this.own(holder.function));
  }

  private event(
    call: CallFacts,
    value: CallValue,
    name: string,
    emitters: readonly { readonly key: string }[],
    event: string,
  ): void {
    if (emitters.length === 0) return;
    const isEmit = name === 'emit';
    const functions = isEmit ? [] : this.finder.find(this.file, value.args[1] ?? unknown);
    if (!isEmit && functions.length === 0) return;
    for (const { key } of emitters)
      (isEmit ? this.out.emits : this.out.listeners).push({
        key: `${key}\0${event}`,
        from: isEmit ? call.function : -1,
        functions,
        span: call.span,
      });
  }

  /** bus.subscribe('news', fn), where `subscribe` hands both on to an emitter. */
  private forwarded(call: CallFacts, value: CallValue, fn: FunctionEntity): void {
    for (const { emitters, event, listener } of this.eventForms.of(fn)) {
      const given = typeof event === 'number' ? this.summary.values.get(value.args[event] ?? unknown) : null;
      const name = typeof event === 'string' ? event : given?.kind === 'text' ? given.text : null;
      const functions = listener === null ? [] : this.finder.find(this.file, value.args[listener] ?? unknown);
      if (name === null || (listener !== null && functions.length === 0)) continue;
      const links = listener === null ? this.out.emits : this.out.listeners;
      for (const emitter of emitters)
        links.push({
          key: `${emitter}\0${name}`,
          from: listener === null ? call.function : -1,
          functions,
          span: call.span,
        });
    }
  }

  private toFunction(call: CallFacts, value: CallValue, fn: FunctionEntity): void {
    const callee = this.summary.values.get(value.callee);
    if (callee?.kind !== 'parameter' || !this.isTooWide(value))
      this.edge(call.function, fn, call.span, false, this.parameterOf(value.callee, fn));
    // Classes that it is given it may make objects of, as it calls functions that it is given.
    for (const arg of value.args)
      for (const one of this.resolver.resolve(this.file, arg))
        if (one.kind === 'class') this.toClass(call, value, one, this.parameterOf(arg, one), true);
    this.give(value, fn);
  }

  private isTooWide(value: CallValue): boolean {
    const callee = this.summary.values.get(value.callee);
    return callee?.kind === 'parameter' && this.resolver.resolve(this.file, value.callee).length > mostCalled;
  }

  /**
   * The function of this file whose parameter a value is, as far as it is that entity; null where something else gives it too:
   * `run` of `(run = standard)`.
   */
  private parameterOf(ref: Ref, { key }: Entity): number | null {
    const value = this.summary.values.get(ref);
    const parts = value?.kind === 'any' ? value.of : [ref];
    let found: number | null = null;
    for (const part of parts) {
      const one = this.summary.values.get(part);
      if (one?.kind === 'parameter') found = one.function;
      else if (this.resolver.resolve(this.file, part).some((entity) => entity.key === key)) return null;
    }
    return found;
  }

  private toClass(
    call: CallFacts,
    value: CallValue,
    { file, index }: ClassEntity,
    parameterOf: number | null,
    isCallback = false,
  ): void {
    // if (!instance) instance = new Server(): once, and not for each request.
    if (value.isNew && !isCallback && call.context.keptIn !== null) return;
    const seen = new Set<string>();
    const visit = (inFile: string, at: number): void => {
      const summary = this.summaryOf(inFile);
      const facts = summary?.classes[at];
      if (!facts || seen.has(`${inFile}${at}`)) return;
      seen.add(`${inFile}${at}`);
      if (facts.constructor >= 0) {
        const fn = this.own(facts.constructor, inFile);
        this.edge(call.function, fn, call.span, isCallback, parameterOf);
        if (!isCallback) this.give(value, fn);
        return;
      }
      for (const base of this.resolver.resolve(inFile, facts.extends))
        if (base.kind === 'class') visit(base.file, base.index);
    };
    visit(file, index);
  }

  private give(value: CallValue, fn: FunctionEntity): void {
    value.args.forEach((arg, at) => {
      const entities = this.resolver.resolve(this.file, arg).filter(isWorthGiving);
      for (const entity of entities.slice(0, mostGiven)) this.giveOne(fn, at, entity);
    });
  }

  private giveOne(fn: FunctionEntity, at: number, entity: Entity, most = mostGiven): void {
    if (at >= mostArguments) return;
    const key = parameterKey(fn.id, at);
    this.out.given.push({ key, entity: this.entities.sharedOf(entity), most });
  }

  private register(call: CallFacts, found: readonly Registration[], taken: Set<string>): void {
    for (const { functions, role, framework, name, parameters } of found) {
      if (functions.length === 0) continue;
      for (const fn of functions) {
        taken.add(fn.key);
        parameters.forEach((parameter, at) => {
          if (parameter)
            this.giveOne(fn, at, originOf(parameter, this.entities.siteOf(this.file, call.value)));
        });
        if (role === 'setup') this.edge(call.function, fn, call.span, true);
      }
      if (role !== 'handler') this.out.startUp.push(...functions);
      else this.out.handlers.push({ framework, name, functions, span: call.span });
    }
  }

  /** Functions given to a call run because of it, whatever is called: list.map(fn), db.query(sql, fn), new Promise(fn). */
  private callbacks(call: CallFacts, value: CallValue, name: string, taken: ReadonlySet<string>): void {
    if (name === 'bind' || this.isOnceEvent(value, name)) return;
    if (iterating.has(name)) this.iterate(value);
    else if (name === 'then') this.resolved(value);
    const given: { readonly fn: FunctionEntity; readonly parameterOf: number | null }[] = [];
    const give = (fn: FunctionEntity, parameterOf: number | null): void => {
      if (!given.some((one) => one.fn === fn)) given.push({ fn, parameterOf });
    };
    for (const index of call.callbacks) give(this.own(index), null);
    for (const arg of value.args) {
      const of = this.summary.values.get(arg);
      if (!of || of.kind === 'text' || of.kind === 'object') continue;
      const parameterOf = of.kind === 'parameter' ? of.function : null;
      for (const fn of this.resolver.resolve(this.file, arg))
        if (fn.kind === 'function') give(fn, parameterOf);
    }
    for (const { fn, parameterOf } of given)
      if (!taken.has(fn.key)) this.edge(call.function, fn, call.span, true, parameterOf);
  }

  /** routes.forEach((route) => …): what the function is given. */
  private iterate(value: CallValue): void {
    const callee = this.summary.values.get(value.callee);
    if (callee?.kind !== 'member') return;
    const lists = this.resolver.resolve(this.file, callee.of);
    this.giveFirst(
      value,
      flat(lists, (one) => this.resolver.elements(one)),
    );
  }

  /** load().then((store) => …): a promise is what it resolves to. */
  private resolved(value: CallValue): void {
    const callee = this.summary.values.get(value.callee);
    if (callee?.kind !== 'member') return;
    // A function is rather the one that was given to the promise than what it resolves to.
    const given = this.resolver.resolve(this.file, callee.of).filter(({ kind }) => kind !== 'function');
    this.giveFirst(value, given);
  }

  private giveFirst(value: CallValue, entities: readonly Entity[]): void {
    const given = entities.filter(isWorthGiving);
    if (given.length === 0) return;
    for (const fn of this.finder.find(this.file, value.args[0] ?? unknown))
      for (const entity of given) this.giveOne(fn, 0, entity, mostHeld);
  }

  private isOnceEvent(value: CallValue, name: string): boolean {
    const event = this.summary.values.get(value.args[0] ?? unknown);
    if (!listening.has(name) || event?.kind !== 'text' || !onceEvents.has(event.text)) return false;
    // A child that ends is one of many.
    const callee = this.summary.values.get(value.callee);
    const emitters = callee?.kind === 'member' ? this.resolver.resolve(this.file, callee.of) : [];
    return !emitters.some((one) => one.kind === 'origin' && ofChildren.has(one.module));
  }

  private edge(
    from: number,
    to: FunctionEntity,
    span: Span,
    isCallback: boolean,
    parameterOf: number | null = null,
  ): void {
    this.out.edges.push({ from, to, span, isCallback, parameterOf });
  }

  private own(index: number, file = this.file): FunctionEntity {
    return this.entities.functionOf(file, index);
  }
}

function originOf({ module, way }: Parameter, site: string): Entity {
  return originEntity(module, way, site);
}

/** What tells something of a parameter; a text, a number, a global is of no use there. */
function isWorthGiving(entity: Entity): boolean {
  if (entity.kind === 'text') return false;
  return entity.kind !== 'origin' || entity.module !== globalModule;
}
