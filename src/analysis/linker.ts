import { globalModule } from './bindings';
import { blockingByName, blockingCall, type BlockingCall } from './blocking';
import { isBuiltin } from './builtins';
import { FunctionFinder, viewOf, type CallValue } from './callView';
import { EventForms } from './eventForms';
import { functionKey, originEntity, type ClassEntity, type Entity, type FunctionEntity } from './entities';
import type { CallFacts, ClassFacts, FileSummary, FunctionFacts } from './fileSummary';
import type { Span } from './finding';
import { FormFinder, type FormLink } from './formLinks';
import { recognizersOf } from './handlers/known';
import { isCalledByNest, ofDecorator, type Decorator } from './handlers/nest';
import type { Parameter, Registration } from './handlers/recognizer';
import { recognizeByForm } from './handlers/unknown';
import { ofModels, type MethodNames } from './methodNames';
import type { Resolver } from './resolver';
import { unknown, type Ref, type Value } from './values';

/** What a file's calls lead to, in itself and in others. */
export interface Links {
  readonly file: string;
  readonly edges: readonly Edge[];
  /** The same by the function they lead from, and what those emit. */
  readonly edgesFrom: ReadonlyMap<number, readonly Edge[]>;
  readonly emitsFrom: ReadonlyMap<number, readonly EventLink[]>;
  readonly blocking: readonly Blocking[];
  readonly handlers: readonly Registered[];
  /** Functions whose types say that they serve requests. */
  readonly typed: readonly FormLink[];
  /** Calls whose result is a promise for sure. */
  readonly promises: readonly { readonly call: CallFacts; readonly name: string }[];
  /** Calls of what packages give. */
  readonly packages: readonly { readonly call: CallFacts; readonly module: string }[];
  readonly listeners: readonly EventLink[];
  /** Functions that run once, when the program starts or ends. */
  readonly startUp: readonly FunctionEntity[];
  /** What it gives to parameters, its own and those of other files; by `parameterKey`. */
  readonly given: ReadonlyMap<string, readonly Entity[]>;
}

/** A call from one function of the file to a function of the project. */
export interface Edge {
  readonly from: number;
  readonly to: FunctionEntity;
  readonly span: Span;
  /** Given to something that calls it, rather than called. */
  readonly isCallback: boolean;
  /**
   * Key of the function around whose parameter is called: the target is what any caller gave. On a way that goes through that function
   * the edge does not count, since what this caller gave is a callback of its call.
   */
  readonly parameterOf: string | null;
}

export interface Blocking {
  readonly call: CallFacts;
  readonly what: BlockingCall;
}

export interface Registered {
  readonly framework: string;
  readonly name: string;
  readonly functions: readonly FunctionEntity[];
  readonly span: Span;
}

/** Of an emitter that a file of the project makes. */
export interface EventLink {
  /** Which emitter and which event. */
  readonly key: string;
  /** Who emits, or -1. */
  readonly from: number;
  readonly functions: readonly FunctionEntity[];
  readonly span: Span;
}

const mostGiven = 8;
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

/** @param fn the function's key */
export const parameterKey = (fn: string, at: number): string => `${fn}\0${at}`;

/** Works out the links of files, from their summaries. */
export class Linker {
  readonly finder: FunctionFinder;

  constructor(
    private readonly resolver: Resolver,
    private readonly summaryOf: (file: string) => FileSummary | null,
    private readonly methods: MethodNames,
  ) {
    this.finder = new FunctionFinder(resolver, summaryOf);
  }

  link(file: string, summary: FileSummary): Links {
    return new FileLinker(file, summary, this.resolver, this.finder, this.summaryOf, this.methods).run();
  }
}

class FileLinker {
  private readonly edges: Edge[] = [];
  private readonly blocking: Blocking[] = [];
  private readonly handlers: Registered[] = [];
  private readonly promises: { call: CallFacts; name: string }[] = [];
  private readonly packages: { call: CallFacts; module: string }[] = [];
  private readonly listeners: EventLink[] = [];
  private readonly emits: EventLink[] = [];
  private readonly startUp: FunctionEntity[] = [];
  private readonly given = new Map<string, Map<string, Entity>>();
  /** Parameters of functions that the file exports: callers outside the project may give them anything. */
  private readonly exported: ReadonlySet<number>;
  private readonly eventForms: EventForms;

  constructor(
    private readonly file: string,
    private readonly summary: FileSummary,
    private readonly resolver: Resolver,
    private readonly finder: FunctionFinder,
    private readonly summaryOf: (file: string) => FileSummary | null,
    private readonly methods: MethodNames,
  ) {
    this.exported = this.exportedFunctions();
    this.eventForms = new EventForms(resolver, summaryOf);
  }

