import * as vscode from 'vscode';
import { colors } from './contributions';
import type { MeasuredLines } from './measuredLines';
import { PaintedEditors } from './paintedEditors';
import { blockedNowText, culpritText, noteText } from './words';

type Kind = 'note' | 'staleNote' | 'blockedNow' | 'culpritNote';

interface Note {
  readonly kind: Kind;
  /** 0-based. */
  readonly line: number;
  readonly text: string;
}

/** Notes behind the lines that blocked, and behind the one that blocks now, in every editor that shows them. */
export class InlineNotes extends PaintedEditors<Kind, Note> {
  constructor(
    private readonly enabled: () => boolean,
    private readonly measured: MeasuredLines,
  ) {
    super({
      note: noteType('note'),
      staleNote: noteType('staleNote'),
      blockedNow: noteType('blockedNow'),
      culpritNote: noteType('culpritNote'),
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
  protected decoration(document: vscode.TextDocument, { line, text }: Note): vscode.DecorationOptions {
    const { end } = document.lineAt(line).range;
    return { range: new vscode.Range(end, end), renderOptions: { after: { contentText: text } } };
  }

  private blockedNow(document: vscode.TextDocument): Note[] {
    return this.measured
      .stalls(document)
      .map(({ stall, line }) => ({ kind: 'blockedNow', line, text: blockedNowText(stall) }));
  }

  private blocked(document: vscode.TextDocument): Note[] {
    return this.measured.sites(document).map(({ site, longest, line, edited }) => ({
      kind: edited ? 'staleNote' : 'note',
      line,
      text: noteText(site, longest?.culprit ?? null, edited),
    }));
  }

  private culprits(document: vscode.TextDocument): Note[] {
    return this.measured.culprits(document).map(({ culprit, line, edited }) => ({
      kind: edited ? 'staleNote' : 'culpritNote',
      line,
      text: culpritText(culprit, edited),
    }));
  }
}

function noteType(kind: Kind): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor(colors[kind]), margin: '0 0 0 2em', fontStyle: 'normal' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
}
