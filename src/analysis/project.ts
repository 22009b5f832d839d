import type ts from 'typescript';
import { findingsOf } from './findings';
import { computedImport } from './computedImports';
import { Entities, type FunctionEntity } from './entities';
import { commonFolder, roleOf, type FileRole } from './fileRole';
import type { FileSummary } from './fileSummary';
import type { StaticFinding } from './finding';
import { GivenParameters } from './givenParameters';
import { GlobalNames } from './globalNames';
import { importersFirst } from './importOrder';
import { Interfaces } from './interfaceHash';
import { Linker } from './linker';
import { isAlike, parameterKey, type FileLinks, type Links } from './links';
import { MethodNames } from './methodNames';
import { folderOf, ModuleResolution } from './moduleResolution';
import { isSameShapes, type FunctionOfShape } from './packedSummary';
import { moveReached, reach, reachFromTop, type Reached } from './reach';
import { Resolver } from './resolver';
import { rootsOf } from './roots';
import type { Scopes } from './scopes';
import { isProgramName } from './startUpNames';
import { summarize } from './summary';
import { SummaryStore } from './summaryStore';
import { isAnalysed, isGenerated, parse, parseForScopes } from './syntax';

export interface ProjectOptions {
  readonly fileExists: (path: string) => boolean;
  /** For package.json and tsconfig.json, and for files that are imported without having been set. */
  readonly readText?: (path: string) => string | null;
  /** Folders that are opened or linted; what a file is for is told by its path below them. Default: its package's folder. */
  readonly roots?: readonly string[];
  /** Packages whose handlers are of no interest. */
  readonly ignoredPackages?: readonly string[];
  /** Whether a lint rule of the project already names promises that nobody waits for. */
  readonly floatingPromisesLinted?: boolean;
}

/** Rounds in which what is given to parameters may travel on; each is one step of passing an object on, from file to file several. */
const mostRounds = 5;
/** Files that are linked again after the first such round; beyond, what is passed on over still more steps is left out. */
const mostAgain = 3000;
/** Fewer are linked in any order: an edit makes few to be linked again. */
const fewestOrdered = 20;
const noFunctions: ReadonlySet<FunctionEntity> = new Set();
/** Files of a folder that a computed import stands for. */
const mostComputed = 40;

/** What is known of a program as a whole. Files are summaries here; a change of one makes little to be worked out anew. */
export class Project {
  private readonly summaries = new SummaryStore();
  private readonly entities = new Entities();
  private readonly links = new Map<string, FileLinks>();
  private readonly given = new GivenParameters(this.entities);
  private readonly unlinked = new Set<string>();
  /** Files of which only what rests on what parameters are given has to be linked again. */
  private readonly varied = new Set<string>();
  private readonly resolution: ModuleResolution;
  private readonly resolver: Resolver;
  private readonly linker: Linker;
  private readonly own = new Set<string>();
  private readonly methods: MethodNames;
  private readonly globals = new GlobalNames();
  /** Files with computed imports: any file that comes may be one of those. */
  private readonly importing = new Set<string>();
  private whole: Whole | null = null;
  /** Files whose text has changed while `whole` still holds. */
  private readonly moved = new Set<string>();
  private readonly interfaces = new Interfaces();
  /** How often files have changed; the rounds of linking begin anew then. */
  private changes = 0;
  /** Whether, when files were last linked, so many hand things on to each other that later steps of that were left out. */
  leavesOut = false;
  /** Whether what did not lead anywhere may lead to a file that has come since. */
  private isResolutionOld = false;

  constructor(private readonly options: ProjectOptions) {
    this.resolution = new ModuleResolution({
      fileExists: (path) => this.own.has(path) || options.fileExists(path),
      readText: options.readText,
    });
    const { entities } = this;
    this.methods = new MethodNames(entities);
    this.resolver = new Resolver(
      {
        summaryOf: (file) => this.summaryOf(file),
        fileOf: (from, specifier) => this.resolution.fileOf(from, specifier),
        filesOf: (from, specifier) => this.filesOf(from, specifier),
        globals: (name, asker) => this.globals.of(name, asker),
        argumentsFor: (file, index, at) =>
          this.given.ask(parameterKey(this.entities.functionOf(file, index).id, at)),
      },
      entities,
    );
    this.linker = new Linker(
      this.resolver,
      (file) => this.summaryOf(file),
      this.methods,
      entities,
      (file, key) => this.given.restsOn(file, key),
    );
  }