  private readonly factsOf = ({ file, index }: FunctionEntity): FunctionFacts | null =>
    this.summaryOf(file)?.functions[index] ?? null;

  run(): Links {
    for (const call of this.summary.calls) this.call(call);
    for (const facts of this.summary.classes) if (facts.decorators.length > 0) this.decorated(facts);
    for (const field of this.summary.fields) {
      if (field.name === 'onmessage') {
        const functions = this.finder.find(this.file, field.value);
        if (functions.length > 0) this.handler('message', 'message', functions);
      }
      // res.end = function () …: what is known of the object does not tell who calls it.
      if (field.callbacks.length === 0 || this.resolver.resolve(this.file, field.of).length > 0) continue;
      for (const index of field.callbacks)
        this.edge(field.function, this.own(index), this.summary.functions[index]!.span, true);
    }
    const forms = new FormFinder(this.file, this.summary, this.resolver, this.finder);
    this.handlers.push(...forms.registered());
    for (const { fn, parameter } of forms.plugins()) {
      if (parameter) this.giveOne(fn, 0, originOf(parameter, `${this.file}#${fn.index}`));
      this.startUp.push(fn);
    }
    return {
      file: this.file,
      typed: [...forms.typed()],
      edges: this.edges,
      edgesFrom: byOrigin(this.edges),
      emitsFrom: byOrigin(this.emits),
      blocking: this.blocking,
      handlers: this.handlers,
      promises: this.promises,
      packages: this.packages,
      listeners: this.listeners,
      startUp: this.startUp,
      given: new Map([...this.given].map(([key, entities]) => [key, [...entities.values()]])),
    };
  }

  private handler(framework: string, name: string, functions: readonly FunctionEntity[]): void {
    for (const fn of functions) {
      const { start } = this.factsOf(fn)?.span ?? { start: 0 };
      const span = fn.file === this.file ? { start, end: start } : { start: 0, end: 0 };
      this.handlers.push({ framework, name, functions: [fn], span });
    }
  }

