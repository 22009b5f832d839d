import { join } from 'node:path';
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { onDidChangeConfig, readConfig } from './config';
import { DebugSessions } from './debugSessions';
import { EngineProcess } from './engineProcess';
import { InlineNotes } from './inlineNotes';
import { StatusBar } from './statusBar';

/** Constructs and wires; holds no logic. Nothing runs until a debug session starts. */
export function activate(context: vscode.ExtensionContext): void {
  let config = readConfig();
  const log = vscode.window.createOutputChannel('Looplens', { log: true });
  const engine = new EngineProcess(
    join(context.extensionPath, 'dist', 'engine.js'),
    () => config.thresholdMs,
    log,
  );
  const statusBar = new StatusBar(() => config);
  const notes = new InlineNotes(() => config.notes);
  const forget = (): void => {
    notes.forget();
    if (engine.isRunning)
      void engine.request('clear', null).catch((error: unknown) => log.warn(String(error)));
  };
  const sessions = new DebugSessions(engine, () => config.enabled, forget, log);
  context.subscriptions.push(
    log,
    engine,
    sessions,
    statusBar,
    notes,
    registerCommands(engine, log),
    engine.onSnapshot((snapshot) => {
      statusBar.update(snapshot);
      notes.update(snapshot);
    }),
    onDidChangeConfig((changed) => {
      config = changed;
      statusBar.paint();
      notes.paint();
    }),
  );
}