  /** Files that were set, and not deleted since. */
  get files(): Iterable<string> {
    return this.own;
  }

  /** Adds or changes a file of this absolute path. */
  set(file: string, text: string): void {
    if (isGenerated(text)) this.replace(file, summarize(parse(file, '')));
    else this.setSource(file, parseForScopes(file, text));
  }

  /** The same from a tree that exists already; it is not kept. */
  setSource(file: string, source: ts.SourceFile, scopes?: Scopes): void {
    this.setSummary(file, summarize(source, scopes));
  }

  /** @param isOpen it is typed in: it is asked for right away, and will change soon */
  setSummary(file: string, summary: FileSummary, isOpen = false): void {
    this.replace(file, summary, isOpen);
  }

  delete(file: string): void {
    if (!this.own.delete(file)) return;
    this.forgetFile(file);
    this.linker.forget(file);
    this.summaries.delete(file);
    this.interfaces.delete(file);
    for (const asker of this.methods.set(file, null)) this.unlink(asker);
    for (const asker of this.globals.set(file, null)) this.invalidate(asker);
    this.resolution.clear();
    this.isResolutionOld = true;
    this.importing.delete(file);
    this.invalidateImporting();
    this.changes++;
    this.whole = null;
  }

  /** A package.json or tsconfig.json has changed, or a file that imports may lead to has come or gone. */
  resolutionChanged(): void {
    this.resolution.clear();
    for (const file of this.own) {
      this.resolution.visit(file);
      this.invalidate(file);
    }
    this.isResolutionOld = false;
    this.changes++;
    this.whole = null;
  }

  summary(file: string): FileSummary | null {
    return this.summaries.get(file) ?? null;
  }

  /** In the order of their places. */
  findings(file: string): readonly StaticFinding[] {
    const whole = this.analysed();
    let findings = whole.findings.get(file);
    if (!findings) {
      findings = this.mayHaveFindings(file, whole) ? findingsOf(file, this, whole, this.options) : [];
      whole.findings.set(file, findings);
    }
    return findings;
  }

  /** Without a look into it: most files have none. */
  private mayHaveFindings(file: string, { files }: Whole): boolean {
    if (!this.own.has(file)) return false;
    const isBlocking = (this.links.get(file)?.blocking.length ?? 0) > 0;
    return isBlocking || files.has(file) || (this.summaries.head(file)?.speaksForItself ?? false);
  }

  /** Other files whose findings may change when this one does. */
  dependents(file: string): readonly string[] {
    this.analysed();
    return this.linkedDependents(file);
  }

  /** The same as of the last `prepare` or `findings`; takes no time. */
  linkedDependents(file: string): readonly string[] {
    const found = new Set<string>();
    // 1. Whose answers rest on it. 2. Whose functions it calls. 3. Whose handlers lead through those.
    for (const asker of this.resolver.askersOf(file)) found.add(asker);
    const seen = new Set<string>([file]);
    const queue = [file];
    while (queue.length > 0) {
      for (const to of this.links.get(queue.pop()!)?.targets ?? []) {
        found.add(to);
        if (!seen.has(to)) {
          seen.add(to);
          queue.push(to);
        }
      }
    }
    found.delete(file);
    return [...found].filter((one) => this.own.has(one));
  }

  /** Other files that import it; walks through all files. */
  importersOf(file: string): readonly string[] {
    const leadsHere = (from: string, specifier: string): boolean =>
      this.resolution.fileOf(from, specifier) === file ||
      (computedImport(folderOf(from), specifier)?.matches(file) ?? false);
    const importsOf = (from: string): readonly string[] => this.summaries.head(from)?.imports ?? [];
    return [...this.own].filter(
      (from) => from !== file && importsOf(from).some((specifier) => leadsHere(from, specifier)),
    );
  }

  /** The file that a specifier leads to; null where it is none of the project. */
  importedBy(from: string, specifier: string): string | null {
    return this.resolution.fileOf(from, specifier);
  }

  functionOf(file: string, index: number): FunctionEntity {
    return this.entities.functionOf(file, index);
  }

