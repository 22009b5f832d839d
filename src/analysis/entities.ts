/** What a value turns out to be when the other files of the project are known. Two of one `key` are the same. */
export type Entity =
  FunctionEntity | ClassEntity | InstanceEntity | ObjectEntity | ModuleEntity | OriginEntity | TextEntity;

export interface FunctionEntity {
  readonly kind: 'function';
  readonly key: string;
  /** The same as its key, as a number. */
  readonly id: number;
  readonly file: string;
  /** Index in the file's `functions`. */
  readonly index: number;
}

export interface ClassEntity {
  readonly kind: 'class';
  readonly key: string;
  readonly file: string;
  readonly index: number;
}

export interface InstanceEntity {
  readonly kind: 'instance';
  readonly key: string;
  readonly file: string;
  /** A class, or a function that is called with `new`. */
  readonly of: ClassEntity | FunctionEntity;
}

/** An object or array that is written out in a file. */
export interface ObjectEntity {
  readonly kind: 'object';
  readonly key: string;
  readonly file: string;
  readonly ref: number;
}

/** What a file of the project exports. */
export interface ModuleEntity {
  readonly kind: 'module';
  readonly key: string;
  readonly file: string;
}

/** Something of Node's, of a package's or a global; see `Origin`, without the steps `await`. */
export interface OriginEntity {
  readonly kind: 'origin';
  readonly key: string;
  readonly module: string;
  readonly way: readonly string[];
  /** Where it was made, which tells two sockets apart; '' where nothing was made. */
  readonly site: string;
}

export interface TextEntity {
  readonly kind: 'text';
  readonly key: string;
  readonly text: string;
}

/** Its key is made when it is asked for: of most, it never is. */
class Origin implements OriginEntity {
  readonly kind = 'origin';
  private madeKey: string | null = null;

  constructor(
    readonly module: string,
    readonly way: readonly string[],
    readonly site: string,
  ) {}

  get key(): string {
    return (this.madeKey ??= `${this.module}\0${this.way.join('.')}\0${this.site}`);
  }
}

export const originEntity = (module: string, way: readonly string[], site = ''): OriginEntity =>
  new Origin(module, way, site);

class Text implements TextEntity {
  readonly kind = 'text';

  constructor(readonly text: string) {}

  get key(): string {
    return `'${this.text}`;
  }
}

export const textEntity = (text: string): TextEntity => new Text(text);

class Written implements ObjectEntity {
  readonly kind = 'object';
  private madeKey: string | null = null;

  constructor(
    private readonly fileNumber: number,
    readonly file: string,
    readonly ref: number,
  ) {}

  get key(): string {
    return (this.madeKey ??= `${this.fileNumber}o${this.ref}`);
  }
}

/** Kinds of which each question makes one anew. */
const made: ReadonlySet<Entity['kind']> = new Set(['origin', 'object', 'text']);
const mostShared = 100_000;

/**
 * Makes the entities of a project's files. Their keys have a file's number in place of its path: there are hundreds of thousands of
 * them. Numbers are never given again; there are as many as files and functions that were seen.
 */
export class Entities {
  private readonly fileNumbers = new Map<string, number>();
  /** By their numbers. */
  private readonly files: string[] = [];
  /** One entity for each function, class, module: links hold many of them. */
  private readonly functions = new Map<string, FunctionEntity[]>();
  private readonly functionsById: FunctionEntity[] = [];
  private readonly classes = new Map<string, ClassEntity[]>();
  private readonly modules = new Map<string, ModuleEntity>();
  private readonly instances = new Map<ClassEntity | FunctionEntity, InstanceEntity>();
  private readonly shared = new Map<string, Entity>();

  functionOf(file: string, index: number): FunctionEntity {
    let known = this.functions.get(file);
    if (!known) this.functions.set(file, (known = []));
    const found = known[index];
    if (found) return found;
    const id = this.functionsById.length;
    const key = `${this.numberOf(file)}f${index}`;
    const made: FunctionEntity = { kind: 'function', key, id, file, index };
    this.functionsById.push(made);
    return (known[index] = made);
  }

  /** One for all that are the same, of those that are kept. */
  sharedOf(entity: Entity): Entity {
    if (!made.has(entity.kind)) return entity;
    const known = this.shared.get(entity.key);
    if (known) return known;
    if (this.shared.size >= mostShared) this.shared.clear();
    this.shared.set(entity.key, entity);
    return entity;
  }

  /** File of the function with that id. */
  fileOfFunction(id: number): string {
    return this.functionsById[id]!.file;
  }

  classOf(file: string, index: number): ClassEntity {
    let known = this.classes.get(file);
    if (!known) this.classes.set(file, (known = []));
    return (known[index] ??= { kind: 'class', key: `${this.numberOf(file)}c${index}`, file, index });
  }

  instanceOf(of: ClassEntity | FunctionEntity): InstanceEntity {
    let known = this.instances.get(of);
    if (!known) {
      known = { kind: 'instance', key: `${of.key}new`, file: of.file, of };
      this.instances.set(of, known);
    }
    return known;
  }

  objectOf(file: string, ref: number): ObjectEntity {
    return new Written(this.numberOf(file), file, ref);
  }

  moduleOf(file: string): ModuleEntity {
    let known = this.modules.get(file);
    if (!known) this.modules.set(file, (known = { kind: 'module', key: `${this.numberOf(file)}m`, file }));
    return known;
  }

  /** Where an origin was made, for `OriginEntity.site`. */
  siteOf(file: string, ref: number): string {
    return `${this.numberOf(file)}#${ref}`;
  }

  /** The file of such a place; null for none. */
  fileOfSite(site: string): string | null {
    return site === '' ? null : (this.files[Number.parseInt(site, 10)] ?? null);
  }

  private numberOf(file: string): number {
    let number = this.fileNumbers.get(file);
    if (number === undefined) {
      this.fileNumbers.set(file, (number = this.fileNumbers.size));
      this.files.push(file);
    }
    return number;
  }
}
