import * as vscode from 'vscode';
import type { LintSettings, ServerSettings } from '../shared/serverApi';
import { settings } from './contributions';

/** The user's settings, as they are at one moment. Times are milliseconds. */
export interface Config {
  readonly enabled: boolean;
  readonly thresholdMs: number;
  readonly statusBar: boolean;
  readonly notes: boolean;
  readonly delayWarningMs: number;
  readonly delayErrorMs: number;
  /** Observe all new terminals. */
  readonly observeTerminals: boolean;
  readonly blockedNowNotify: boolean;
  readonly heat: boolean;
  readonly hover: boolean;
  readonly codeLens: boolean;
}

/** Settings of problems, which each folder may have of its own. */
export interface ProblemConfig {
  readonly problems: boolean;
  readonly problemWarningMs: number;
  readonly problemErrorMs: number;
}

/** The one place that reads and writes settings. */
export function readConfig(): Config {
  const read = vscode.workspace.getConfiguration();
  return {
    enabled: read.get(settings.enabled, true),
    thresholdMs: read.get(settings.threshold, 20),
    statusBar: read.get(settings.statusBar, true),
    notes: read.get(settings.notes, true),
    delayWarningMs: read.get(settings.delayWarning, 50),
    delayErrorMs: read.get(settings.delayError, 200),
    observeTerminals: read.get(settings.observeTerminals, false),
    blockedNowNotify: read.get(settings.blockedNowNotify, true),
    heat: read.get(settings.heat, true),
    hover: read.get(settings.hover, true),
    codeLens: read.get(settings.codeLens, true),
  };
}

export function readProblemConfig(uri: vscode.Uri): ProblemConfig {
  const read = vscode.workspace.getConfiguration(undefined, uri);
  return {
    problems: read.get(settings.problems, true),
    problemWarningMs: read.get(settings.problemsWarning, 50),
    problemErrorMs: read.get(settings.problemsError, 200),
  };
}

/** What the language server is to do in each folder. */
export function readServerSettings(): ServerSettings {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return {
    all: lintSettings(undefined),
    folders: folders.map(({ uri }) => ({ uri: uri.toString(), settings: lintSettings(uri) })),
  };
}

function lintSettings(uri: vscode.Uri | undefined): LintSettings {
  const read = vscode.workspace.getConfiguration(undefined, uri);
  return {
    lint: read.get(settings.lint, true),
    regex: read.get(settings.lintRegex, true),
    hover: read.get(settings.apiHover, true),
  };
}

export function onDidChangeConfig(listener: (config: Config) => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('looplens')) listener(readConfig());
  });
}

/** Turns the notes in the editor off or on, for the user. */
export async function toggleNotes(): Promise<void> {
  const read = vscode.workspace.getConfiguration();
  await read.update(settings.notes, !readConfig().notes, vscode.ConfigurationTarget.Global);
}

/** Variables that the user has VS Code set in every integrated terminal; null takes one away. */
export function terminalVariables(): Readonly<Record<string, string | null>> {
  const system = { win32: 'windows', darwin: 'osx' }[process.platform as string] ?? 'linux';
  return vscode.workspace.getConfiguration('terminal.integrated.env').get(system, {});
}