  /** Classes whose methods a framework calls, as their decorators say. */
  private decorated(facts: ClassFacts): void {
    const decorators = facts.decorators.flatMap((one): Decorator[] => {
      const value = this.summary.values[one.value];
      const callee = value?.kind === 'call' ? value.callee : one.value;
      const [first] = value?.kind === 'call' ? value.args : [];
      const text = first === undefined ? undefined : this.summary.values[first];
      return this.resolver
        .resolve(this.file, callee)
        .filter((origin) => origin.kind === 'origin')
        .map((origin) => ({ ...one, origin, text: text?.kind === 'text' ? text.text : null }));
    });
    const ofClass = decorators.filter(({ method }) => method === -1);
    const handle = (index: number, framework: string, name: string): void => {
      const { start } = this.summary.functions[index]!.span;
      const functions = [this.own(index)];
      this.handlers.push({ framework, name, functions, span: { start, end: start } });
    };
    for (const decorator of decorators) {
      const found = decorator.method === -1 ? null : ofDecorator(decorator, ofClass);
      if (found) handle(decorator.method, found.framework, found.name);
    }
    for (const { name, value } of facts.members) {
      const method = this.summary.values[value];
      if (method?.kind === 'function' && isCalledByNest(name, ofClass))
        handle(method.index, 'nest', this.summary.functions[method.index]!.name);
    }
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
        const object = entity.kind === 'object' ? values[entity.ref] : undefined;
        const members = facts?.members ?? (object?.kind === 'object' ? object.properties : []);
        for (const { value } of members) {
          const member = values[value];
          if (member?.kind === 'function') found.add(member.index);
        }
        if (facts && facts.constructor >= 0) found.add(facts.constructor);
      }
    }
    return found;
  }

  private call(call: CallFacts): void {
    const value = this.summary.values[call.value];
    if (value?.kind !== 'call') return;
    const callee = this.summary.values[value.callee];
    const name = callee?.kind === 'member' ? callee.name : callee?.kind === 'global' ? callee.name : '';
    const entities = this.calleesOf(value);
    const taken = new Set<string>();
    let isKnown = false;
    for (const entity of entities) {
      switch (entity.kind) {
        case 'function':
          isKnown = true;
          this.toFunction(call, value, entity);
          this.forwarded(call, value, entity);
          if (this.factsOf(entity)?.isAsync)
            this.promises.push({ call, name: this.factsOf(entity)?.name || name });
          break;
        case 'class':
          isKnown = true;
          this.toClass(call, value, entity, this.parameterOf(value.callee, entity));
          break;
        case 'origin': {
          isKnown = true;
          const what = blockingCall(entity.module, entity.way);
          if (what && !this.blocking.some((one) => one.call === call)) this.blocking.push({ call, what });
          const view = viewOf(
            this.file,
            this.summary,
            value,
            entity,
            this.resolver,
            this.finder,
            this.factsOf,
          );
          if (!isBuiltin(entity.module)) {
            this.packages.push({ call, module: entity.module });
            this.ofModel(call, callee);
          } else if (
            (entity.module === 'fs/promises' &&
              entity.way.filter((step) => step !== 'default').length === 1) ||
            (entity.module === 'fs' && entity.way.at(-2) === 'promises')
          )
            this.promises.push({ call, name: `fs.promises.${name}` });
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
      if (what) this.blocking.push({ call, what });
      const method = callee?.kind === 'member' ? this.methods.only(name, this.file) : null;
      if (method) this.edge(call.function, method, call.span, false);
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
        around = this.summary.functions[around]!.parent;
      if (around > 0)
        this.handlers.push({ framework: 'timer', name: 'setTimeout', functions: [fn], span: call.span });
    }
    if (call.callbacks.length === 0) return;
    // loop() { …; setTimeout(() => this.loop(), 1000); }: not where the loop is behind an event, as connections are tried again.
    for (const one of this.summary.calls) {
      const inner = call.callbacks.includes(one.function) ? this.summary.values[one.value] : null;
      if (inner?.kind !== 'call') continue;
      for (const fn of this.resolver.resolve(this.file, inner.callee))
        if (fn.kind === 'function' && fn.file === this.file && fn.index === call.function)
          this.handlers.push({ framework: 'timer', name: 'setTimeout', functions: [fn], span: call.span });
    }
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
      const view = viewOf(this.file, this.summary, value, origin, this.resolver, this.finder, this.factsOf);
      const path = view.text(0);
      const text = (at: number): string | null =>
        at === 0 && path?.startsWith('/') !== true ? null : view.text(at);
      for (const recognizer of recognizersOf(origin.module))
        this.register(call, recognizer.recognize(origin, { ...view, text }), taken);
    }
  }

  /** fn.call(this, …) and fn.apply(this, …) call fn. */
  private calleesOf(value: CallValue): readonly Entity[] {
    const callee = this.summary.values[value.callee];
    if (callee?.kind === 'member' && (callee.name === 'call' || callee.name === 'apply')) {
      const functions = this.resolver.resolve(this.file, callee.of).filter((one) => one.kind !== 'instance');
      if (functions.length > 0) return functions;
    }
    return this.resolver.resolve(this.file, value.callee);
  }

  /** Calls of what the project makes itself, or of what is not known. */
  private ofOwn(call: CallFacts, value: CallValue, name: string, taken: Set<string>, isKnown: boolean): void {
    const callee = this.summary.values[value.callee];
    const of = callee?.kind === 'member' ? callee.of : unknown;
    const first = value.args[0] ?? unknown;
    if (listening.has(name) || name === 'emit') {
      const event = this.summary.values[first];
      const emitters = this.resolver.resolve(this.file, of);
      if (event?.kind === 'text' && emitters.length > 0) this.event(call, value, name, emitters, event.text);
    }
    const view = viewOf(this.file, this.summary, value, null, this.resolver, this.finder, this.factsOf);
    const holder = this.summary.values[of];
    const isPlugin = !isKnown && holder?.kind === 'parameter' && this.exported.has(holder.function);
    const found = recognizeByForm(name, view, isPlugin);
    this.register(call, found, taken);
    // What registers handlers runs once, when the program starts.
    if (isPlugin && found.length > 0) this.startUp.push(this.own(holder.function));
  }

  private event(
    call: CallFacts,
    value: CallValue,
    name: string,
    emitters: readonly Entity[],
    event: string,
  ): void {
    const isEmit = name === 'emit';
    const functions = isEmit ? [] : this.finder.find(this.file, value.args[1] ?? unknown);
    if (!isEmit && functions.length === 0) return;
    for (const { key } of emitters)
      (isEmit ? this.emits : this.listeners).push({
        key: `${key}\0${event}`,
        from: isEmit ? call.function : -1,
        functions,
        span: call.span,
      });
  }

  /** bus.subscribe('news', fn), where `subscribe` hands both on to an emitter. */
  private forwarded(call: CallFacts, value: CallValue, fn: FunctionEntity): void {
    for (const { emitters, event, listener } of this.eventForms.of(fn)) {
      const given = typeof event === 'number' ? this.summary.values[value.args[event] ?? unknown] : null;
      const name = typeof event === 'string' ? event : given?.kind === 'text' ? given.text : null;
      const functions = listener === null ? [] : this.finder.find(this.file, value.args[listener] ?? unknown);
      if (name === null || (listener !== null && functions.length === 0)) continue;
      const links = listener === null ? this.emits : this.listeners;
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
    const callee = this.summary.values[value.callee];
    if (callee?.kind !== 'parameter' || !this.isTooWide(value))
      this.edge(call.function, fn, call.span, false, this.parameterOf(value.callee, fn));
    // Classes that it is given it may make objects of, as it calls functions that it is given.
    for (const arg of value.args)
      for (const one of this.resolver.resolve(this.file, arg))
        if (one.kind === 'class') this.toClass(call, value, one, this.parameterOf(arg, one), true);
    this.give(value, fn);
  }

  private isTooWide(value: CallValue): boolean {
    const callee = this.summary.values[value.callee];
    return callee?.kind === 'parameter' && this.resolver.resolve(this.file, value.callee).length > mostCalled;
  }

  /**
   * Key of the function whose parameter a value is, as far as it is that entity; null where something else gives it too:
   * `run` of `(run = standard)`.
   */
  private parameterOf(ref: Ref, { key }: Entity): string | null {
    const value = this.summary.values[ref];
    const parts = value?.kind === 'any' ? value.of : [ref];
    let found: string | null = null;
    for (const part of parts) {
      const one = this.summary.values[part];
      if (one?.kind === 'parameter') found = functionKey(this.file, one.function);
      else if (this.resolver.resolve(this.file, part).some((entity) => entity.key === key)) return null;
    }
    return found;
  }

  private toClass(
    call: CallFacts,
    value: CallValue,
    { file, index }: ClassEntity,
    parameterOf: string | null,
    isCallback = false,
  ): void {
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
    const key = parameterKey(fn.key, at);
    let known = this.given.get(key);
    if (!known) this.given.set(key, (known = new Map()));
    if (known.size < most) known.set(entity.key, entity);
  }

  private register(call: CallFacts, found: readonly Registration[], taken: Set<string>): void {
    for (const { functions, role, framework, name, parameters } of found) {
      if (functions.length === 0) continue;
      for (const fn of functions) {
        taken.add(fn.key);
        parameters.forEach((parameter, at) => {
          if (parameter) this.giveOne(fn, at, originOf(parameter, `${this.file}#${call.value}`));
        });
        if (role === 'setup') this.edge(call.function, fn, call.span, true);
      }
      if (role !== 'handler') this.startUp.push(...functions);
      else this.handlers.push({ framework, name, functions, span: call.span });
    }
  }

  /** Functions given to a call run because of it, whatever is called: list.map(fn), db.query(sql, fn), new Promise(fn). */
  private callbacks(call: CallFacts, value: CallValue, name: string, taken: ReadonlySet<string>): void {
    if (name === 'bind' || this.isOnceEvent(value, name)) return;
    if (iterating.has(name)) this.iterate(value);
    else if (name === 'then') this.resolved(value);
    const given = new Map<string, { fn: FunctionEntity; parameterOf: string | null }>();
    for (const index of call.callbacks) {
      const fn = this.own(index);
      given.set(fn.key, { fn, parameterOf: null });
    }
    for (const arg of value.args) {
      const of = this.summary.values[arg];
      if (!of || of.kind === 'text' || of.kind === 'object') continue;
      const parameterOf = of.kind === 'parameter' ? functionKey(this.file, of.function) : null;
      for (const fn of this.resolver.resolve(this.file, arg))
        if (fn.kind === 'function' && !given.has(fn.key)) given.set(fn.key, { fn, parameterOf });
    }
    for (const [key, { fn, parameterOf }] of given)
      if (!taken.has(key)) this.edge(call.function, fn, call.span, true, parameterOf);
  }

  /** routes.forEach((route) => …): what the function is given. */
  private iterate(value: CallValue): void {
    const callee = this.summary.values[value.callee];
    if (callee?.kind !== 'member') return;
    const lists = this.resolver.resolve(this.file, callee.of);
    this.giveFirst(
      value,
      lists.flatMap((one) => this.resolver.elements(one)),
    );
  }

  /** load().then((store) => …): a promise is what it resolves to. */
  private resolved(value: CallValue): void {
    const callee = this.summary.values[value.callee];
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
    const event = this.summary.values[value.args[0] ?? unknown];
    return listening.has(name) && event?.kind === 'text' && onceEvents.has(event.text);
  }

  private edge(
    from: number,
    to: FunctionEntity,
    span: Span,
    isCallback: boolean,
    parameterOf: string | null = null,
  ): void {
    this.edges.push({ from, to, span, isCallback, parameterOf });
  }

  private own(index: number, file = this.file): FunctionEntity {
    return this.resolver.functionOf(file, index);
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

function byOrigin<T extends { readonly from: number }>(
  links: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const link of links) {
    const group = groups.get(link.from);
    if (group) group.push(link);
    else groups.set(link.from, [link]);
  }
  return groups;
}
