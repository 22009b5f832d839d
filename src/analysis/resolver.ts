import { Answers, noFields, settled, type Answer } from './answers';
import { joined, ParameterClock, someParameter, type Basis } from './basis';
import { globalModule } from './bindings';
import { CallResults } from './callResults';
import { computedPart } from './computedImports';
import {
  originEntity,
  textEntity,
  type Entities,
  type Entity,
  type ModuleEntity,
  type ObjectEntity,
  type OriginEntity,
  type TextEntity,
} from './entities';
import { anyElement, type FileSummary } from './fileSummary';
import { flat, flatOf } from './flat';
import type { GlobalValue } from './globalNames';
import { parameterKey } from './links';
import { unknown, type Ref, type Value } from './values';

/** What the resolver asks of the project. */
export interface ResolverHost {
  summaryOf(file: string): FileSummary | null;
  /** The project's file that a specifier leads to; null for packages and what is missing. */
  fileOf(from: string, specifier: string): string | null;
  /** The project's files that a specifier with a computed part may lead to: `./handlers/${…}`. */
  filesOf(from: string, specifier: string): readonly string[];
  /** What the project's files assign to a global of that name. */
  globals(name: string, asker: string): readonly GlobalValue[];
  /** What callers give for a parameter. */
  argumentsFor(file: string, index: number, at: number): readonly Entity[];
}

const mostEntities = 40;
const fewEntities = 6;
/** A chain such as `app.get().get()…` may be long; beyond that a way leads nowhere that we know of. */
const longestWay = 80;
const deepest = 150;
/** Answers that are remembered: beyond, they would take more memory than everything else. */
const mostAnswers = 30_000;
const none: readonly Entity[] = [];
/** Under this name it is remembered what an object holds. */
const held = '\0held';

/** Follows values through the files of a project, and remembers who asked whom. */
export class Resolver {
  private readonly known = new Map<string, Answers>();
  /** Those that were needed last: most questions are about the same file. */
  private last: Answers | null = null;
  /** For each file, those whose answers rest on it. */
  private readonly askers = new Map<string, Set<string>>();
  private readonly clock = new ParameterClock();
  private readonly results: CallResults;
  private asking = '';
  /** What parameters the answer that is being worked out rests on. */
  private basis: Basis = null;
  /** Depth of the outermost answer that it has met while that was pending. */
  private outermost = settled;
  /** Answers that have met one which is still pending. */
  private readonly unsettled: Answer[] = [];
  private depth = 0;
  private answerCount = 0;

  constructor(
    private readonly host: ResolverHost,
    private readonly entities: Entities,
  ) {
    this.results = new CallResults(this, (file) => host.summaryOf(file), entities);
  }

  /** Forgets what was said of a file; gives the files whose answers rested on that, itself among them. */
  drop(file: string): Set<string> {
    const dropped = new Set<string>();
    const queue = [file];
    while (queue.length > 0) {
      const next = queue.pop()!;
      if (dropped.has(next)) continue;
      dropped.add(next);
      queue.push(...(this.askers.get(next) ?? []));
      this.forgetAnswers(next);
      this.askers.delete(next);
    }
    return dropped;
  }

  /** A parameter is given something else: what rests on that is worked out again when it is asked for. */
  parameterChanged(key: number): void {
    this.clock.changed(key);
  }

  /** A moment, for `isUnchanged`. */
  get now(): number {
    return this.clock.now;
  }

  /** Whether parameters are given what they were given then. */
  isUnchanged(since: number, basis: Basis): boolean {
    return basis === null || !this.clock.isSince(since, basis);
  }

  /** Forgets what was said of a file, though it still holds for those who asked. */
  forgetAnswers(file: string): void {
    this.known.delete(file);
    this.last = null;
  }

  /** Gives the memory of answers back where there are many; who rests on whom stays known. */
  trim(): void {
    if (this.answerCount > mostAnswers) this.forgetAllAnswers();
  }

  forgetAllAnswers(): void {
    this.answerCount = 0;
    this.known.clear();
    this.last = null;
  }

