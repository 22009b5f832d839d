import type { Entities, FunctionEntity } from './entities';
import type { FileSummary } from './fileSummary';
import { kept } from './kept';

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
    'setAttribute setState setContext getStatus getData setData getItem setItem removeItem onMessage onError onClose'
  ).split(' '),
]);

/** What holds the methods of objects: `Thing.prototype.save = …`, `schema.methods.comparePassword = …`. */
const holders = new Set(['prototype', 'methods', 'statics']);

/** Name by which a method that is added to the objects of a package is found: `schema.methods.comparePassword`. */
export const ofModels = (name: string): string => `methods.${name}`;

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
    for (const name of new Set([...(this.ofFile.get(file) ?? []), ...methods.keys()])) {
      let files = this.byName.get(name);
      if (!files) this.byName.set(name, (files = new Map()));
      const after = methods.get(name);
      if (files.get(file)?.join() !== after?.join())
        for (const asker of this.askers.get(name) ?? []) changed.add(asker);
      if (after) files.set(file, after);
      else files.delete(file);
    }
    this.ofFile.set(file, new Set(methods.keys()));
    return changed;
  }

  /** The only method of that name in the project; null when there are several, or the name is one of many things. */
  only(name: string, asker: string): FunctionEntity | null {
    if (!isTelling(name)) return null;
    let askers = this.askers.get(name);
    if (!askers) this.askers.set(name, (askers = new Set()));
    askers.add(asker);
    const files = [...(this.byName.get(name) ?? [])];
    const [found] = files;
    const [index] = found?.[1] ?? [];
    if (files.length !== 1 || found?.[1].length !== 1 || index === undefined) return null;
    return this.entities.functionOf(found[0], index);
  }
}

/** Two words at least: `saveUser`. */
function isTelling(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last.length > 6 && /[a-z][A-Z]/.test(last) && !common.has(last);
}

function methodsOf({ classes, fields, values }: FileSummary): Map<string, number[]> {
  const methods = new Map<string, number[]>();
  const add = (written: string, ref: number): void => {
    const value = values[ref];
    if (value?.kind !== 'function' || !isTelling(written)) return;
    const name = kept(written);
    methods.set(name, [...(methods.get(name) ?? []), value.index]);
  };
  for (const { members } of classes) for (const { name, value } of members) add(name, value);
  for (const { of, name, value } of fields) {
    const owner = values[of];
    const isOfObjects = owner?.kind === 'member' && holders.has(owner.name);
    if (owner?.kind === 'this' || isOfObjects) add(name, value);
    if (isOfObjects && owner.name !== 'prototype') add(ofModels(name), value);
  }
  return methods;
}
