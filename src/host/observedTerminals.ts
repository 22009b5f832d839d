import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { configVariable } from '../shared/facts';
import { terminalVariables } from './config';
import { commands, terminalProfile } from './contributions';
import type { EngineClient } from './engineClient';
import { showError } from './messages';
import type { Observations } from './observations';
import { startsNode, typed } from './scripts';
import { inheritedNodeOptions } from './terminalEnvironment';

/** By then a program that is observed has reported, unless it starts late or its environment is replaced. */
const reportWaitMs = 10_000;
/** What a program that has ended reported at last is here by then. */
const endWaitMs = 1500;

export interface Run {
  readonly name: string;
  readonly cwd: vscode.Uri;
  readonly command: readonly string[];
}

export interface ObservedTerminalsOptions {
  readonly engine: EngineClient;
  readonly observations: Observations;
}

/** Terminals in which every Node program is observed: those of runs, and those that the user types into. */
export class ObservedTerminals implements vscode.Disposable, vscode.TerminalProfileProvider {
  private readonly owners = new Map<vscode.Terminal, string>();
  /** Owners of profiles that were given out, by what is in their environment, until their terminal opens. */
  private readonly given = new Map<string, string>();
  /** Runs that have not reported. */
  private readonly silent = new Map<string, { readonly name: string; timer: NodeJS.Timeout }>();
  private readonly disposables: readonly vscode.Disposable[];

  constructor(private readonly options: ObservedTerminalsOptions) {
    this.disposables = [
      vscode.window.registerTerminalProfileProvider(terminalProfile, this),
      vscode.window.onDidOpenTerminal((terminal) => this.opened(terminal)),
      vscode.window.onDidCloseTerminal((terminal) => this.closed(terminal)),
      vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) =>
        this.commandStarted(terminal, execution.commandLine.value),
      ),
      vscode.window.onDidEndTerminalShellExecution(({ terminal }) => this.commandEnded(terminal)),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const { timer } of this.silent.values()) clearTimeout(timer);
  }

  /** Runs a command in a terminal of its own. */
  async run({ name, cwd, command }: Run): Promise<void> {
    const owner = randomUUID();
    this.begin(owner, 'run', name);
    const env = await this.environment(owner);
    if (!env) return this.options.observations.end(owner);
    const iconPath = new vscode.ThemeIcon('pulse');
    const terminal = vscode.window.createTerminal({ name, cwd, env, iconPath });
    this.owners.set(terminal, owner);
    this.expect(owner, name);
    terminal.show();
    terminal.sendText(typed(command, vscode.env.shell));
  }

  /** Opens a terminal for the user to type into. */
  async open(): Promise<void> {
    const options = await this.userTerminal();
    if (options) vscode.window.createTerminal(options).show();
  }

  async provideTerminalProfile(): Promise<vscode.TerminalProfile | undefined> {
    const options = await this.userTerminal();
    return options && new vscode.TerminalProfile(options);
  }

  /** As a terminal for debugging, it does not outlive its window, whose engine observes it. */
  private async userTerminal(): Promise<vscode.TerminalOptions | undefined> {
    const owner = randomUUID();
    const env = await this.environment(owner);
    if (!env) return undefined;
    this.given.set(env[configVariable]!, owner);
    const name = vscode.l10n.t('Looplens Terminal');
    return { name, env, iconPath: new vscode.ThemeIcon('pulse'), isTransient: true };
  }

  private async environment(owner: string): Promise<Readonly<Record<string, string>> | null> {
    const env = inheritedNodeOptions(terminalVariables(), process.env);
    try {
      return await this.options.engine.request('environment', { owner, env });
    } catch (error) {
      void showError(vscode.l10n.t('Programs cannot be observed at the moment.'), error);
      return null;
    }
  }

  private begin(owner: string, kind: 'run' | 'terminal', name: string): void {
    const terminalOf = () => [...this.owners].find(([, other]) => other === owner)?.[0];
    this.options.observations.begin({
      owner,
      kind,
      name,
      stop: () => terminalOf()?.dispose(),
      ended: () => {
        const terminal = terminalOf();
        if (terminal) this.owners.delete(terminal);
        this.forget(owner);
      },
    });
  }

  private opened(terminal: vscode.Terminal): void {
    const { env } = terminal.creationOptions as vscode.TerminalOptions;
    const config = env?.[configVariable] ?? '';
    const owner = this.given.get(config);
    if (owner === undefined) return;
    this.given.delete(config);
    this.owners.set(terminal, owner);
    this.begin(owner, 'terminal', terminal.name);
  }

  private closed(terminal: vscode.Terminal): void {
    const owner = this.owners.get(terminal);
    if (owner !== undefined) this.options.observations.end(owner);
  }

  private commandStarted(terminal: vscode.Terminal, commandLine: string): void {
    const owner = this.owners.get(terminal);
    if (owner !== undefined && startsNode(commandLine)) this.options.observations.programStarts(owner);
  }

  private commandEnded(terminal: vscode.Terminal): void {
    const owner = this.owners.get(terminal);
    if (owner === undefined) return;
    this.options.observations.programEnds(owner);
    const run = this.silent.get(owner);
    if (!run) return;
    clearTimeout(run.timer);
    run.timer = setTimeout(() => void this.tellIfSilent(owner), endWaitMs);
  }

  private expect(owner: string, name: string): void {
    this.silent.set(owner, { name, timer: setTimeout(() => void this.tellIfSilent(owner), reportWaitMs) });
  }

  private forget(owner: string): void {
    clearTimeout(this.silent.get(owner)?.timer);
    this.silent.delete(owner);
  }

  /** Once a run. */
  private async tellIfSilent(owner: string): Promise<void> {
    const run = this.silent.get(owner);
    this.forget(owner);
    if (!run || this.options.observations.hasReported(owner)) return;
    const attach = vscode.l10n.t('Attach to Process…');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No Node.js program of \'{0}\' has reported to Looplens. Either it has started none, or a script or shell profile sets NODE_OPTIONS anew: let it keep what is there, as in NODE_OPTIONS="$NODE_OPTIONS --your-option". A program that runs can be attached to.',
        run.name,
      ),
      attach,
    );
    if (chosen === attach) await vscode.commands.executeCommand(commands.attach);
  }
}
