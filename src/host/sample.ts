import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

const folderName = 'looplens-sample';

/** Copies the sample program to a folder of the user's choice and opens it. */
export async function openSample(extension: vscode.Uri): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  try {
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extension, 'media', 'sample'), folder, {
      overwrite: true,
    });
  } catch (error) {
    await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'The sample could not be copied to {0}: {1}. Choose a folder that you may write to.',
        folder.fsPath,
        error instanceof Error ? error.message : String(error),
      ),
    );
    return;
  }
  await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: hasFolder() });
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const fresh = { label: vscode.l10n.t('In a new folder for temporary files'), fresh: true };
  const other = { label: vscode.l10n.t('In a folder that I choose…'), fresh: false };
  const placeHolder = vscode.l10n.t('Where is the sample to be copied?');
  const where = await vscode.window.showQuickPick([fresh, other], { placeHolder });
  if (!where) return undefined;
  if (where.fresh) return vscode.Uri.file(join(await mkdtemp(join(tmpdir(), `${folderName}-`)), 'sample'));
  const [parent] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Copy the Sample Here'),
    })) ?? [];
  return parent && vscode.Uri.joinPath(parent, folderName);
}

function hasFolder(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).length > 0;
}
