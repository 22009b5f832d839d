import * as vscode from 'vscode';
import { Newest } from '../shared/newest';
import { attachProcess } from './attachProcess';
import { toggleNotes } from './config';
import { commands } from './contributions';
import type { EditTracker } from './editTracker';
import type { EngineClient } from './engineClient';
import type { Hiding } from './hiding';
import { detach, stop } from './observationCommands';
import type { Observations } from './observations';
import type { ObservedTerminals } from './observedTerminals';
import { runFile, runWithLooplens } from './runPrograms';
import { openSample } from './sample';
import { showLine } from './showLine';

export interface CommandsOptions {
  readonly engine: EngineClient;
  readonly log: vscode.LogOutputChannel;
  readonly observations: Observations;
  readonly terminals: ObservedTerminals;
  readonly edits: EditTracker;
  readonly hiding: Hiding;
  readonly extensionUri: vscode.Uri;
}

/** Registers every command. */
export function registerCommands(options: CommandsOptions): vscode.Disposable {
  const { engine, log, observations, terminals, edits, hiding, extensionUri } = options;
  const shownLines = new Newest();
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.clear, () => engine.clear()),
    vscode.commands.registerCommand(commands.toggleNotes, toggleNotes),
    vscode.commands.registerCommand(commands.openSample, () => openSample(extensionUri)),
    vscode.commands.registerCommand(commands.showLog, () => log.show()),
    vscode.commands.registerCommand(commands.showLine, (file: unknown, line: unknown, column: unknown) =>
      showLine(edits, shownLines, file, line, column),
    ),
    vscode.commands.registerCommand(commands.toggleAll, () => hiding.toggle()),
    vscode.commands.registerCommand(commands.run, () => runWithLooplens(terminals)),
    vscode.commands.registerCommand(commands.runFile, (uri: unknown) => runFile(terminals, uri)),
    vscode.commands.registerCommand(commands.attach, () => attachProcess(options)),
    vscode.commands.registerCommand(commands.openTerminal, () => terminals.open()),
    vscode.commands.registerCommand(commands.detach, (item: unknown) => detach(observations, item)),
    vscode.commands.registerCommand(commands.stop, (item: unknown) => stop(observations, item)),
  );
}
