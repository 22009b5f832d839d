import * as vscode from 'vscode';
import { showError } from './messages';

/** Asks whether programs that we did not start shall end, then asks them to. */
export async function stopProcesses(name: string, pids: readonly number[]): Promise<void> {
  if (pids.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t("No program of '{0}' runs.", name));
    return;
  }
  const stop = vscode.l10n.t('Stop Program');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Stop '{0}' (process {1})? What it has not saved is lost.", name, pids.join(', ')),
    stop,
  );
  if (chosen !== stop) return;
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') continue; // it has ended meanwhile
      await showError(vscode.l10n.t("'{0}' could not be stopped.", name), error);
    }
  }
}
