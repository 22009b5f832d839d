import * as vscode from 'vscode';
import { settings } from './contributions';

/** The user's settings, as they are at one moment. Times are milliseconds. */
export interface Config {
  readonly enabled: boolean;
  readonly thresholdMs: number;
  readonly statusBar: boolean;
  readonly notes: boolean;
  readonly delayWarningMs: number;
  readonly delayErrorMs: number;
}

/** The one place that reads settings. */
export function readConfig(): Config {
  const read = vscode.workspace.getConfiguration();
  return {
    enabled: read.get(settings.enabled, true),
    thresholdMs: read.get(settings.threshold, 20),
    statusBar: read.get(settings.statusBar, true),
    notes: read.get(settings.notes, true),
    delayWarningMs: read.get(settings.delayWarning, 50),
    delayErrorMs: read.get(settings.delayError, 200),
  };
}

export function onDidChangeConfig(listener: (config: Config) => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('looplens')) listener(readConfig());
  });
}
