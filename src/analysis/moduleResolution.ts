import { parentFolder, platformOf, resolvePath, type Platform } from '../model/paths';
import { isBuiltin } from './builtins';
import { readJson } from './json';

export interface ModuleHost {
  readonly fileExists: (path: string) => boolean;
  readonly readText?: ((path: string) => string | null) | undefined;
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];
/** What a name of a compiled file may have been before it was compiled. */
const sources: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/, ['.ts', '.tsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
];
const outputFolder = /^(\.\/)?(dist|build|lib|out|output)\//;

interface Paths {
  /** Folder that the paths are relative to. */
  readonly base: string;
  readonly hasBaseUrl: boolean;
  readonly patterns: readonly (readonly [pattern: string, targets: readonly string[]])[];
}

interface Package {
  readonly folder: string;
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Finds the file that a specifier leads to, without node_modules. Remembers what it read until `clear`. */
export class ModuleResolution {
  private readonly found = new Map<string, string | null>();
  private readonly paths = new Map<string, Paths | null>();
  private readonly packages = new Map<string, Package | null>();
  private readonly byName = new Map<string, Package>();
  /** File that asked last, and its folder: most ask several times. */
  private lastFrom = '';
  private lastFolder = '';

  constructor(private readonly host: ModuleHost) {}

  /** Files have come or gone, or a package.json or tsconfig.json has changed. */
  clear(): void {
    this.found.clear();
    this.paths.clear();
    this.packages.clear();
    this.byName.clear();
  }

  /** The same, and looks up again what was asked for: gives the folders from whose files an import leads elsewhere now. */
  renew(files: Iterable<string>): ReadonlySet<string> {
    const before = [...this.found];
    this.clear();
    for (const file of files) this.visit(file);
    const changed = new Set<string>();
    for (const [key, file] of before) {
      const at = key.indexOf('\0');
      const folder = key.slice(0, at);
      const found = this.find(folder, key.slice(at + 1));
      this.found.set(key, found);
      if (found !== file) changed.add(folder);
    }
    return changed;
  }

  /** Makes the package of a file known by its name, to the others of the workspace. */
  visit(file: string): void {
    this.packageOf(folderOf(file));
  }

  /** Folder of the package.json nearest to a file; null where there is none. */
  rootOf(file: string): string | null {
    return this.packageOf(folderOf(file))?.folder ?? null;
  }

