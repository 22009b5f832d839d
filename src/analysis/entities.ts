/** What a value turns out to be when the other files of the project are known. Two of one `key` are the same. */
export type Entity =
  FunctionEntity | ClassEntity | InstanceEntity | ObjectEntity | ModuleEntity | OriginEntity | TextEntity;

export interface FunctionEntity {
  readonly kind: 'function';
  readonly key: string;
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

export const functionEntity = (file: string, index: number): FunctionEntity => ({
  kind: 'function',
  key: functionKey(file, index),
  file,
  index,
});

export const functionKey = (file: string, index: number): string => `${file}\0f${index}`;

export const classEntity = (file: string, index: number): ClassEntity => ({
  kind: 'class',
  key: `${file}\0c${index}`,
  file,
  index,
});

export const instanceEntity = (of: ClassEntity | FunctionEntity): InstanceEntity => ({
  kind: 'instance',
  key: `${of.key}\0new`,
  file: of.file,
  of,
});

export const objectEntity = (file: string, ref: number): ObjectEntity => ({
  kind: 'object',
  key: `${file}\0o${ref}`,
  file,
  ref,
});

export const moduleEntity = (file: string): ModuleEntity => ({ kind: 'module', key: `${file}\0m`, file });

export const originEntity = (module: string, way: readonly string[], site = ''): OriginEntity => ({
  kind: 'origin',
  key: `${module}\0${way.join('.')}\0${site}`,
  module,
  way,
  site,
});

export const textEntity = (text: string): TextEntity => ({ kind: 'text', key: `'${text}`, text });
