import type { Diagnostic } from 'vscode-languageserver/node';
import type { Translate } from '../model/message';
import type { Fused } from '../shared/serverApi';
import type { Analysis } from './analysis';
import { diagnosticOf } from './diagnostics';
import type { Measurements } from './measurements';
import { Slices } from './slices';

/** More of one file nobody reads. */
const maxPerFile = 200;

export interface PublisherOptions {
  readonly analysis: Analysis;
  readonly measurements: Measurements;
  /** Whether a file is to have diagnostics, and whether for its regular expressions too. */
  wants(file: string): { readonly lint: boolean; readonly regex: boolean };
  publish(file: string, diagnostics: Diagnostic[]): void;
  tellFused(fused: Fused): void;
  warn(message: string): void;
  /** Whether the editor has it open. */
  isOpen(file: string): boolean;
  /** Resolves once no folder is being read. */
  idle(): Promise<unknown>;
  readonly t: Translate;
}

/** Shows the findings of files when something has changed that they hang on, in slices, and only what differs. */
export class Publisher {
  private readonly waiting = new Set<string>();
  /** Files on which others may hang that are not known yet. */
  private readonly edited = new Set<string>();
  /** Files with findings, and what is shown of them. */
  private readonly shown = new Map<string, string>();
  private readonly fused = new Map<string, Fused['lines']>();
  private fusedTold = '[]';
  private running = false;
  /** Files whose regular expressions are to be tried out: those that are open, and the others. */
  private readonly untriedOpen = new Set<string>();
  private readonly untried = new Set<string>();
  /** Of these two, those that are gone through. */
  private readonly trying = new Set<Set<string>>();
  /** Those that are not wanted, until settings change. */
  private readonly unwanted = new Set<string>();
  private disposed = false;

  constructor(private readonly options: PublisherOptions) {}

  /**
   * Findings of these files may have changed.
   * @param edited files whose own text has: findings of those that hang on them, too
   */
  changed(files: Iterable<string>, edited: Iterable<string> = []): void {
    for (const file of files) this.waiting.add(file);
    for (const file of edited) this.edited.add(file);
    if (!this.running) void this.run();
  }

  /** What all diagnostics hang on has changed: measurements, settings. */
  allChanged(): void {
    this.changed([...this.shown.keys(), ...this.unwanted]);
    this.unwanted.clear();
  }

  dispose(): void {
    this.disposed = true;
  }

  private async run(): Promise<void> {
    this.running = true;
    const slices = new Slices();
    for (const file of this.waiting) {
      await this.prepare(slices);
      if (this.disposed) break;
      this.waiting.delete(file);
      try {
        this.show(file);
      } catch (error) {
        this.options.warn(`${file}: ${String(error)}`);
      }
      await slices.pause();
    }
    this.tellFused();
    this.running = false;
    if (this.disposed) return;
    if (this.waiting.size > 0) void this.run();
    else void this.tryOut(this.untried);
  }

  private async prepare(slices: Slices): Promise<void> {
    const { analysis, warn } = this.options;
    try {
      await analysis.prepare(slices);
    } catch (error) {
      warn(String(error));
    }
    for (const file of this.edited)
      for (const dependent of analysis.dependents(file)) this.waiting.add(dependent);
    this.edited.clear();
  }

  private show(file: string): void {
    const { analysis, measurements, wants, publish, isOpen, t } = this.options;
    const { lint, regex } = wants(file);
    const findings = lint ? analysis.findings(file).filter(({ rule }) => regex || rule !== 'slow-regex') : [];
    const measured = measurements.of(file);
    const fused = findings
      .flatMap((finding) => diagnosticOf(finding, measured, t) ?? [])
      .slice(0, maxPerFile);
    const diagnostics = fused.map(({ diagnostic }) => diagnostic);
    const lines = fused.flatMap(({ site }) => (site ? [{ file: site.file, line: site.line }] : []));
    if (lines.length > 0) this.fused.set(file, lines);
    else this.fused.delete(file);
    const text = JSON.stringify(diagnostics);
    if ((this.shown.get(file) ?? '[]') !== text) publish(file, diagnostics);
    // A file whose findings are all hidden may show them again.
    if (findings.length > 0) this.shown.set(file, text);
    else this.shown.delete(file);
    if (!lint || !analysis.hasUntried(file)) return;
    if (!regex) this.unwanted.add(file);
    else if (isOpen(file)) {
      this.untriedOpen.add(file);
      void this.tryOut(this.untriedOpen);
    } else this.untried.add(file);
  }

  private tellFused(): void {
    const lines = [...this.fused.values()].flat();
    const text = JSON.stringify(lines);
    if (text === this.fusedTold) return;
    this.fusedTold = text;
    this.options.tellFused({ lines });
  }

  /**
   * Regular expressions are tried out one file after the other, beside everything else. Those of files that are not open wait until
   * folders have been read: that takes the most memory, and the thread in which they are tried out comes on top.
   */
  private async tryOut(files: Set<string>): Promise<void> {
    if (this.trying.has(files)) return;
    this.trying.add(files);
    const { analysis, idle, warn } = this.options;
    const isSeen = files === this.untriedOpen;
    for (const file of files) {
      if (!isSeen) await idle();
      files.delete(file);
      if (this.disposed) return;
      try {
        if (await analysis.confirm(file, isSeen)) this.changed([file]);
      } catch (error) {
        warn(`${file}: ${String(error)}`);
      }
    }
    this.trying.delete(files);
  }
}
