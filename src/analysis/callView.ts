import type { Entity, FunctionEntity, OriginEntity } from './entities';
import type { FileSummary, FunctionFacts } from './fileSummary';
import { flat } from './flat';
import type { CallView, ObjectView } from './handlers/recognizer';
import type { Resolver } from './resolver';
import { unknown, type Ref, type Value } from './values';

export type CallValue = Extract<Value, { kind: 'call' }>;

/** How deep arrays, wrappers and objects are looked into for functions. */
const deepest = 4;
const mostFunctions = 40;
const noWay: readonly string[] = [];

/** Functions that a value may be, also in arrays and behind wrappers. */
export class FunctionFinder {
  constructor(
    private readonly resolver: Resolver,
    private readonly summaryOf: (file: string) => FileSummary | null,
  ) {}

  find(file: string, ref: Ref): readonly FunctionEntity[] {
    const found = new Map<string, FunctionEntity>();
    this.collect(file, ref, found, 0);
    return [...found.values()].slice(0, mostFunctions);
  }

  objects(file: string, ref: Ref): readonly ObjectView[] {
    return this.viewsOf(this.resolver.resolve(file, ref), 0);
  }

  private viewsOf(entities: readonly Entity[], depth: number): readonly ObjectView[] {
    return flat(entities, (entity) => {
      if (entity.kind === 'module') return [this.view(entity)];
      if (entity.kind !== 'object') return [];
      const isArray = this.summaryOf(entity.file)?.values.get(entity.ref)?.kind === 'array';
      if (!isArray) return [this.view(entity)];
      return depth < deepest ? this.viewsOf(this.resolver.elements(entity), depth + 1) : [];
    });
  }

  private collect(file: string, ref: Ref, found: Map<string, FunctionEntity>, depth: number): void {
    if (depth > deepest) return;
    for (const entity of this.resolver.resolve(file, ref)) this.add(entity, found, depth);
    const value = this.summaryOf(file)?.values.get(ref);
    if (value?.kind === 'call') {
      // A wrapper calls what it is given: asyncHandler(async (req, res) => …), handler.bind(this).
      for (const arg of value.args)
        if (this.isFunctionLike(file, arg)) this.collect(file, arg, found, depth + 1);
    } else if (value?.kind === 'array')
      for (const item of value.items) this.collect(file, item, found, depth + 1);
    else if (value?.kind === 'any') for (const one of value.of) this.collect(file, one, found, depth + 1);
  }

  /** Not an object with options: the functions in that are for other occasions. */
  private isFunctionLike(file: string, ref: Ref): boolean {
    const value = this.summaryOf(file)?.values.get(ref);
    return value !== undefined && value.kind !== 'object' && value.kind !== 'text';
  }

  private add(entity: Entity, found: Map<string, FunctionEntity>, depth: number): void {
    if (entity.kind === 'function') found.set(entity.key, entity);
    if (entity.kind !== 'object' || depth > deepest) return;
    const value = this.summaryOf(entity.file)?.values.get(entity.ref);
    if (value?.kind === 'array')
      for (const item of value.items) this.collect(entity.file, item, found, depth + 1);
    else if (value?.kind === 'call')
      for (const one of this.resolver.elements(entity)) this.add(one, found, depth + 1);
  }

  private ofEntities(entities: readonly Entity[]): readonly FunctionEntity[] {
    const found = new Map<string, FunctionEntity>();
    for (const entity of entities) this.add(entity, found, 0);
    return [...found.values()];
  }

  view(entity: Entity): ObjectView {
    const property = (name: string): readonly Entity[] => this.resolver.member(entity, name);
    const written = entity.kind === 'object' ? this.summaryOf(entity.file)?.values.get(entity.ref) : null;
    return {
      names: written?.kind === 'object' ? written.properties.map(({ name }) => name) : [],
      text: (name) => textOf(property(name)),
      functions: (name) => {
        const own =
          written?.kind === 'object' ? written.properties.findLast((one) => one.name === name) : null;
        return entity.kind === 'object' && own
          ? this.find(entity.file, own.value)
          : this.ofEntities(property(name));
      },
      objects: (name) => this.viewsOf(property(name), 1),
    };
  }
}

/** What calls of one file are looked at with. */
export interface CallReader {
  readonly file: string;
  readonly summary: FileSummary;
  readonly resolver: Resolver;
  readonly finder: FunctionFinder;
  readonly facts: (fn: FunctionEntity) => FunctionFacts | null;
}

/** A call of a file for those who recognise handlers; there is one for nearly every call, so that it does nothing by itself. */
export class CallOf implements CallView {
  readonly file: string;
  readonly way: readonly string[];

  constructor(
    private readonly value: CallValue,
    origin: OriginEntity | null,
    private readonly reader: CallReader,
  ) {
    this.file = reader.file;
    this.way = origin?.way ?? noWay;
  }

  get isNew(): boolean {
    return this.value.isNew;
  }

  get argumentCount(): number {
    return this.value.args.length;
  }

  text(at: number): string | null {
    return this.textOf(this.argument(at));
  }

  functions(at: number): readonly FunctionEntity[] {
    return this.reader.finder.find(this.file, this.argument(at));
  }

  objects(at: number): readonly ObjectView[] {
    return this.reader.finder.objects(this.file, this.argument(at));
  }

  madeWith(): string | null {
    // app.route('/users').get(…).post(…): back along the chain to the first call with a text.
    const { values } = this.reader.summary;
    let callee = values.get(this.value.callee);
    for (let depth = 0; depth < 40 && callee?.kind === 'member'; depth++) {
      const of = values.get(callee.of);
      if (of?.kind !== 'call') return null;
      callee = values.get(of.callee);
      if (callee?.kind === 'member' && callee.name === 'route') return this.textOf(of.args[0] ?? unknown);
    }
    return null;
  }

  facts(fn: FunctionEntity): FunctionFacts | null {
    return this.reader.facts(fn);
  }

  private argument(at: number): Ref {
    return this.value.args[at] ?? unknown;
  }

  private textOf(ref: Ref): string | null {
    return textOf(this.reader.resolver.resolve(this.file, ref));
  }
}

/** `router[method](path, fn)`, whose first argument only counts where it is a path. */
export class PathCallOf extends CallOf {
  override text(at: number): string | null {
    const text = super.text(at);
    return at === 0 && text?.startsWith('/') !== true ? null : text;
  }
}

function textOf(entities: readonly Entity[]): string | null {
  for (const entity of entities) if (entity.kind === 'text') return entity.text;
  return null;
}
