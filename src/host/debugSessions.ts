import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { EngineProcess, EngineProcessLog } from './engineProcess';

/** Sessions of js-debug whose target is a Node.js; browsers have an event loop that is not ours. */
const observedTypes = new Set(['pwa-node', 'pwa-extensionHost', 'node-terminal']);
const proxyPausesMs = [50, 100, 200, 400, 800, 1600];
const resuming = new Set(['continue', 'next', 'stepIn', 'stepOut', 'restartFrame', 'disconnect']);

interface Proxy {
  readonly host: string;
  readonly port: number;
  readonly path?: string;
}

interface DapMessage {
  readonly type: string;
  readonly event?: string;
  readonly command?: string;
  readonly success?: boolean;
}

/** Observes what js-debug debugs: each session that has a target, as it comes, until it goes. */
export class DebugSessions implements vscode.Disposable {
  private readonly observed = new Set<string>();
  private readonly gone = new WeakSet<vscode.DebugSession>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly engine: EngineProcess,
    private readonly enabled: () => boolean,
    /** A program starts while no other is observed. */
    private readonly onNewRun: () => void,
    private readonly log: EngineProcessLog,
  ) {
    this.disposables = [
      vscode.debug.onDidStartDebugSession((session) => void this.started(session)),
      vscode.debug.onDidTerminateDebugSession((session) => this.ended(session)),
      vscode.debug.registerDebugAdapterTrackerFactory('pwa-node', {
        createDebugAdapterTracker: (s) => this.tracker(s),
      }),
      vscode.debug.registerDebugAdapterTrackerFactory('pwa-extensionHost', {
        createDebugAdapterTracker: (s) => this.tracker(s),
      }),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async started(session: vscode.DebugSession): Promise<void> {
    if (!observedTypes.has(session.type) || !this.enabled()) return;
    if (this.observed.size === 0) this.onNewRun();
    try {
      const proxy = await this.proxyOf(session);
      if (!proxy) return;
      this.observed.add(session.id);
      const { host, port, path = '/' } = proxy;
      await this.engine.request('attachDebugger', {
        owner: session.id,
        name: session.name,
        host,
        port,
        path,
      });
      this.log.info(`Observing '${session.name}'.`);
    } catch (error) {
      this.observed.delete(session.id);
      this.log.warn(
        `'${session.name}' is not observed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** js-debug has it a moment after the session started; a session that only holds others never has one. */
  private async proxyOf(session: vscode.DebugSession): Promise<Proxy | undefined> {
    for (const pauseMs of proxyPausesMs) {
      const proxy = await vscode.commands
        .executeCommand<Proxy | undefined>('extension.js-debug.requestCDPProxy', session.id)
        .then(undefined, () => undefined); // js-debug is not there, or the session has ended
      if (proxy || this.gone.has(session)) return proxy;
      await wait(pauseMs);
    }
    return undefined;
  }

  private ended(session: vscode.DebugSession): void {
    this.gone.add(session);
    if (!this.observed.delete(session.id)) return;
    this.tell('detach', { owner: session.id });
  }

  /** A breakpoint is no block. */
  private tracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const paused = (value: boolean): void => {
      if (this.observed.has(session.id))
        this.tell('paused', { owner: session.id, paused: value, atMs: Date.now() });
    };
    return {
      onDidSendMessage: ({ type, event, command, success }: DapMessage) => {
        if (type === 'event' && event === 'stopped') paused(true);
        else if (type === 'event' && event === 'continued') paused(false);
        else if (type === 'response' && success && resuming.has(command ?? '')) paused(false);
      },
    };
  }

  private tell(...[method, params]: Parameters<EngineProcess['request']>): void {
    if (!this.engine.isRunning) return;
    this.engine
      .request(method, params)
      .catch((error: unknown) => this.log.warn(`${method}: ${String(error)}`));
  }
}
