import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { configSeparator, configVariable } from '../shared/facts';
import type { EngineClient } from './engineClient';
import { showError } from './messages';
import type { Observations } from './observations';
import { startsNode } from './scripts';
import { stopProcesses } from './stopProcesses';

export interface AllTerminalsOptions {
  readonly engine: EngineClient;
  readonly observations: Observations;
  readonly collection: vscode.EnvironmentVariableCollection;
  readonly enabled: () => boolean;
}

/** Where the user wants it: every terminal that is opened has its Node programs observed, for as long as the engine runs. */
export class AllTerminals implements vscode.Disposable {
  private owner: string | null = null;
  private disposed = false;
  private readonly disposables: readonly { dispose(): void }[];

  constructor(private readonly options: AllTerminalsOptions) {
    const { engine, observations, collection } = options;
    collection.persistent = false;
    collection.description = vscode.l10n.t('Observes the event loop of Node.js programs (Looplens).');
    this.disposables = [
      engine.onSnapshot(() => {
        if (!engine.running) collection.clear();
      }),
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) =>
        this.commandStarted(terminal, execution.commandLine.value),
      ),
      vscode.window.onDidEndTerminalShellExecution(() => {
        if (this.owner !== null) observations.programEnds(this.owner);
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.update()),
    ];
    this.update();
  }

  dispose(): void {
    this.disposed = true;
    for (const disposable of this.disposables) disposable.dispose();
    this.options.collection.clear();
  }

  /** To be called when the setting has changed. */
  update(): void {
    const wanted = this.options.enabled() && vscode.workspace.isTrusted && !this.disposed;
    if (wanted === (this.owner !== null)) return;
    if (wanted) void this.start();
    else this.options.observations.end(this.owner!);
  }

  private async start(): Promise<void> {
    const { engine, observations, collection } = this.options;
    const owner = randomUUID();
    this.owner = owner;
    observations.begin({
      owner,
      kind: 'terminal',
      name: vscode.l10n.t('All Terminals'),
      stop: () => stopProcesses(vscode.l10n.t('All Terminals'), observations.pids(owner)),
      ended: () => this.ended(owner),
    });
    try {
      const env = await engine.request('environment', { owner, env: {} });
      if (this.owner !== owner) return;
      collection.prepend('NODE_OPTIONS', `${env['NODE_OPTIONS']} `);
      collection.prepend(configVariable, env[configVariable]! + configSeparator);
    } catch (error) {
      if (this.owner !== owner) return;
      this.owner = null;
      observations.end(owner);
      await showError(vscode.l10n.t('Terminals are not observed.'), error);
    }
  }

  /** By detaching, or with the engine: new terminals are observed nevertheless, until the setting is off. */
  private ended(owner: string): void {
    if (this.owner !== owner) return;
    this.owner = null;
    this.options.collection.clear();
    this.update();
  }

  private commandStarted(terminal: vscode.Terminal, commandLine: string): void {
    const { env } = terminal.creationOptions as vscode.TerminalOptions;
    const isOther = env?.[configVariable] !== undefined;
    if (this.owner !== null && !isOther && startsNode(commandLine))
      this.options.observations.programStarts(this.owner);
  }
}
