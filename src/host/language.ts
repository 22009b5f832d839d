import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Fused, Measured } from '../shared/serverApi';
import { readServerSettings } from './config';
import { commands } from './contributions';
import { ignoreFinding } from './ignoreFinding';
import type { RunningClient } from './languageClient';
import { showError } from './messages';

const languages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];
/** What the server wants to hear of when something outside of the editor changes it. */
const watched = ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}', '**/{.gitignore,package.json,tsconfig*.json}'];

export interface LanguageOptions {
  readonly extensionPath: string;
  readonly log: vscode.LogOutputChannel;
  measured(): Measured | null;
  onFused(fused: Fused): void;
}

/** Starts the language server once a JavaScript or TypeScript file is open, and keeps it. Nothing of it is loaded before. */
export class Language implements vscode.Disposable {
  private client: Promise<RunningClient> | null = null;
  private readonly watchers: vscode.FileSystemWatcher[] = [];
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly options: LanguageOptions) {
    this.disposables = [
      vscode.workspace.onDidOpenTextDocument((document) => this.look(document)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.settingsChanged()),
      vscode.commands.registerCommand(commands.restartServer, () => this.restart()),
      vscode.commands.registerCommand(commands.ignoreFinding, ignoreFinding),
    ];
    // Files that are open already: once activation is over.
    setImmediate(() => vscode.workspace.textDocuments.forEach((document) => this.look(document)));
  }

  tellMeasured(measured: Measured): void {
    void this.client?.then((client) => client.tellMeasured(measured));
  }

  settingsChanged(): void {
    void this.client?.then((client) => client.tellSettings(readServerSettings()));
  }

  dispose(): void {
    for (const disposable of [...this.disposables, ...this.watchers]) disposable.dispose();
    void this.client?.then((client) => client.dispose());
  }

  private look({ languageId, uri }: vscode.TextDocument): void {
    if (!languages.includes(languageId) || !['file', 'untitled'].includes(uri.scheme)) return;
    void this.started();
  }

  private started(): Promise<RunningClient> {
    this.client ??= this.start();
    return this.client;
  }

  private async start(): Promise<RunningClient> {
    const { extensionPath, log, measured, onFused } = this.options;
    const { createClient } = await import('./languageClient.js');
    for (const pattern of watched) this.watchers.push(vscode.workspace.createFileSystemWatcher(pattern));
    // Of a folder that is deleted or renamed VS Code tells nothing of what was in it.
    this.watchers.push(vscode.workspace.createFileSystemWatcher('**/*', true, true, false));
    const client = createClient({
      serverFile: join(extensionPath, 'dist', 'server.js'),
      languages,
      watchers: this.watchers,
      log,
      l10n: vscode.l10n.bundle ?? null,
      settings: readServerSettings,
      measured,
      onFused,
    });
    try {
      await client.start();
    } catch (error) {
      log.error(String(error));
      await showError(vscode.l10n.t('The language server of Looplens could not be started.'), error);
    }
    return client;
  }

  private async restart(): Promise<void> {
    if (!this.client) {
      await this.started();
      return;
    }
    try {
      await (await this.client).restart();
    } catch (error) {
      await showError(vscode.l10n.t('The language server of Looplens could not be started.'), error);
    }
  }
}
