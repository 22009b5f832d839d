import type ts from 'typescript';
import { Bindings } from '../analysis/bindings';
import type { FileSummary } from '../analysis/fileSummary';
import type { StaticFinding } from '../analysis/finding';
import { Project, type ProjectOptions } from '../analysis/project';
import { IgnoreComments } from './ignoreComments';
import { summarize } from '../analysis/summary';
import { isGenerated } from '../analysis/syntax';
import { Regexes, type FoundRegex } from './regexes';
import { Slices } from './slices';

export interface AnalysisOptions extends ProjectOptions {
  /** Bundle in which regular expressions are tried out; null: they are not looked at. */
  readonly regexWorker: string | null;
}

interface FileNotes {
  readonly ignored: IgnoreComments;
  readonly regexes: readonly FoundRegex[];
  /** null until they have been tried out. */
  slow: readonly StaticFinding[] | null;
}

/** Findings of a set of files that know each other: what the editor's server and `looplens lint` have in common. */
export class Analysis {
  private readonly project: Project;
  /** Of the files that have any. Whoever sets files caps their number. */
  private readonly notes = new Map<string, FileNotes>();
  private readonly regexes: Regexes | null;

  constructor(options: AnalysisOptions) {
    this.project = new Project(options);
    this.regexes = options.regexWorker === null ? null : new Regexes(options.regexWorker);
  }

  /** Takes a file as it is now. `ofOpen`: the summary of one that is typed in. */
  set(
    file: string,
    source: ts.SourceFile,
    bindings = new Bindings(source),
    ofOpen: (() => FileSummary) | null = null,
  ): void {
    this.notes.delete(file);
    // What a minifier wrote is nobody's to mend.
    if (isGenerated(source.text)) {
      this.project.set(file, source.text);
      return;
    }
    this.project.setSummary(file, ofOpen?.() ?? summarize(source, bindings.scopes), ofOpen !== null);
    const ignored = new IgnoreComments(source.text);
    const regexes = this.regexes?.find(source, bindings) ?? [];
    if (ignored.size > 0 || regexes.length > 0)
      this.notes.set(file, { ignored, regexes, slow: regexes.length === 0 ? [] : null });
  }

  delete(file: string): void {
    this.project.delete(file);
    this.notes.delete(file);
  }

  /** A package.json or tsconfig.json has changed: imports may lead elsewhere. */
  resolutionChanged(): void {
    this.project.resolutionChanged();
  }

  /** Whether, as of the last `prepare`, some calls that are reached over many files may be missing: there are too many. */
  get leavesOut(): boolean {
    return this.project.leavesOut;
  }

  /** Other files whose findings hang on this one, as of the last `prepare` or `findings`. */
  dependents(file: string): readonly string[] {
    return this.project.linkedDependents(file);
  }

  /** Files that import a file. */
  importersOf(file: string): readonly string[] {
    return this.project.importersOf(file);
  }

  /** The file that a specifier leads to; null where it is none of the set. */
  importedBy(from: string, specifier: string): string | null {
    return this.project.importedBy(from, specifier);
  }

  /** Takes in what has changed, in slices; `findings` is quick afterwards, and `dependents` knows of it. */
  async prepare(slices = new Slices()): Promise<void> {
    for (const steps = this.project.prepare(); !steps.next().done;) await slices.pause();
  }

  /** What is known now, in the order of the text; slow regular expressions once `confirm` has found them. */
  findings(file: string): readonly StaticFinding[] {
    const notes = this.notes.get(file);
    const all = [...this.project.findings(file), ...(notes?.slow ?? [])];
    return all
      .filter((finding) => !notes?.ignored.covers(finding))
      .sort((a, b) => a.span.start - b.span.start);
  }

  /** Whether a file's regular expressions are still to be tried out. */
  hasUntried(file: string): boolean {
    return this.notes.get(file)?.slow === null;
  }

  /**
   * Tries a file's regular expressions out. Resolves with whether any of them is slow.
   * @param isSeen whether someone looks at it: it comes before the others, and nothing is left out
   */
  async confirm(file: string, isSeen: boolean): Promise<boolean> {
    const notes = this.notes.get(file);
    if (!notes || notes.slow !== null || !this.regexes) return false;
    const slow: StaticFinding[] = [];
    const slices = new Slices();
    for (const regex of notes.regexes) {
      const finding = await this.regexes.confirm(regex, isSeen);
      if (finding) slow.push(finding);
      if (this.notes.get(file) !== notes) return false; // the text has changed meanwhile
      await slices.pause();
    }
    notes.slow = slow;
    return slow.length > 0;
  }

  /** Whether an expression that is to take the place of another is not slow itself. */
  readonly isHarmlessRegex = async (source: string, flags: string): Promise<boolean> =>
    (await this.regexes?.isHarmless(source, flags)) ?? false;

  dispose(): void {
    this.regexes?.dispose();
  }
}
