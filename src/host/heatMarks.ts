import * as vscode from 'vscode';
import { colors } from './contributions';
import { heatStep } from './heatSteps';
import type { MeasuredLines } from './measuredLines';
import { PaintedEditors } from './paintedEditors';

const kinds = ['heat1', 'heat2', 'heat3', 'heat4'] as const;
type Kind = (typeof kinds)[number];

interface Mark {
  readonly kind: Kind;
  /** 0-based. */
  readonly line: number;
}

/**
 * A bar at the start of each line that blocked, and a mark in the overview ruler: by thickness and colour, its share of all
 * blocked time. No icon in the glyph margin: beside one, VS Code sets no breakpoint at a click, and makes room for both.
 */
export class HeatMarks extends PaintedEditors<Kind, Mark> {
  constructor(
    private readonly enabled: () => boolean,
    private readonly measured: MeasuredLines,
  ) {
    super({ heat1: heatType(0), heat2: heatType(1), heat3: heatType(2), heat4: heatType(3) });
  }

  protected marksOf(document: vscode.TextDocument): Mark[] {
    if (!this.enabled()) return [];
    return this.measured.sites(document).map(({ share, line }) => ({ kind: kinds[heatStep(share)]!, line }));
  }

  protected decoration(document: vscode.TextDocument, { line }: Mark): vscode.DecorationOptions {
    return { range: document.lineAt(line).range };
  }
}

function heatType(step: number): vscode.TextEditorDecorationType {
  const color = new vscode.ThemeColor(colors[kinds[step]!]);
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderStyle: 'solid',
    borderWidth: `0 0 0 ${step + 1}px`,
    borderColor: color,
    overviewRulerColor: color,
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
}
