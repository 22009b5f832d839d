import { globalModule } from './bindings';
import type { FileSummary } from './fileSummary';
import type { Ref } from './values';

/** Set in more files, a name tells nothing. */
const mostFiles = 3;

/** What a file assigns to a global. */
export interface GlobalValue {
  readonly file: string;
  readonly value: Ref;
}

const none: readonly GlobalValue[] = [];
/** What each module has of its own. */
const ofModules = new Set(['require', 'module', 'exports', '__filename', '__dirname', 'arguments']);

/** Globals of a project's own, by their names: `global.app = app`. Those that Node has stay what they are. */
export class GlobalNames {
  private readonly byName = new Map<string, Map<string, readonly GlobalValue[]>>();
  private readonly ofFile = new Map<string, string>();
  private readonly askers = new Map<string, Set<string>>();

  /** Takes over what a file has now, null when it is gone; gives the files that asked for a name which is set otherwise since. */
  set(file: string, summary: FileSummary | null): ReadonlySet<string> {
    const changed = new Set<string>();
    const now = summary ? globalsOf(file, summary) : new Map<string, GlobalValue[]>();
    const text = now.size === 0 ? '' : JSON.stringify([...now]);
    if ((this.ofFile.get(file) ?? '') === text) return changed;
    if (text === '') this.ofFile.delete(file);
    else this.ofFile.set(file, text);
    for (const [name, files] of this.byName) if (files.delete(file)) this.noteAskers(name, changed);
    for (const [name, values] of now) {
      let files = this.byName.get(name);
      if (!files) this.byName.set(name, (files = new Map()));
      files.set(file, values);
      this.noteAskers(name, changed);
    }
    return changed;
  }

  /** What a name stands for; `asker` is told of when that changes. */
  of(name: string, asker: string): readonly GlobalValue[] {
    if (ofModules.has(name) || Object.hasOwn(globalThis, name)) return none;
    let askers = this.askers.get(name);
    if (!askers) this.askers.set(name, (askers = new Set()));
    askers.add(asker);
    const files = this.byName.get(name);
    return !files || files.size > mostFiles ? none : [...files.values()].flat();
  }

  private noteAskers(name: string, into: Set<string>): void {
    for (const asker of this.askers.get(name) ?? []) into.add(asker);
  }
}

function globalsOf(file: string, { fields, values }: FileSummary): Map<string, GlobalValue[]> {
  const found = new Map<string, GlobalValue[]>();
  for (const { of, name, value } of fields) {
    const owner = values.get(of);
    if (owner?.kind !== 'global' || owner.name !== globalModule) continue;
    const known = found.get(name);
    if (known) known.push({ file, value });
    else found.set(name, [{ file, value }]);
  }
  return found;
}
