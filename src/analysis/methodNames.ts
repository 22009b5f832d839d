import type { Entities, FunctionEntity } from './entities';
import type { FileSummary } from './fileSummary';
import { kept } from './kept';
import { folderOf } from './moduleResolution';

/** Names that objects of JavaScript, Node and common packages have too: they tell nothing. */
const common = new Set([
  ...[Array, Object, String, Map, Set, Promise, Date, RegExp, Number, Function].flatMap((type) => [
    ...Object.getOwnPropertyNames(type.prototype),
    ...Object.getOwnPropertyNames(type),
  ]),
  ...(
    'addListener removeListener removeAllListeners prependListener setMaxListeners setEncoding setTimeout setHeader getHeader ' +
    'removeHeader writeHead flushHeaders sendFile sendStatus addEventListener removeEventListener dispatchEvent ' +
    'createServer createReadStream createWriteStream findOne findAll findMany findById findByPk findUnique insertOne insertMany ' +
    'updateOne updateMany deleteOne deleteMany readFile writeFile appendChild querySelector getElementById getAttribute ' +
    'setAttribute _transform _destroy _construct _writev _events _eventsCount setState setContext getStatus getData setData getItem setItem removeItem onMessage onError onClose'
  ).split(' '),
]);

/** What holds the methods of objects: `Thing.prototype.save = …`, `schema.methods.comparePassword = …`. */
const holders = new Set(['prototype', 'methods', 'statics']);

/** Name by which a method that is added to the objects of a package is found: `schema.methods.comparePassword`. */
export const ofModels = (name: string): string => `methods.${name}`;
const ofObjects = (name: string): string => `{}.${name}`;

/** How many methods of one name may be what is called. */
const mostAlike = 3;
const mostVariants = 16;
const fewestShared = 3;

/** Methods of a project by their names, for calls on something that is not known. */
export class MethodNames {
  private readonly byName = new Map<string, Map<string, readonly number[]>>();
  private readonly ofFile = new Map<string, ReadonlySet<string>>();
  private readonly askers = new Map<string, Set<string>>();

  constructor(private readonly entities: Entities) {}

  /** Takes over what a file has now, null when it is gone; gives the files that asked for a name which came or went. */
  set(file: string, summary: FileSummary | null): ReadonlySet<string> {
    const methods = summary ? methodsOf(summary) : new Map<string, number[]>();
    const changed = new Set<string>();
    const before = this.ofFile.get(file) ?? new Set<string>();
    // What else its methods are called tells whether they stand in for those of other files.
    const isOther = before.size !== methods.size || [...methods.keys()].some((name) => !before.has(name));
    for (const name of new Set([...before, ...methods.keys()])) {
      let files = this.byName.get(name);
      if (!files) this.byName.set(name, (files = new Map()));
      const after = methods.get(name);
      if (isOther || files.get(file)?.join() !== after?.join())
        for (const asker of this.askers.get(name) ?? []) changed.add(asker);
      if (after) files.set(file, after);
      else files.delete(file);
    }
    this.ofFile.set(file, new Set(methods.keys()));
    return changed;
  }

  /** The only method of that name in the project; null when there are several, or the name is one of many things. */
  only(name: string, asker: string): FunctionEntity | null {
    const [found, ...others] = this.all(name, asker);
    return others.length === 0 ? (found ?? null) : null;
  }

  /**
   * Methods of that name, of classes, else of objects that are written out: the only one, or several where their files show that they stand
   * in for one another.
   */
  few(name: string, asker: string): readonly FunctionEntity[] {
    const inClasses = this.all(name, asker);
    const found = inClasses.length > 0 ? inClasses : this.all(ofObjects(name), asker);
    if (found.length < 2) return found;
    const others = found.filter(({ file }) => file !== asker);
    return this.areAlternatives(others.map(({ file }) => file)) ? others : [];
  }

  /**
   * Files of one name in folders side by side, `drivers/mysql/index.js` and `drivers/pg/index.js`, or a few of one folder that have more in
   * common: the same, built twice, or what follows one interface.
   */
  private areAlternatives(files: readonly string[]): boolean {
    const [first = ''] = files;
    if (new Set(files).size < files.length || files.length > mostVariants) return false;
    const folders = new Set(files.map(folderOf));
    const names = new Set(
      files.map((file) => file.slice(folderOf(file).length).replace(/\.[cm]?[jt]sx?$/, '')),
    );
    if (names.size === 1) return new Set([...folders].map(folderOf)).size === 1;
    if (folders.size > 1 || files.length > mostAlike) return false;
    const isShared = (name: string): boolean =>
      files.every((file) => this.ofFile.get(file)?.has(name) === true);
    return [...(this.ofFile.get(first) ?? [])].filter(isShared).length >= fewestShared;
  }

  private all(name: string, asker: string): readonly FunctionEntity[] {
    if (!isTelling(name)) return [];
    let askers = this.askers.get(name);
    if (!askers) this.askers.set(name, (askers = new Set()));
    askers.add(asker);
    return [...(this.byName.get(name) ?? [])].flatMap(([file, indexes]) =>
      indexes.map((index) => this.entities.functionOf(file, index)),
    );
  }
}

/** Two words at least: `saveUser`; or one that is no one else's business: `_prepare`. */
function isTelling(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last.length > 6 && (/[a-z][A-Z]/.test(last) || /^_[a-z]/.test(last)) && !common.has(last);
}

function methodsOf({ classes, fields, values }: FileSummary): Map<string, number[]> {
  const methods = new Map<string, number[]>();
  const add = (written: string, ref: number): void => {
    const value = values.get(ref);
    if (value?.kind !== 'function' || !isTelling(written)) return;
    const name = kept(written);
    methods.set(name, [...(methods.get(name) ?? []), value.index]);
  };
  for (const value of values)
    if (value.kind === 'object')
      for (const { name, value: ref } of value.properties) add(ofObjects(name), ref);
  for (const { members } of classes) for (const { name, value } of members) add(name, value);
  for (const { of, name, value } of fields) {
    const owner = values.get(of);
    const isOfObjects = owner?.kind === 'member' && holders.has(owner.name);
    if (owner?.kind === 'this' || isOfObjects) add(name, value);
    else if (owner?.kind === 'object') add(ofObjects(name), value);
    if (isOfObjects && owner.name !== 'prototype') add(ofModels(name), value);
  }
  return methods;
}
