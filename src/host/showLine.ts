import * as vscode from 'vscode';
import type { EditTracker } from './editTracker';
import type { Newest } from '../shared/newest';
import { isDependency } from './measuredLines';

/**
 * Opens a line of the code that runs, where edits since have moved it to. Line and column are 1-based. A dependency is opened
 * read-only for the session: what is changed there is lost with the next install. A line that takes its time to open is not shown
 * once another was asked for.
 */
export async function showLine(
  edits: EditTracker,
  calls: Newest,
  file: unknown,
  line: unknown,
  column: unknown,
): Promise<void> {
  if (typeof file !== 'string' || typeof line !== 'number') return;
  const isNewest = calls.begin();
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    if (!isNewest()) return;
    const place = edits.place(document, line - 1) ?? { line: line - 1 };
    const at = new vscode.Position(place.line, typeof column === 'number' ? column - 1 : 0);
    await vscode.window.showTextDocument(document, {
      selection: new vscode.Range(at, at),
      viewColumn: columnForCode(),
    });
    if (isDependency(file) && !document.isDirty) await makeReadOnly(document.uri);
  } catch {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} cannot be opened. It may have been moved since the program was built.', file),
    );
  }
}

/** For the session. VS Code knows only a command for what is active: the user may have gone to a file of their own meanwhile. */
export async function makeReadOnly(uri: vscode.Uri): Promise<void> {
  if (vscode.window.activeTextEditor?.document.uri.toString() !== uri.toString()) return;
  await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
}

/**
 * Beside a panel rather than in its place. A column by its number: VS Code takes up to a quarter of a second to learn that a
 * panel has the focus, and what is the active column may be another one by the time it is opened.
 */
function columnForCode(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const isPanel = ({ activeTab }: vscode.TabGroup) => activeTab?.input instanceof vscode.TabInputWebview;
  const free = isPanel(activeTabGroup) ? all.find((group) => !isPanel(group)) : activeTabGroup;
  return free?.viewColumn ?? vscode.ViewColumn.Beside;
}
