import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isAnalysed } from '../analysis/syntax';
import { isInside } from './files';

/** Files of others, and what tools write. */
const neverEntered = new Set(['node_modules', 'bower_components', 'jspm_packages', 'coverage']);
/** What a build writes, usually. */
const builtNames = new Set(['dist', 'build']);
const minified = /[.-]min\.[cm]?js$/i;
/** Larger ones were not written by hand. */
const maxFileBytes = 1_000_000;
const maxDepth = 40;

/** Patterns of one `.gitignore`, for what is below its folder. */
interface Patterns {
  readonly folder: string;
  readonly ignored: Ignore;
}

/** What the folder itself says of what is in it. */
interface FolderRules {
  /** Those of the folders above first. */
  readonly patterns: readonly Patterns[];
  /** Its package consists of what a build has written. */
  readonly builtIsAll: boolean;
}

/**
 * The files below a folder that are to be analysed. Left out is what git ignores, installed packages, reports of coverage,
 * `dist` and `build` unless the package consists of them, and whatever is hidden.
 */
export class SourceTree {
  private rules = new Map<string, Promise<FolderRules>>();

  constructor(readonly root: string) {}

  /** Paths, folder by folder; folders that cannot be read are left out. `cancelled` is asked between folders. */
  async *files(cancelled: () => boolean = () => false): AsyncGenerator<string> {
    yield* this.below(this.root, 0, cancelled);
  }

  /** Whether a file would be among `files`, if it exists. */
  async has(file: string): Promise<boolean> {
    if (!isInside(file, this.root) || !isWanted(basename(file))) return false;
    for (let path = file, isFolder = false; path !== this.root; path = dirname(path), isFolder = true) {
      if (dirname(path) === path) return false;
      if (!(await this.enters(dirname(path), basename(path), isFolder))) return false;
    }
    return true;
  }

  /** A `.gitignore` or a `package.json` has changed. */
  forget(): void {
    this.rules = new Map();
  }

  private async *below(folder: string, depth: number, cancelled: () => boolean): AsyncGenerator<string> {
    if (depth > maxDepth || cancelled()) return;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    await this.rulesOf(folder, new Set(entries.map(({ name }) => name)));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (await this.enters(folder, entry.name, true)) yield* this.below(path, depth + 1, cancelled);
      } else if (entry.isFile() && isWanted(entry.name) && (await this.enters(folder, entry.name, false)))
        yield path;
    }
  }

  private async enters(folder: string, name: string, isFolder: boolean): Promise<boolean> {
    if (isFolder && (name.startsWith('.') || neverEntered.has(name))) return false;
    const { patterns, builtIsAll } = await this.rulesOf(folder);
    if (isFolder && builtNames.has(name) && !builtIsAll) return false;
    return !isIgnored(join(folder, name), isFolder, patterns);
  }

  /** @param names of what is in the folder, where that is known */
  private rulesOf(folder: string, names?: ReadonlySet<string>): Promise<FolderRules> {
    let rules = this.rules.get(folder);
    if (!rules) {
      rules = this.readRules(folder, names);
      this.rules.set(folder, rules);
    }
    return rules;
  }

  private async readRules(folder: string, names?: ReadonlySet<string>): Promise<FolderRules> {
    const has = (name: string): boolean => names?.has(name) ?? true;
    const above =
      folder === this.root ? await patternsAbove(folder) : (await this.rulesOf(dirname(folder))).patterns;
    const own = has('.gitignore') ? await patternsOf(folder) : null;
    const builtIsAll = has('package.json') && (await consistsOfBuilt(folder));
    return { patterns: own ? [...above, own] : above, builtIsAll };
  }
}

/** The text of a file; null for one that cannot be read, is too long or was written by a program. */
export async function readSource(file: string): Promise<string | null> {
  try {
    const text = await readFile(file, 'utf8');
    return text.length > maxFileBytes || looksGenerated(text) ? null : text;
  } catch {
    return null;
  }
}

/** The same for who cannot wait: few and small files. */
export function readSourceSync(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > maxFileBytes || looksGenerated(text) ? null : text;
  } catch {
    return null;
  }
}

function isWanted(name: string): boolean {
  return isAnalysed(name) && !minified.test(name);
}

/** Long lines throughout: minified or bundled. */
function looksGenerated(text: string): boolean {
  if (text.length < 20_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 300;
}

async function patternsOf(folder: string): Promise<Patterns | null> {
  try {
    return { folder, ignored: ignore().add(await readFile(join(folder, '.gitignore'), 'utf8')) };
  } catch {
    return null;
  }
}

/** Those between a folder and the top of its repository; none where they leave out the folder itself: it was asked for. */
async function patternsAbove(root: string): Promise<readonly Patterns[]> {
  const found: Patterns[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    const patterns = folder === root ? null : await patternsOf(folder);
    if (patterns) found.unshift(patterns);
    const isTop = await stat(join(folder, '.git')).then(
      () => true,
      () => false,
    );
    if (isTop) return leavesOut(root, found) ? [] : found;
    if (dirname(folder) === folder) return [];
  }
}

/** Whether a folder, or one above it, is ignored. */
function leavesOut(root: string, patterns: readonly Patterns[]): boolean {
  for (let folder = root; dirname(folder) !== folder; folder = dirname(folder))
    if (isIgnored(folder, true, patterns)) return true;
  return false;
}

/** The innermost `.gitignore` that says something decides. */
function isIgnored(path: string, isFolder: boolean, patterns: readonly Patterns[]): boolean {
  for (const { folder, ignored } of [...patterns].reverse()) {
    const name = relative(folder, path).split(sep).join('/');
    if (name === '' || name.split('/')[0] === '..') continue; // not below that folder
    const verdict = ignored.test(isFolder ? `${name}/` : name);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** Whether a package's entry is built code, and what it was built from is not there: a published package. */
async function consistsOfBuilt(folder: string): Promise<boolean> {
  try {
    const manifest = await readFile(join(folder, 'package.json'), 'utf8');
    const { main, module, exports, bin } = JSON.parse(manifest) as Readonly<Record<string, unknown>>;
    if (!/"(?:\.\/)?(?:dist|build)\//.test(JSON.stringify([main, module, exports, bin]))) return false;
    const names = await readdir(folder);
    return !names.includes('src') && !names.includes('tsconfig.json');
  } catch {
    return false;
  }
}
