import type * as vscode from 'vscode';
import { DisposableStore } from '../shared/disposable';
import type { Snapshot } from '../shared/snapshot';
import type { Config } from './config';
import type { EditTracker } from './editTracker';
import { FusedLines } from './fusedLines';
import type { Ignored } from './ignored';
import { Language } from './language';
import { MeasuredFacts } from './measuredFacts';
import { ProblemActions } from './problemActions';
import { Problems } from './problems';
import type { WorstBlocks } from './worstBlocks';

export interface LineProblemsOptions {
  readonly extensionPath: string;
  readonly config: () => Config;
  readonly edits: EditTracker;
  readonly worst: WorstBlocks;
  readonly ignored: Ignored;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Problems of lines: those that were measured, and those that the language server finds. The server hears what was measured, and
 * a line of which it tells has no second problem.
 */
export class LineProblems implements vscode.Disposable {
  private readonly parts = new DisposableStore();
  private readonly problems: Problems;
  private readonly facts: MeasuredFacts;
  private readonly language: Language;

  constructor({ extensionPath, config, edits, worst, ignored, log }: LineProblemsOptions) {
    const fused = this.parts.add(new FusedLines());
    this.problems = this.parts.add(new Problems(edits, worst, ignored, fused));
    this.parts.add(new ProblemActions(this.problems, worst, ignored));
    this.facts = this.parts.add(
      new MeasuredFacts({
        ...{ edits, worst, ignored },
        thresholdMs: () => config().thresholdMs,
        send: (measured) => this.language.tellMeasured(measured),
      }),
    );
    this.language = this.parts.add(
      new Language({
        extensionPath,
        log,
        measured: () => this.facts.all(),
        onFused: (lines) => fused.take(lines),
      }),
    );
  }

  update(snapshot: Snapshot): void {
    this.problems.update(snapshot);
    this.facts.update(snapshot);
  }

  /** Text was edited, or settings were changed. */
  changed(): void {
    this.problems.changed();
    this.facts.changed();
  }

  settingsChanged(): void {
    this.changed();
    this.language.settingsChanged();
  }

  dispose(): void {
    this.parts.dispose();
  }
}
