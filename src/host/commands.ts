import * as vscode from 'vscode';
import { commands, settings } from './contributions';
import type { EngineProcess } from './engineProcess';

/** Registers every command. */
export function registerCommands(engine: EngineProcess, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.clear, async () => {
      if (engine.isRunning) await engine.request('clear', null);
    }),
    vscode.commands.registerCommand(commands.toggleNotes, () => {
      const read = vscode.workspace.getConfiguration();
      return read.update(settings.notes, !read.get(settings.notes, true), vscode.ConfigurationTarget.Global);
    }),
    vscode.commands.registerCommand(commands.showLog, () => log.show()),
    vscode.commands.registerCommand(commands.showLine, async (file: unknown, line: unknown) => {
      if (typeof file !== 'string' || typeof line !== 'number') return;
      const at = new vscode.Position(line - 1, 0);
      try {
        await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
      } catch {
        await vscode.window.showWarningMessage(
          vscode.l10n.t('{0} cannot be opened. It may have been moved since the program was built.', file),
        );
      }
    }),
  );
}