  /** Parameters that what is asked meanwhile rests on. */
  watch(ask: () => void): Basis {
    this.basis = null;
    ask();
    return this.basis;
  }

  askersOf(file: string): ReadonlySet<string> {
    return this.askers.get(file) ?? new Set();
  }

  resolve(file: string, ref: Ref): readonly Entity[] {
    if (ref === unknown) return none;
    const answers = this.answersOf(file);
    if (!answers) return none;
    const before = answers.values[ref];
    if (before && this.isRight(before)) return this.again(before, file);
    const value = answers.summary.values.get(ref);
    if (!value) return none;
    this.noteAsker(file);
    const known = answers.plain[ref];
    if (known) return known;
    const plain = this.plain(file, value, ref);
    if (plain) {
      this.answerCount++;
      return (answers.plain[ref] = plain);
    }
    if (this.depth > deepest) return this.tooDeep();
    const answer = this.pendingAnswer();
    answers.values[ref] = answer;
    return this.answer(answer, file, () => this.evaluate(file, answers.summary, value, ref));
  }

  /** null for what is no file of the project. */
  private answersOf(file: string): Answers | null {
    if (this.last?.file === file) return this.last;
    let answers = this.known.get(file);
    if (!answers) {
      const summary = this.host.summaryOf(file);
      if (!summary) return null;
      this.known.set(file, (answers = new Answers(file, summary)));
    }
    return (this.last = answers);
  }

  /** Whether an answer of before still holds, or is being worked out. */
  private isRight(answer: Answer): boolean {
    if (answer.basis === null) return true;
    if (this.clock.isSince(answer.checkedAt, answer.basis)) return false;
    answer.checkedAt = this.clock.now;
    return true;
  }

  /** What was answered before; notes who asks. */
  private again(answer: Answer, file: string): readonly Entity[] {
    this.noteAsker(file);
    if (answer.waitsFor < this.outermost) this.outermost = answer.waitsFor;
    this.basis = joined(this.basis, answer.basis);
    return answer.entities;
  }

  private tooDeep(): readonly Entity[] {
    this.basis = joined(this.basis, someParameter); // asked from elsewhere the answer may be another
    return none;
  }

  private pendingAnswer(): Answer {
    return { entities: none, basis: null, checkedAt: this.clock.now, waitsFor: this.depth + 1 };
  }

  /** Works out an answer about a file. What asks for itself on the way is told nothing. */
  private answer(answer: Answer, file: string, find: () => readonly Entity[]): readonly Entity[] {
    this.answerCount++;
    const { asking, basis, outermost } = this;
    const firstUnsettled = this.unsettled.length;
    this.asking = file;
    this.basis = null;
    this.outermost = settled;
    this.depth++;
    answer.entities = distinct(find());
    answer.basis = this.basis;
    answer.waitsFor = this.outermost < this.depth ? this.outermost : settled;
    if (answer.waitsFor < settled) this.unsettled.push(answer);
    else if (this.unsettled.length > firstUnsettled) this.settle(firstUnsettled, answer.basis);
    this.outermost = Math.min(answer.waitsFor, outermost);
    this.depth--;
    this.asking = asking;
    this.basis = joined(basis, answer.basis);
    return answer.entities;
  }

  /** What has met an answer while that was pending rests on the same. */
  private settle(first: number, basis: Basis): void {
    for (const one of this.unsettled.splice(first)) {
      one.basis = joined(one.basis, basis);
      one.waitsFor = settled;
    }
  }

  private noteAsker(file: string): void {
    if (this.asking !== '' && this.asking !== file) note(this.askers, file, this.asking);
  }

  /** What is known without asking for anything else; null for the rest. */
  private plain(file: string, value: Value, ref: Ref): readonly Entity[] | null {
    switch (value.kind) {
      case 'function':
        return [this.entities.functionOf(file, value.index)];
      case 'class':
        return [this.entities.classOf(file, value.index)];
      case 'object':
      case 'array':
        return [this.entities.objectOf(file, ref)];
      case 'text':
        return [textEntity(value.text)];
      case 'global':
        if (value.name === globalModule) return [originEntity(globalModule, [])];
        return this.host.globals(value.name, file).length > 0
          ? null
          : [originEntity(globalModule, [value.name])];
      default:
        return null;
    }
  }