  /** null for packages, for what Node brings and for what does not exist. */
  fileOf(from: string, specifier: string): string | null {
    if (from !== this.lastFrom) {
      this.lastFrom = from;
      this.lastFolder = folderOf(from);
    }
    const folder = this.lastFolder;
    const key = `${folder}\0${specifier}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const file = this.find(folder, specifier);
    this.found.set(key, file);
    return file;
  }

  private find(folder: string, specifier: string): string | null {
    if (/^\.{1,2}(\/|$)/.test(specifier) || /^(\/|[a-z]:[\\/])/i.test(specifier))
      return this.fileAt(resolvePath(folder, specifier, platform(folder)));
    if (isBuiltin(specifier)) return null;
    return this.byPaths(folder, specifier) ?? this.imports(folder, specifier) ?? this.byPackage(specifier);
  }

  private fileAt(path: string): string | null {
    const { fileExists } = this.host;
    const known = endings.some((ending) => path.endsWith(ending));
    if (known) {
      if (fileExists(path)) return path;
      for (const [compiled, originals] of sources) {
        if (!compiled.test(path)) continue;
        for (const original of originals) {
          const source = path.replace(compiled, original);
          if (fileExists(source)) return source;
        }
      }
    }
    for (const ending of endings) if (fileExists(path + ending)) return path + ending;
    for (const ending of endings) {
      const index = resolvePath(path, `index${ending}`, platform(path));
      if (fileExists(index)) return index;
    }
    return this.mainOf(path);
  }

  /** A folder with a package.json of its own. */
  private mainOf(folder: string): string | null {
    const json = this.readPackage(folder)?.json;
    return json ? this.entryOf(folder, json) : null;
  }

  private entryOf(folder: string, json: Readonly<Record<string, unknown>>): string | null {
    const at = (path: string): string | null => {
      const inside = resolvePath(folder, path, platform(folder));
      return inside === folder ? null : this.fileAt(inside);
    };
    const entries = [json['source'], json['main'], json['module'], firstTextOf(json['exports'])];
    for (const entry of entries) {
      if (typeof entry !== 'string') continue;
      // What is built from src is often not there while the source is.
      const found = at(entry) ?? (outputFolder.test(entry) ? at(entry.replace(outputFolder, 'src/')) : null);
      if (found !== null) return found;
    }
    return at('src/index') ?? at('index');
  }

  private byPaths(folder: string, specifier: string): string | null {
    const paths = this.pathsOf(folder);
    if (!paths) return null;
    const target = (path: string): string | null =>
      this.fileAt(resolvePath(paths.base, path, platform(folder)));
    for (const [pattern, targets] of paths.patterns) {
      const [head = '', tail] = pattern.split('*');
      const matches =
        tail === undefined
          ? specifier === pattern
          : specifier.startsWith(head) &&
            specifier.endsWith(tail) &&
            specifier.length >= head.length + tail.length;
      if (!matches) continue;
      const middle = tail === undefined ? '' : specifier.slice(head.length, specifier.length - tail.length);
      for (const one of targets) {
        const found = target(one.replace('*', middle));
        if (found !== null) return found;
      }
    }
    return paths.hasBaseUrl ? target(specifier) : null;
  }

  /** `"imports": { "#db": "./src/db.js" }` of package.json. */
  private imports(folder: string, specifier: string): string | null {
    if (!specifier.startsWith('#')) return null;
    const own = this.packageOf(folder);
    const imports = own?.json['imports'];
    if (!own || typeof imports !== 'object' || imports === null) return null;
    for (const [pattern, value] of Object.entries(imports)) {
      const target = firstTextOf(value);
      if (target === null) continue;
      const [head = '', tail] = pattern.split('*');
      const matches =
        tail === undefined ? specifier === pattern : specifier.startsWith(head) && specifier.endsWith(tail);
      if (!matches) continue;
      const middle = tail === undefined ? '' : specifier.slice(head.length, specifier.length - tail.length);
      return this.fileAt(resolvePath(own.folder, target.replace('*', middle), platform(folder)));
    }
    return null;
  }

  /** A package of the same workspace. */
  private byPackage(specifier: string): string | null {
    const [name = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
    const found = this.byName.get(name);
    if (!found) return null;
    const rest = specifier.slice(name.length + 1);
    if (rest === '') return this.entryOf(found.folder, found.json);
    const at = (path: string): string | null =>
      this.fileAt(resolvePath(found.folder, path, platform(found.folder)));
    return at(rest) ?? at(`src/${rest}`);
  }

  private pathsOf(folder: string): Paths | null {
    const known = this.paths.get(folder);
    if (known !== undefined) return known;
    const config =
      this.readPaths(resolvePath(folder, 'tsconfig.json', platform(folder))) ??
      this.readPaths(resolvePath(folder, 'jsconfig.json', platform(folder)));
    const above = config ? null : parentFolder(folder, platform(folder));
    const paths = config ?? (above === null ? null : this.pathsOf(above));
    this.paths.set(folder, paths);
    return paths;
  }

  private readPaths(file: string, depth = 0): Paths | null {
    const json = this.readJson(file);
    if (!json) return null;
    const folder = folderOf(file);
    const options = (json['compilerOptions'] ?? {}) as Readonly<Record<string, unknown>>;
    const patterns = Object.entries((options['paths'] ?? {}) as Record<string, unknown>).map(
      ([pattern, targets]) => [pattern, Array.isArray(targets) ? targets.filter(isText) : []] as const,
    );
    const baseUrl = isText(options['baseUrl']) ? options['baseUrl'] : null;
    if (patterns.length === 0 && baseUrl === null && isText(json['extends']) && depth < 4) {
      const base = json['extends'];
      if (base.startsWith('.')) {
        const path = resolvePath(folder, base, platform(folder));
        const found = this.readPaths(path.endsWith('.json') ? path : `${path}.json`, depth + 1);
        if (found) return found;
      }
    }
    return {
      base: resolvePath(folder, baseUrl ?? '.', platform(folder)),
      hasBaseUrl: baseUrl !== null,
      patterns,
    };
  }

  private packageOf(folder: string): Package | null {
    const known = this.packages.get(folder);
    if (known !== undefined) return known;
    const own = this.readPackage(folder);
    const above = own ? null : parentFolder(folder, platform(folder));
    const found = own ?? (above === null ? null : this.packageOf(above));
    this.packages.set(folder, found);
    if (own && own.name !== '') this.byName.set(own.name, own);
    return found;
  }

  private readPackage(folder: string): Package | null {
    const json = this.readJson(resolvePath(folder, 'package.json', platform(folder)));
    return json && { folder, json, name: isText(json['name']) ? json['name'] : '' };
  }

  private readJson(file: string): Readonly<Record<string, unknown>> | null {
    const { readText, fileExists } = this.host;
    if (!readText || !fileExists(file)) return null;
    const text = readText(file);
    return text === null ? null : readJson(file, text);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The first path in `exports` of a package.json, however deep its conditions. */
function firstTextOf(value: unknown): string | null {
  if (isText(value)) return value;
  if (typeof value !== 'object' || value === null) return null;
  const known = value as Readonly<Record<string, unknown>>;
  for (const key of ['.', 'source', 'node', 'import', 'require', 'default'])
    if (key in known) {
      const found = firstTextOf(known[key]);
      if (found !== null) return found;
    }
  return null;
}

export function folderOf(file: string): string {
  return parentFolder(file, platform(file)) ?? file;
}

function platform(path: string): Platform {
  return platformOf(path.startsWith('/') ? 'linux' : 'win32');
}
