import * as vscode from 'vscode';
import { culpritDetails, linkedCommands, siteDetails, stallDetails } from './details';
import { files } from './editTracker';
import type { MeasuredLines } from './measuredLines';

/** Tells what was measured of a line, wherever on it or on its note the mouse rests. */
export class LineHover implements vscode.HoverProvider, vscode.Disposable {
  private readonly registration = vscode.languages.registerHoverProvider(files, this);

  constructor(
    private readonly enabled: () => boolean,
    private readonly measured: MeasuredLines,
  ) {}

  provideHover(document: vscode.TextDocument, { line }: vscode.Position): vscode.Hover | null {
    if (!this.enabled()) return null;
    const here = (at: { readonly line: number }): boolean => at.line === line;
    const details = [
      ...this.measured
        .stalls(document)
        .filter(here)
        .map(({ stall }) => stallDetails(stall)),
      ...this.measured
        .sites(document)
        .filter(here)
        .map((site) => siteDetails(site)),
      ...this.measured
        .culprits(document)
        .filter(here)
        .map(({ culprit, longest }) => culpritDetails(culprit, longest)),
    ];
    return details.length > 0 ? new vscode.Hover(details.map(markdown)) : null;
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function markdown(text: string): vscode.MarkdownString {
  const shown = new vscode.MarkdownString(text);
  shown.isTrusted = { enabledCommands: linkedCommands };
  return shown;
}
