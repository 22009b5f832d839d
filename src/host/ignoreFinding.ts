import * as vscode from 'vscode';

/** Asks why a finding is to be ignored and writes the comment that says so above its line. */
export async function ignoreFinding(uri: unknown, line: unknown, rule: unknown): Promise<void> {
  if (typeof uri !== 'string' || typeof line !== 'number' || typeof rule !== 'string') return;
  const reason = await vscode.window.showInputBox({
    title: vscode.l10n.t('Why may this stay?'),
    prompt: vscode.l10n.t('The reason is put in a comment above the line.'),
    validateInput: (typed) => (typed.trim() === '' ? vscode.l10n.t('Type a reason.') : null),
  });
  if (!reason?.trim()) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const indent = /^\s*/.exec(document.lineAt(line).text)![0];
  const edit = new vscode.WorkspaceEdit();
  const comment = `${indent}// looplens-ignore-next-line ${rule}: ${reason.trim()}\n`;
  edit.insert(document.uri, new vscode.Position(line, 0), comment);
  await vscode.workspace.applyEdit(edit);
}
