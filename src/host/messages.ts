import * as vscode from 'vscode';
import { commands } from './contributions';

interface WayOut {
  readonly title: string;
  readonly command: string;
}

export const wayOut = {
  log: (): WayOut => ({ title: vscode.l10n.t('Show Log'), command: commands.showLog }),
  run: (): WayOut => ({ title: vscode.l10n.t('Run with Looplens…'), command: commands.run }),
};

/** Shows what went wrong, with ways out of one click each. */
export async function showError(what: string, error: unknown, ways = [wayOut.log()]): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  const titles = ways.map(({ title }) => title);
  const chosen = await vscode.window.showErrorMessage([what, why].filter(Boolean).join(' '), ...titles);
  const way = ways.find(({ title }) => title === chosen);
  if (way) await vscode.commands.executeCommand(way.command);
}
