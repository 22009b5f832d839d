import type { FunctionFinder } from './callView';
import type { Entities, FunctionEntity, OriginEntity } from './entities';
import type { FileSummary } from './fileSummary';
import type { Span } from './finding';
import { ofExport } from './handlers/conventions';
import { handlersIn, mayHoldHandlers } from './handlers/forms';
import { requestName, type Parameter } from './handlers/recognizer';
import { ofApplicationType, ofFunctionType, ofParameterType, ofPluginType } from './handlers/typed';
import type { Resolver } from './resolver';
import type { Ref } from './values';

/** A handler that no call registers: the form of an object, a type or the place of an export tells. */
export interface FormLink {
  readonly framework: string;
  readonly name: string;
  readonly functions: readonly FunctionEntity[];
  readonly span: Span;
}

/** A function that registers handlers, as its type tells. */
export interface TypedPlugin {
  readonly fn: FunctionEntity;
  /** What its first parameter is, if that has no type of its own. */
  readonly parameter: Parameter | null;
}

/** Beyond that a file is data. */
const mostObjects = 2000;

/** Looks through a file for what frameworks call without having been told by a call of the file. */
export class FormFinder {
  constructor(
    private readonly file: string,
    private readonly summary: FileSummary,
    private readonly resolver: Resolver,
    private readonly finder: FunctionFinder,
    private readonly entities: Entities,
  ) {}

  /** Descriptions of routes, resolvers; exports in files of a framework's own places. */
  *registered(): Generator<FormLink> {
    const { values, exports, wholeExports } = this.summary;
    let objects = 0;
    for (let ref = 0; ref < values.length; ref++) {
      const value = values.get(ref)!;
      if (value.kind !== 'object' || ++objects > mostObjects) continue;
      if (!mayHoldHandlers(value.properties.map(({ name }) => name))) continue;
      for (const entity of this.resolver.resolve(this.file, ref))
        for (const { framework, name, functions } of handlersIn(this.finder.view(entity)))
          yield* this.linkOf(framework, name, functions);
    }
    for (const { name, value } of [
      ...exports,
      ...wholeExports.map((value) => ({ name: 'default', value })),
    ]) {
      const found = ofExport(this.file, name);
      if (found) yield* this.linkOf(found.framework, found.name, this.finder.find(this.file, value));
    }
  }

  /** Functions whose types say that they are handlers, or work for one. */
  *typed(): Generator<FormLink> {
    const { functions } = this.summary;
    for (let index = 0; index < functions.length; index++) {
      const { name, types, declared } = functions.get(index)!;
      const framework =
        this.first(declared, ofFunctionType) ??
        types.reduce<string | null>((found, type) => found ?? this.first(type, ofParameterType), null);
      if (framework !== null)
        yield* this.linkOf(framework, requestName(name), [this.entities.functionOf(this.file, index)]);
    }
  }

  *plugins(): Generator<TypedPlugin> {
    const { functions } = this.summary;
    for (let index = 0; index < functions.length; index++) {
      const { declared, types } = functions.get(index)!;
      const parameter = this.first(declared, ofPluginType);
      const isPlugin = parameter !== null || this.first(types[0], ofApplicationType) !== null;
      if (isPlugin) yield { fn: this.entities.functionOf(this.file, index), parameter };
    }
  }

  private first<T>(type: Ref | undefined, ask: (type: OriginEntity) => T | null): T | null {
    if (type === undefined || type < 0) return null;
    for (const entity of this.resolver.resolve(this.file, type)) {
      const found = entity.kind === 'origin' ? ask(entity) : null;
      if (found !== null) return found;
    }
    return null;
  }

  private *linkOf(
    framework: string,
    name: string,
    functions: readonly FunctionEntity[],
  ): Generator<FormLink> {
    for (const fn of functions) {
      const start = fn.file === this.file ? (this.summary.functions.get(fn.index)?.span.start ?? 0) : 0;
      yield { framework, name, functions: [fn], span: { start, end: start } };
    }
  }
}