  linksOf(file: string): Links | null {
    return this.links.get(file) ?? null;
  }

  roleOf(file: string): FileRole {
    const plain = (path: string): string => path.replaceAll('\\', '/').replace(/\/$/, '');
    const isAbove = (root: string): boolean => plain(file).startsWith(`${plain(root)}/`);
    const opened = (this.options.roots ?? []).filter(isAbove).sort((a, b) => b.length - a.length)[0];
    const root = opened ?? this.resolution.rootOf(file) ?? commonFolder(this.own);
    return roleOf(
      isAbove(root) ? plain(file).slice(plain(root).length + 1) : plain(file),
      this.isScript(file),
    );
  }

  private isScript(file: string): boolean {
    return this.summaries.head(file)?.isScript ?? false;
  }

  shapesOf(file: string): readonly FunctionOfShape[] {
    return this.summaries.head(file)?.shapes ?? [];
  }

  private replace(file: string, summary: FileSummary, isOpen = false): void {
    const before = this.summaries.head(file);
    const isNew = !this.own.has(file);
    const isSameInterface =
      before != null && this.interfaces.isSame(file, () => this.summaries.get(file), summary);
    this.own.add(file);
    this.summaries.set(file, summary, isOpen);
    this.changes++;
    const now = this.summaries.head(file)!;
    if (!before || before.isScript !== now.isScript || !isSameShapes(before.shapes, now.shapes))
      this.whole = null;
    for (const asker of this.methods.set(file, summary)) this.unlink(asker);
    for (const asker of this.globals.set(file, summary)) this.invalidate(asker);
    if (isNew) {
      this.resolution.visit(file);
      this.isResolutionOld ||= this.links.size > 0;
      this.invalidateImporting();
    }
    if (isSameInterface) this.forgetFile(file);
    else this.invalidate(file);
    this.unlinked.add(file);
  }

  /** Only its inside has changed: what others were told of it still holds. */
  private forgetFile(file: string): void {
    this.resolver.forgetAnswers(file);
    this.unlinked.add(file);
  }

  private invalidate(file: string): void {
    for (const dropped of this.resolver.drop(file)) this.unlink(dropped);
    this.unlink(file);
  }

  /** What a file's links rest on has changed outside of it. */
  private unlink(file: string): void {
    this.linker.forget(file);
    this.unlinked.add(file);
  }

  private invalidateImporting(): void {
    for (const file of this.importing) this.invalidate(file);
    this.importing.clear();
  }

  private summaryOf(file: string): FileSummary | null {
    const known = this.summaries.get(file);
    if (known !== undefined) return known;
    const text = isAnalysed(file) ? (this.options.readText?.(file) ?? null) : null;
    const summary = text === null || isGenerated(text) ? null : summarize(parseForScopes(file, text));
    this.summaries.set(file, summary);
    if (summary) this.unlinked.add(file);
    return summary;
  }

  private filesOf(from: string, specifier: string): readonly string[] {
    const found = computedImport(folderOf(from), specifier);
    if (!found) return [];
    this.importing.add(from);
    const files: string[] = [];
    for (const file of this.own) {
      if (file !== from && file.startsWith(found.prefix) && found.matches(file)) files.push(file);
      if (files.length === mostComputed) break;
    }
    return files;
  }

  private analysed(): Whole {
    const steps = this.prepare();
    while (!steps.next().done);
    if (!this.whole) this.whole = this.compose();
    else if (this.moved.size > 0) this.moveIn(this.whole);
    this.moved.clear();
    return this.whole;
  }

  /**
   * What findings need of all files, in small steps: taken beforehand, with pauses, they leave little for the first `findings`. When a
   * file changes in between, its linking is a matter of this too.
   */
  *prepare(): Generator<void, void> {
    if (this.unlinked.size + this.varied.size === 0 && !this.isResolutionOld) return;
    let changes = -1;
    let again = 0;
    for (let round = 0; this.unlinked.size + this.varied.size > 0 || this.isResolutionOld; round++) {
      if (changes !== this.changes) round = again = 0;
      if (round === mostRounds) break;
      this.leavesOut = round > 1 && again + this.varied.size > mostAgain;
      if (this.leavesOut) break;
      if (round > 0) again += this.varied.size;
      changes = this.changes;
      this.renewResolution();
      const files = yield* this.ordered([...new Set([...this.unlinked, ...this.varied])]);
      for (const file of files) {
        // It may have been done meanwhile.
        const isWhole = this.unlinked.delete(file);
        if (!this.varied.delete(file) && !isWhole) continue;
        this.link(file, isWhole);
        this.resolver.trim();
        yield;
      }
    }
    this.unlinked.clear();
    this.varied.clear();
    this.resolver.forgetAllAnswers();
  }