  private evaluate(file: string, summary: FileSummary, value: Value, ref: Ref): readonly Entity[] {
    switch (value.kind) {
      case 'module':
        return this.module(file, value.specifier);
      case 'exports':
        return this.moduleOf(file, summary);
      case 'member':
        return flat(this.resolve(file, value.of), (owner) => this.member(owner, value.name));
      case 'element':
        return flat(this.resolve(file, value.of), (owner) => this.elements(owner));
      case 'call':
        return this.results.of(file, summary, value, ref);
      case 'parameter':
        return this.parameter(file, value);
      case 'this': {
        const owner = summary.functions.get(value.function)?.owner ?? unknown;
        if (owner !== unknown) return this.resolve(file, owner);
        return [this.entities.instanceOf(this.entities.functionOf(file, value.function))];
      }
      case 'instance':
        return flat(this.resolve(file, value.of), (of) => this.instance(of));
      case 'any':
        return flat(value.of, (one) => this.resolve(file, one));
      case 'global':
        return this.global(value.name, file) ?? [originEntity(globalModule, [value.name])];
      default:
        return none; // plain
    }
  }

  private parameter(
    file: string,
    { function: index, at, type }: Extract<Value, { kind: 'parameter' }>,
  ): readonly Entity[] {
    const given = this.host.argumentsFor(file, index, at);
    const typed = this.resolve(file, type);
    this.basis = joined(this.basis, [parameterKey(this.entities.functionOf(file, index).id, at)]);
    if (given.length === 0) return typed;
    return typed.length === 0 ? given : [...given, ...typed];
  }

  private module(from: string, specifier: string): readonly Entity[] {
    if (specifier.includes(computedPart))
      return this.host.filesOf(from, specifier).flatMap((file) => {
        note(this.askers, file, from);
        const summary = this.host.summaryOf(file);
        const whole = summary?.wholeExports.flatMap((ref) => this.resolve(file, ref)) ?? [];
        return whole.length > 0 ? whole : [this.entities.moduleOf(file)];
      });
    const file = this.host.fileOf(from, specifier);
    if (file === null) return /^[./]/.test(specifier) ? none : [originEntity(specifier, [])];
    if (file !== from) note(this.askers, file, from);
    const summary = this.host.summaryOf(file);
    return summary ? this.moduleOf(file, summary) : none;
  }

  private moduleOf(file: string, summary: FileSummary): readonly Entity[] {
    return [...flat(summary.wholeExports, (ref) => this.resolve(file, ref)), this.entities.moduleOf(file)];
  }

  private instance(of: Entity): readonly Entity[] {
    if (of.kind === 'class' || of.kind === 'function') return [this.entities.instanceOf(of)];
    return of.kind === 'origin' ? this.step(of, 'new', of.site) : none;
  }

  /** One step further from something of a package's. */
  step(origin: OriginEntity, name: string, site = origin.site): readonly Entity[] {
    if (origin.way.length >= longestWay) return none;
    return [originEntity(origin.module, [...origin.way, name], site)];
  }

  member(owner: Entity, name: string): readonly Entity[] {
    if (owner.kind === 'origin') return this.ofOrigin(owner, name);
    if (owner.kind === 'text') return none;
    return this.remembered(owner, name, () =>
      owner.kind === 'module' ? this.exported(owner.file, name) : this.memberOf(owner, name),
    );
  }

