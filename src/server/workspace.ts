import { dirname } from 'node:path';
import { isAnalysed, parseForScopes } from '../analysis/syntax';
import type { Analysis } from './analysis';
import { isInside } from './files';
import type { OpenFile } from './openFile';
import { Slices } from './slices';
import { readSource, readSourceSync, SourceTree } from './sourceTree';

/** More are left out, with a word in the log. */
export const maxFiles = 20_000;
/** Fewer are read before anybody looks at a progress bar. */
const progressFrom = 300;

/** Shown while a folder is read. */
export interface Progress {
  readonly cancelled: boolean;
  /** 0 to 1. */
  report(share: number): void;
  done(): void;
}

export interface WorkspaceOptions {
  readonly analysis: Analysis;
  openFile(file: string): OpenFile | undefined;
  startProgress(): Promise<Progress>;
  /** Findings of these may have changed. */
  onChange(files: Iterable<string>): void;
  info(message: string): void;
  warn(message: string): void;
}

interface Folder {
  readonly tree: SourceTree;
  cancelled: boolean;
  /** Whether all of its files have been read. */
  read: boolean;
}

/** Files on disk of the folders that are open, as the analysis knows them. Work is done one piece after the other, in slices. */
export class Workspace {
  private readonly folders = new Map<string, Folder>();
  /** Files of the folders; what they import is looked up here. */
  private readonly known = new Set<string>();
  private queue: Promise<unknown> = Promise.resolve();
  private readonly slices = new Slices();

  constructor(private readonly options: WorkspaceOptions) {}

  has(file: string): boolean {
    return this.known.has(file);
  }

  /** Whether everything around a file has been read: it is in a folder of the workspace of which nothing was left out. */
  isAllRead(file: string): boolean {
    return [...this.folders].some(([path, { read }]) => read && isInside(file, path));
  }

  /** Whether all folders have been read; for whoever waits. */
  idle(): Promise<unknown> {
    return this.queue;
  }

  addFolder(path: string): void {
    if (this.folders.has(path)) return;
    const folder: Folder = { tree: new SourceTree(path), cancelled: false, read: false };
    this.folders.set(path, folder);
    this.enqueue(() => this.scan(folder));
  }

  removeFolder(path: string): void {
    const folder = this.folders.get(path);
    if (!folder) return;
    folder.cancelled = true;
    this.folders.delete(path);
    this.enqueue(async () => {
      const gone = [...this.known].filter(
        (file) => isInside(file, path) && ![...this.folders.keys()].some((other) => isInside(file, other)),
      );
      for (const file of gone) {
        this.known.delete(file);
        if (!this.options.openFile(file)) this.options.analysis.delete(file);
        await this.slices.pause();
      }
      this.options.onChange(gone);
    });
  }

  /** Files that were made, changed or deleted outside of the editor; of a folder that was deleted, the folder alone may be told. */
  changed(paths: readonly string[]): void {
    this.enqueue(async () => {
      const others = new Set(paths.filter((path) => !isAnalysed(path)));
      const files = [...paths, ...(others.size > 0 ? this.knownBelow(others) : [])];
      for (const file of files) {
        await this.look(file);
        await this.slices.pause();
      }
    });
  }

  /** The editor has let go of a file: what is on disk counts again. */
  closed(file: string): void {
    this.enqueue(() => this.look(file));
  }

  dispose(): void {
    for (const folder of this.folders.values()) folder.cancelled = true;
    this.folders.clear();
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work).catch((error: unknown) => this.options.warn(String(error)));
  }

  private async scan(folder: Folder): Promise<void> {
    const { analysis, openFile, onChange, info, warn } = this.options;
    const { tree } = folder;
    const files: string[] = [];
    let hasMore = false;
    for await (const file of tree.files(() => folder.cancelled)) {
      if (this.known.has(file)) continue;
      if (this.known.size >= maxFiles) {
        warn(`${tree.root} has more than ${maxFiles} files; the others are analysed once they are opened.`);
        hasMore = true;
        break;
      }
      this.known.add(file);
      files.push(file);
    }
    const startMs = performance.now();
    let done = 0;
    const progress = files.length >= progressFrom ? await this.options.startProgress() : null;
    try {
      for (const file of files) {
        if (folder.cancelled || progress?.cancelled) break;
        done++;
        // One small file after the other, between pauses: the way over the thread pool takes several times as long as reading.
        const text = readSourceSync(file);
        if (text !== null && !openFile(file)) analysis.set(file, parseForScopes(file, text));
        progress?.report(done / files.length);
        await this.slices.pause();
      }
    } finally {
      progress?.done();
    }
    folder.read = done === files.length && !hasMore;
    if (!folder.cancelled) await analysis.prepare(this.slices);
    info(`${tree.root}: read ${done} files in ${Math.round(performance.now() - startMs)} ms`);
    if (analysis.leavesOut)
      info(
        'Thousands of files hand things on to each other: calls that are reached over many of them may be missing.',
      );
    if (!folder.cancelled) onChange(files);
  }

  private knownBelow(paths: ReadonlySet<string>): string[] {
    const isBelow = (file: string): boolean => {
      for (let path = dirname(file); path !== dirname(path); path = dirname(path))
        if (paths.has(path)) return true;
      return false;
    };
    return [...this.known].filter(isBelow);
  }

  /** What counts may be other files now: takes those that have come, lets go of those that have gone. */
  private async listAgain(): Promise<void> {
    const now = new Set<string>();
    for (const folder of this.folders.values())
      if (folder.read) for await (const file of folder.tree.files(() => folder.cancelled)) now.add(file);
    const isRead = (file: string): boolean => this.isAllRead(file);
    const gone = [...this.known].filter((file) => isRead(file) && !now.has(file));
    const come = [...now].filter((file) => !this.known.has(file));
    for (const file of [...gone, ...come]) {
      await this.look(file);
      await this.slices.pause();
    }
  }

  /** Takes a file as it is on disk now. */
  private async look(file: string): Promise<void> {
    const { analysis, openFile, onChange } = this.options;
    const trees = [...this.folders.values()].map(({ tree }) => tree);
    if (/[\\/](?:\.gitignore|package\.json|tsconfig[^\\/]*\.json)$/.test(file)) {
      for (const tree of trees) tree.forget();
      analysis.resolutionChanged();
      if (!/tsconfig[^\\/]*$/.test(file)) await this.listAgain();
      onChange(this.known);
      return;
    }
    if (!isAnalysed(file)) return;
    let text: string | null = null;
    for (const tree of trees) {
      if (!(await tree.has(file))) continue;
      text = await readSource(file);
      break;
    }
    if (openFile(file)) return;
    const before = analysis.dependents(file);
    if (text === null || (!this.known.has(file) && this.known.size >= maxFiles)) {
      this.known.delete(file);
      analysis.delete(file);
    } else {
      this.known.add(file);
      analysis.set(file, parseForScopes(file, text));
    }
    await analysis.prepare(this.slices);
    onChange(new Set([file, ...before, ...analysis.dependents(file)]));
  }
}
