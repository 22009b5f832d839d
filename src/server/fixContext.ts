import { dirname, join, resolve } from 'node:path';
import {
  fileOnly,
  type Callers,
  type FixContext,
  type OutsideUses,
  type SourceUnit,
} from '../analysis/fixes/fix';
import { outsideUses } from '../analysis/fixes/outsideUses';
import type { Analysis } from './analysis';
import { readSourceSync } from './sourceTree';

type Json = Readonly<Record<string, unknown>>;

export interface FilesAround {
  readonly analysis: Pick<Analysis, 'importersOf' | 'importedBy'>;
  /** A file as it is now; null where it cannot be read. */
  unitOf(file: string): SourceUnit | null;
  /** Whether all files that may import a file have been read. */
  isAllRead(file: string): boolean;
}

/** What the fixes of a file are told of the files around it, read when it is asked for. */
export function fixContextOf(files: FilesAround, own: string): FixContext {
  return {
    callersOf: (file, exported) => callersOf(file, exported, files),
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

/** More are not parsed while somebody waits for what can be done: each takes some milliseconds of everybody's time. */
const mostImporters = 40;

function callersOf(file: string, exported: string, { analysis, unitOf, isAllRead }: FilesAround): Callers {
  if (!isAllRead(file) || isEntry(file)) return 'unknown';
  const importers = analysis.importersOf(file);
  if (importers.length === 0) return 'none-outside';
  const exporter = unitOf(file);
  if (!exporter || importers.length > mostImporters) return 'unknown';
  const callers: OutsideUses[] = [];
  for (const from of importers) {
    const unit = unitOf(from);
    if (!unit) return 'unknown';
    const leadsThere = (specifier: string): boolean => analysis.importedBy(from, specifier) === file;
    callers.push({ ...unit, uses: outsideUses(unit, { exporter, exported, leadsThere }) });
  }
  return callers;
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