  /** `app.log` of `const app = express(); app.log = makeLog();`, else what the package has of that name. */
  private ofOrigin(owner: OriginEntity, name: string): readonly Entity[] {
    if (owner.module === globalModule && owner.way.length === 0)
      return this.global(name, this.asking) ?? this.step(owner, name);
    const file = this.entities.fileOfSite(owner.site);
    if (file === null) return this.step(owner, name);
    this.noteAsker(file);
    const added = this.answersOf(file)?.fields().get(name) ?? [];
    const found = added
      .filter(({ of }) => this.resolve(file, of).some(({ key }) => key === owner.key))
      .flatMap(({ value }) => this.resolve(file, value));
    return found.length > 0 ? found : this.step(owner, name);
  }

  /** What the project's files make of a global; null where nothing is known of that. */
  private global(name: string, asker: string): readonly Entity[] | null {
    const found = flat(this.host.globals(name, asker), ({ file, value }) => this.resolve(file, value));
    return found.length > 0 ? found : null;
  }

  private remembered(owner: Placed, name: string, find: () => readonly Entity[]): readonly Entity[] {
    const answers = this.answersOf(owner.file);
    if (!answers) return none;
    const members = answers.membersOf(owner.key);
    const before = members.get(name);
    if (before && this.isRight(before)) return this.again(before, owner.file);
    this.noteAsker(owner.file);
    if (this.depth > deepest) return this.tooDeep();
    const answer = this.pendingAnswer();
    members.set(name, answer);
    return this.answer(answer, owner.file, find);
  }

  private memberOf(owner: Exclude<Placed, ModuleEntity>, name: string): readonly Entity[] {
    if (name === 'prototype' && (owner.kind === 'class' || owner.kind === 'function'))
      return [this.entities.instanceOf(owner)];
    const summary = this.host.summaryOf(owner.file);
    if (!summary) return none;
    const own = this.own(owner, summary, name);
    const assigned = this.assigned(owner, name);
    if (own.length > 0) return assigned.length > 0 ? [...own, ...assigned] : own;
    if (assigned.length > 0) return assigned;
    return flat(this.bases(owner, summary), (base) => this.member(base, name));
  }

  /** What an object, class or object of a class has by its own text. */
  private own(owner: Placed, summary: FileSummary, name: string): readonly Entity[] {
    if (owner.kind === 'object') {
      const value = summary.values.get(owner.ref);
      if (value?.kind === 'array') return this.resolve(owner.file, value.items[Number(name)] ?? unknown);
      if (value?.kind !== 'object') return none;
      const property = value.properties.findLast((one) => one.name === name);
      if (property) return this.resolve(owner.file, property.value);
      const spread = flat(value.spreads, (ref) => this.resolve(owner.file, ref));
      return flat(spread, (of) => this.member(of, name));
    }
    const of = owner.kind === 'instance' ? owner.of : owner;
    if (of.kind !== 'class') return none;
    // What was given to a parameter may have been a class that its file has no more, until that is linked again.
    const facts = summary.classes[of.index];
    return flatOf(
      owner.kind === 'instance' ? facts?.members : facts?.statics,
      (member) => member.name === name,
      ({ value }) => this.resolve(owner.file, value),
    );
  }

  /** What is assigned to its property somewhere in the file that makes it. */
  private assigned(owner: Placed, name: string): readonly Entity[] {
    const fields = this.answersOf(owner.file)?.fields() ?? noFields;
    const given = (field: string, key: string): readonly Entity[] =>
      flatOf(
        fields.get(field),
        ({ of }) => this.resolve(owner.file, of).some((one) => one.key === key),
        ({ value }) => this.resolve(owner.file, value),
      );
    const found = given(name, owner.key);
    if (found.length > 0) return found;
    if (owner.kind === 'instance') {
      // Thing.prototype = { name() … }
      const inPrototype = flat(given('prototype', owner.of.key), (of) => this.member(of, name));
      if (inPrototype.length > 0) return inPrototype;
    }
    return flatOf(
      given('*', owner.key),
      ({ key }) => key !== owner.key,
      (of) => this.member(of, name),
    );
  }

