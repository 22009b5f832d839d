import { globalModule } from './bindings';
import { isBuiltin } from './builtins';
import type { Entities, Entity, OriginEntity } from './entities';
import type { FileSummary } from './fileSummary';
import { flat } from './flat';
import type { Resolver } from './resolver';
import { unknown, type Ref, type Value } from './values';

const none: readonly never[] = [];
/** Methods of collections that give what is in them. */
const giving = new Set(['get', 'values', 'entries', 'at', 'pop', 'shift', 'find', 'next']);
const mapping = new Set(['map', 'flatMap']);
const arrayKeeping = new Set(['filter', 'concat', 'slice', 'reverse', 'sort', 'flat']);

/** Methods of texts and lists that call what they are given, and give back something else. */
export const consuming: ReadonlySet<string> = new Set(
  'replace replaceAll forEach some every findIndex reduce reduceRight sort'.split(' '),
);

/** What gives back the first of its arguments with what is in the others; of Node's, lodash's and of packages that do nothing else. */
const copying =
  /^(?:_?extend|assign|object-assign|merge|lodash\.(?:assign|merge|defaults)|mixin|defaults|xtend)$/;

/** What calls give, for the resolver. */
export class CallResults {
  constructor(
    private readonly resolver: Pick<Resolver, 'resolve' | 'elements' | 'step'>,
    private readonly summaryOf: (file: string) => FileSummary | null,
    private readonly entities: Entities,
  ) {}

  /** What a call gives. */
  of(
    file: string,
    summary: FileSummary,
    { callee, args, isNew }: Extract<Value, { kind: 'call' }>,
    ref: Ref,
  ): readonly Entity[] {
    const called = summary.values.get(callee);
    if (called?.kind === 'member') {
      const { of, name } = called;
      if (name === 'bind') return this.resolver.resolve(file, of);
      if (name === 'call' || name === 'apply')
        return flat(this.resolver.resolve(file, of), (one) => this.result(one, file, args, isNew, ref));
      // What a promise gives is what its last callback returned.
      if (name === 'catch' || name === 'finally') return this.resolver.resolve(file, of);
      if (name === 'then') {
        const given = flat(this.functions(file, args.slice(0, 1)), (fn) =>
          this.result(fn, file, [], false, ref),
        );
        if (given.length > 0) return given;
      }
      if (giving.has(name)) {
        const held = flat(this.collections(file, of, name), (one) => this.resolver.elements(one));
        if (held.length > 0) return held;
      }
      if (mapping.has(name) && this.functions(file, args.slice(0, 1)).length > 0)
        return [this.entities.objectOf(file, ref)];
      if (arrayKeeping.has(name)) {
        const arrays = this.resolver.resolve(file, of).filter(({ kind }) => kind === 'object');
        if (arrays.length > 0) return [...arrays, ...flat(args, (arg) => this.objects(file, arg))];
      }
    }
    const isConsumed = called?.kind === 'member' && consuming.has(called.name);
    if (callee === unknown) return this.functions(file, args);
    const callees = this.resolver.resolve(file, callee);
    const found = flat(callees, (one) => this.result(one, file, args, isNew, ref));
    return found.length > 0 || isConsumed ? found : this.functions(file, args);
  }

  /** What is in the list that `list.map(fn)` gives. */
  mapped(
    file: string,
    summary: FileSummary,
    { callee, args }: Extract<Value, { kind: 'call' }>,
    ref: Ref,
  ): readonly Entity[] {
    const called = summary.values.get(callee);
    if (called?.kind !== 'member' || !mapping.has(called.name)) return none;
    return flat(this.functions(file, args.slice(0, 1)), (fn) => this.result(fn, file, [], false, ref));
  }

  /** Maps, sets and arrays; what an object that is written out calls `get` is its own. */
  private collections(file: string, ref: Ref, name: string): readonly Entity[] {
    return this.resolver.resolve(file, ref).filter((one) => {
      const value = one.kind === 'object' ? this.summaryOf(one.file)?.values.get(one.ref) : undefined;
      return value?.kind === 'call' || (value?.kind === 'array' && name !== 'get');
    });
  }

  private objects(file: string, ref: Ref): readonly Entity[] {
    return this.resolver.resolve(file, ref).filter(({ kind }) => kind === 'object');
  }

  /** Functions given to something that is not known: what it gives back may well be one of them, wrapped. */
  private functions(file: string, args: readonly Ref[]): readonly Entity[] {
    return flat(args, (arg) => functionsAmong(this.resolver.resolve(file, arg)));
  }

  private result(
    callee: Entity,
    file: string,
    args: readonly Ref[],
    isNew: boolean,
    ref: Ref,
  ): readonly Entity[] {
    switch (callee.kind) {
      case 'function': {
        const facts = this.summaryOf(callee.file)?.functions.get(callee.index);
        const returned = flat(facts?.returns ?? none, (one) => this.resolver.resolve(callee.file, one));
        return isNew ? [this.entities.instanceOf(callee), ...returned] : returned;
      }
      case 'class':
        return [this.entities.instanceOf(callee)];
      case 'origin':
        return this.ofOrigin(callee, file, args, isNew, ref);
      default:
        return none;
    }
  }

  private ofOrigin(
    callee: OriginEntity,
    file: string,
    args: readonly Ref[],
    isNew: boolean,
    ref: Ref,
  ): readonly Entity[] {
    const name = callee.way.at(-1) ?? '';
    const first = (): readonly Entity[] => this.resolver.resolve(file, args[0] ?? unknown);
    if (callee.module === 'util' && (name === 'promisify' || name === 'callbackify' || name === 'deprecate'))
      return first();
    // Object.assign, _.extend({ … }, EventEmitter.prototype), util._extend, a package called merge
    if (copying.test(name) || (callee.way.length === 0 && copying.test(callee.module)))
      return flat(args, (arg) => this.resolver.resolve(file, arg));
    if (callee.module === globalModule) {
      switch (callee.way.join('.')) {
        case 'Object.freeze':
        case 'Object.seal':
        case 'Object.create':
        case 'Promise.resolve':
        case 'Promise.all':
        case 'Promise.allSettled':
        case 'Promise.race':
        case 'Array.from':
        case 'Proxy':
          return first();
        case 'Map':
        case 'Set':
        case 'WeakMap':
        case 'Array':
          return isNew ? [this.entities.objectOf(file, ref)] : none;
        case 'Object.values':
        case 'Object.entries':
          return flat(first(), (entity) => this.resolver.elements(entity));
        default:
          return none;
      }
    }
    const made = this.resolver.step(callee, isNew ? 'new' : '()', this.entities.siteOf(file, ref));
    return isNew || isBuiltin(callee.module) ? made : [...made, ...this.functions(file, args)];
  }
}

function functionsAmong(entities: readonly Entity[]): readonly Entity[] {
  const isFunction = ({ kind }: Entity): boolean => kind === 'function';
  return entities.every(isFunction) ? entities : entities.filter(isFunction);
}
