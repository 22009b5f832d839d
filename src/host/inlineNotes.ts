import * as vscode from 'vscode';
import { colors } from './contributions';
import type { MeasuredLines } from './measuredLines';
import { PaintedEditors } from './paintedEditors';
import { blockedNowText, culpritText, noteText } from './words';

interface Note {
  readonly kind: 'note';
  readonly color: 'note' | 'staleNote' | 'blockedNow' | 'culpritNote';
  /** 0-based. */
  readonly line: number;
  readonly text: string;
}

/**
 * Notes behind the lines that blocked, and behind the one that blocks now, in every editor that shows them. All are of one kind, so that
 * one takes the place of another at once: of two kinds the line would be seen with none, or with both, for a moment.
 */
export class InlineNotes extends PaintedEditors<'note', Note> {
  constructor(
    private readonly enabled: () => boolean,
    private readonly measured: MeasuredLines,
  ) {
    super({
      note: vscode.window.createTextEditorDecorationType({
        after: { margin: '0 0 0 2em', fontStyle: 'normal' },
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
      }),
    });
  }

  /** One note for a line: the block that lasts, else those of the line, else those that went there. */
  protected marksOf(document: vscode.TextDocument): Note[] {
    if (!this.enabled()) return [];
    const taken = new Set<number>();
    return [...this.blockedNow(document), ...this.blocked(document), ...this.culprits(document)].filter(
      ({ line }) => !taken.has(line) && taken.add(line),
    );
  }

  /** At the end of the line. */
  protected decoration(document: vscode.TextDocument, { color, line, text }: Note): vscode.DecorationOptions {
    const { end } = document.lineAt(line).range;
    const after = { contentText: text, color: new vscode.ThemeColor(colors[color]) };
    return { range: new vscode.Range(end, end), renderOptions: { after } };
  }

  private blockedNow(document: vscode.TextDocument): Note[] {
    return this.measured
      .stalls(document)
      .map(({ stall, line }) => ({ kind: 'note', color: 'blockedNow', line, text: blockedNowText(stall) }));
  }

  private blocked(document: vscode.TextDocument): Note[] {
    return this.measured.sites(document).map(({ site, longest, line, edited }) => ({
      kind: 'note',
      color: edited ? 'staleNote' : 'note',
      line,
      text: noteText(site, longest?.culprit ?? null, edited),
    }));
  }

  private culprits(document: vscode.TextDocument): Note[] {
    return this.measured.culprits(document).map(({ culprit, line, edited }) => ({
      kind: 'note',
      color: edited ? 'staleNote' : 'culpritNote',
      line,
      text: culpritText(culprit, edited),
    }));
  }
}