  private bases(owner: Entity, summary: FileSummary): readonly Entity[] {
    const isInstance = owner.kind === 'instance';
    const of = isInstance ? owner.of : owner;
    if (of.kind !== 'class' && of.kind !== 'function') return none;
    const bases =
      of.kind === 'class' ? this.resolve(of.file, summary.classes[of.index]?.extends ?? unknown) : [];
    const inherited = flatOf(
      summary.inherits,
      (one) => this.resolve(of.file, one.of).some(({ key }) => key === of.key || key === owner.key),
      ({ from }) => this.resolve(of.file, from),
    );
    if (bases.length + inherited.length === 0) return none;
    return flat([...bases, ...inherited], (base) => {
      if (base.kind === 'instance') return [base];
      return isInstance ? this.instance(base) : [base];
    });
  }

  private exported(file: string, name: string): readonly Entity[] {
    const summary = this.host.summaryOf(file);
    if (!summary) return none;
    const found = flatOf(
      summary.exports,
      (one) => one.name === name,
      ({ value }) => this.resolve(file, value),
    );
    if (found.length > 0) return found;
    // What `import name from` gives for a module that assigns `module.exports`.
    if (name === 'default') {
      return summary.wholeExports.length > 0 || summary.exports.length > 0
        ? this.moduleOf(file, summary)
        : none;
    }
    const starred = flat(summary.stars, (specifier) => this.module(file, specifier));
    return flat(starred, (of) => this.member(of, name));
  }

  /** Any of what an object holds. */
  elements(owner: Entity): readonly Entity[] {
    if (owner.kind === 'module') {
      const summary = this.host.summaryOf(owner.file);
      return flat(summary?.exports ?? [], ({ value }) => this.resolve(owner.file, value));
    }
    return owner.kind === 'object' ? this.remembered(owner, held, () => this.heldIn(owner)) : none;
  }

  private heldIn(owner: ObjectEntity): readonly Entity[] {
    const summary = this.host.summaryOf(owner.file);
    const value = summary?.values.get(owner.ref);
    const mapped =
      summary && value?.kind === 'call' ? this.results.mapped(owner.file, summary, value, owner.ref) : none;
    const written =
      value?.kind === 'call'
        ? this.filledWith(owner.file, value.args[0] ?? unknown)
        : value?.kind === 'array'
          ? value.items
          : value?.kind === 'object'
            ? value.properties.map((property) => property.value)
            : [];
    const added = flatOf(
      this.answersOf(owner.file)?.fields().get(anyElement),
      ({ of }) => this.resolve(owner.file, of).some(({ key }) => key === owner.key),
      (field) => [field.value],
    );
    const refs = added.length > 0 ? [...written, ...added] : written;
    const found = flat(refs, (ref) => this.resolve(owner.file, ref));
    return mapped.length > 0 ? [...mapped, ...found] : found;
  }

  /** `new Map([[name, value], …])`, `new Set([value, …])`. */
  private filledWith(file: string, ref: Ref): readonly Ref[] {
    const values = this.host.summaryOf(file)?.values;
    const list = values?.get(ref);
    if (list?.kind !== 'array') return [];
    return list.items.flatMap((item) => {
      const pair = values?.get(item);
      return pair?.kind === 'array' ? pair.items : [item];
    });
  }
}

type Placed = Exclude<Entity, OriginEntity | TextEntity>;

function distinct(entities: readonly Entity[]): readonly Entity[] {
  if (entities.length < 2) return entities;
  if (entities.length <= fewEntities && !hasTwice(entities)) return entities;
  const keys = new Set<string>();
  const found: Entity[] = [];
  for (const entity of entities) {
    if (keys.has(entity.key)) continue;
    keys.add(entity.key);
    found.push(entity);
    if (found.length === mostEntities) break;
  }
  return found;
}

/** Whether any is there twice; for few of them, without a set. */
function hasTwice(entities: readonly Entity[]): boolean {
  for (let at = 1; at < entities.length; at++)
    for (let before = 0; before < at; before++) if (entities[before]!.key === entities[at]!.key) return true;
  return false;
}

function note(askers: Map<string, Set<string>>, file: string, asker: string): void {
  let known = askers.get(file);
  if (!known) askers.set(file, (known = new Set()));
  known.add(asker);
}
