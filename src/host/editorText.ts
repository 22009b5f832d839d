import type * as vscode from 'vscode';
import { DisposableStore } from '../shared/disposable';
import type { Config } from './config';
import { FunctionLenses } from './functionLenses';
import { HeatMarks } from './heatMarks';
import { Hiding } from './hiding';
import { InlineNotes } from './inlineNotes';
import { LineHover } from './lineHover';
import type { MeasuredLines } from './measuredLines';

/** What the text of an editor shows of what was measured: each can be switched off, and all of it be hidden. */
export class EditorText implements vscode.Disposable {
  readonly hiding = new Hiding(() => this.paint());
  private readonly parts = new DisposableStore();
  private readonly notes: InlineNotes;
  private readonly heat: HeatMarks;
  private readonly lenses: FunctionLenses;

  constructor(config: () => Config, measured: MeasuredLines) {
    const shown = (part: 'notes' | 'heat' | 'hover' | 'codeLens') => () =>
      config()[part] && !this.hiding.active;
    this.notes = this.parts.add(new InlineNotes(shown('notes'), measured));
    this.heat = this.parts.add(new HeatMarks(shown('heat'), measured));
    this.lenses = this.parts.add(new FunctionLenses(shown('codeLens'), measured));
    this.parts.add(new LineHover(shown('hover'), measured));
  }

  /** Of one document after an edit, else of all. */
  paint(document?: vscode.TextDocument): void {
    this.notes.paint(document);
    this.heat.paint(document);
    if (!document) this.lenses.paint();
  }

  /** After new figures: lenses move the text, so they come at most once a second. */
  update(): void {
    this.notes.paint();
    this.heat.paint();
    this.lenses.refresh();
  }

  dispose(): void {
    this.parts.dispose();
  }
}
