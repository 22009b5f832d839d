import { dirname, join, resolve } from 'node:path';
import { fileOnly, type FixContext } from '../analysis/fixes/fix';
import type { Analysis } from './analysis';
import { readSourceSync } from './sourceTree';

type Json = Readonly<Record<string, unknown>>;

/** What the fixes of a file are told of the files around it, read when it is asked for. */
export function fixContextOf(analysis: Pick<Analysis, 'importersOf'>, own: string): FixContext {
  return {
    callersOf: (file) =>
      isEntry(file) || analysis.importersOf(file).length > 0 ? 'unknown' : 'none-outside',
    moduleKindOf: (file) => {
      const kind = fileOnly.moduleKindOf(file);
      if (kind !== 'unknown' || !/\.jsx?$/i.test(file)) return kind;
      const type = packageAround(file)?.json['type'];
      return type === 'module' ? 'esm' : type === 'commonjs' ? 'commonjs' : 'unknown';
    },
    majorOf: (name) => {
      for (let folder = dirname(own); ; folder = dirname(folder)) {
        const version = jsonAt(join(folder, 'node_modules', name, 'package.json'))?.['version'];
        if (typeof version === 'string') return Number.parseInt(version, 10);
        if (dirname(folder) === folder) return null;
      }
    },
  };
}

/** Whether other packages may import it: its package names it. */
function isEntry(file: string): boolean {
  const around = packageAround(file);
  if (!around) return false;
  const { main, module, exports, bin } = around.json;
  const named = [...JSON.stringify([main ?? 'index.js', module, exports, bin]).matchAll(/"([^"]+)"/g)];
  const without = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '');
  return named.some(([, path]) => without(resolve(around.folder, path!)) === without(file));
}

function packageAround(file: string): { readonly folder: string; readonly json: Json } | null {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const json = jsonAt(join(folder, 'package.json'));
    if (json) return { folder, json };
    if (dirname(folder) === folder) return null;
  }
}

function jsonAt(path: string): Json | null {
  try {
    const json: unknown = JSON.parse(readSourceSync(path) ?? 'null');
    return typeof json === 'object' ? (json as Json | null) : null;
  } catch {
    return null; // one that is being written is read the next time
  }
}