  private *ordered(files: readonly string[]): Generator<void, readonly string[]> {
    if (files.length < fewestOrdered) return files;
    return yield* importersFirst(files, (file) =>
      (this.summaries.head(file)?.imports ?? []).flatMap(
        (specifier) => this.resolution.fileOf(file, specifier) ?? [],
      ),
    );
  }

  /** Once for all files that have come, as each import is looked up again. */
  private renewResolution(): void {
    if (!this.isResolutionOld) return;
    this.isResolutionOld = false;
    const folders = this.resolution.renew(this.own);
    for (const file of folders.size > 0 ? this.own : [])
      if (folders.has(folderOf(file))) this.invalidate(file);
  }

  private link(file: string, isWhole: boolean): void {
    const summary = this.summaries.get(file);
    const before = this.links.get(file);
    const links =
      summary &&
      (isWhole || !before ? this.linker.link(file, summary) : this.linker.relink(file, summary, before));
    if (links === before) return;
    if (links) this.links.set(file, links);
    else this.links.delete(file);
    if (before && links && isAlike(before, links)) this.moved.add(file);
    else this.whole = null;
    const changed = (key: number, resting: Iterable<string>): void => {
      this.resolver.parameterChanged(key);
      for (const one of resting) this.varied.add(one);
    };
    this.given.give(file, before?.steady, links?.steady, changed);
    this.given.give(`${file}\0`, before?.varying, links?.varying, changed);
  }

  private moveIn({ reached, findings }: Whole): void {
    for (const file of this.moved) {
      const links = this.links.get(file);
      if (links) moveReached(reached.values(), file, links, this.shapesOf(file));
    }
    findings.clear();
  }

  /** `start()` at the top level of a file. */
  private programsOf(file: string): ReadonlySet<FunctionEntity> {
    const atTop = (this.links.get(file)?.edges.from(0) ?? []).filter(
      ({ to, isCallback }) => !isCallback && to.file === file,
    );
    if (atTop.length === 0) return noFunctions;
    const summary = this.summaries.get(file);
    const isProgram = ({ index }: FunctionEntity): boolean => {
      const fn = summary?.functions.get(index);
      return fn?.parent === 0 && isProgramName(fn.name);
    };
    return new Set(atTop.map(({ to }) => to).filter(isProgram));
  }

  private compose(): Whole {
    const linksOf = (file: string): Links | null => this.links.get(file) ?? null;
    const roots = rootsOf(this.summaries.files(), this, this.options.ignoredPackages ?? []);
    const listeners = new Map<string, Links['listeners'][number]['functions'][number][]>();
    for (const { listeners: found } of this.links.values())
      for (const { key, functions } of found)
        listeners.set(key, [...(listeners.get(key) ?? []), ...functions]);
    const programs = new Map<string, ReadonlySet<FunctionEntity>>();
    const startsProgram = (fn: FunctionEntity): boolean => {
      let ofFile = programs.get(fn.file);
      if (!ofFile) programs.set(fn.file, (ofFile = this.programsOf(fn.file)));
      return ofFile.has(fn);
    };
    let top: ReadonlySet<string> | null = null;
    const reached = reach(roots, linksOf, listeners, startsProgram);
    return {
      reached,
      files: new Set([...reached.values()].map(({ fn }) => fn.file)),
      top: () => (top ??= reachFromTop(this.summaries.files(), linksOf, this.entities)),
      findings: new Map(),
    };
  }
}

/** What holds for the whole program until a file changes. */
export interface Whole {
  readonly reached: ReadonlyMap<string, Reached>;
  /** Files of what is reached. */
  readonly files: ReadonlySet<string>;
  /** Keys of functions that run when files are loaded; worked out when it is asked for. */
  readonly top: () => ReadonlySet<string>;
  readonly findings: Map<string, readonly StaticFinding[]>;
}
