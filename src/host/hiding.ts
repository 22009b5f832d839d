import * as vscode from 'vscode';
import { contextKeys } from './contributions';

const messageMs = 4000;

/** Whether everything in the editors of this window is hidden, by command; until it is shown again or the window closes. */
export class Hiding {
  private hidden = false;

  constructor(private readonly onChange: () => void) {}

  get active(): boolean {
    return this.hidden;
  }

  async toggle(): Promise<void> {
    this.hidden = !this.hidden;
    this.onChange();
    const message = this.hidden
      ? vscode.l10n.t('Looplens is hidden in the editors of this window.')
      : vscode.l10n.t('Looplens is shown in the editors of this window.');
    vscode.window.setStatusBarMessage(message, messageMs);
    await vscode.commands.executeCommand('setContext', contextKeys.hidden, this.hidden);
  }
}
