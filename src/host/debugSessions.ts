import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { RpcError } from '../shared/rpc';
import type { EngineClient } from './engineClient';
import type { EngineLog } from './engineProcess';
import { showError, wayOut } from './messages';
import type { Observations } from './observations';

/** Sessions of js-debug whose target is a Node.js; browsers have an event loop that is not ours. */
const observedTypes = new Set(['pwa-node', 'pwa-extensionHost', 'node-terminal']);
const trackedTypes = ['pwa-node', 'pwa-extensionHost'];
const proxyPausesMs = [50, 100, 200, 400, 800, 1600];
/** A thread that has not answered by then is in a native call, which nothing interrupts, or suspended. */
const answerWaitMs = 10_000;
/** A machine that is busy lets connections time out. */
const attachPausesMs = [1000, 4000];
const resuming = new Set([
  'continue',
  'next',
  'stepIn',
  'stepOut',
  'restartFrame',
  'goto',
  'disconnect',
  'terminate',
]);

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

export interface DebugSessionsOptions {
  readonly engine: EngineClient;
  readonly enabled: () => boolean;
  readonly observations: Observations;
  readonly log: EngineLog;
}

/** Observes what js-debug debugs: each session that has a target, as it comes, until it goes. */
export class DebugSessions implements vscode.Disposable {
  private readonly live = new Map<string, vscode.DebugSession>();
  /** Sessions that have a target. */
  private readonly observed = new Set<string>();
  /** Epoch milliseconds since which a session is stopped. */
  private readonly stopped = new Map<string, number>();
  /** Reasons that the user has been told of. */
  private readonly told = new Set<string>();
  private readonly disposables: readonly { dispose(): void }[];

  constructor(private readonly options: DebugSessionsOptions) {
    this.disposables = [
      vscode.debug.onDidStartDebugSession((session) => void this.started(session)),
      vscode.debug.onDidTerminateDebugSession(({ id }) => options.observations.end(id)),
      ...trackedTypes.map((type) =>
        vscode.debug.registerDebugAdapterTrackerFactory(type, {
          createDebugAdapterTracker: (session) => this.tracker(session),
        }),
      ),
    ];
  }

  /** The session whose id a target has as its owner, while it lasts. */
  session(owner: string): vscode.DebugSession | null {
    return this.live.get(owner) ?? null;
  }

  /** Starts what was launched again with an option of Node's; null where the session attached to what ran already. */
  restarter(owner: string): ((option: string) => Promise<boolean>) | null {
    const session = this.session(owner);
    if (!session) return null;
    const root = rootOf(session);
    const { configuration } = root;
    if (configuration['request'] !== 'launch' || root.type === 'node-terminal') return null;
    return async (option) => {
      await vscode.debug.stopDebugging(root);
      const runtimeArgs = [option, ...((configuration['runtimeArgs'] as string[] | undefined) ?? [])];
      return vscode.debug.startDebugging(root.workspaceFolder, { ...configuration, runtimeArgs });
    };
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async started(session: vscode.DebugSession): Promise<void> {
    const { enabled, observations } = this.options;
    const { id, name, type } = session;
    if (!observedTypes.has(type) || !enabled()) return;
    this.live.set(id, session);
    observations.begin({
      owner: id,
      kind: 'debug',
      name,
      stop: () => vscode.debug.stopDebugging(session),
      attachAgain: () => this.observed.has(id) && this.attach(session),
      ended: () => {
        this.live.delete(id);
        this.stopped.delete(id);
        this.observed.delete(id);
      },
    });
    await this.attach(session);
  }

  private async attach(session: vscode.DebugSession, [pauseMs, ...pauses] = attachPausesMs): Promise<void> {
    const { engine, log, observations } = this.options;
    const { id, name } = session;
    const proxy = await this.proxyOf(session);
    if (!proxy || !observations.has(id)) return;
    this.observed.add(id);
    const { host, port, path = '/' } = proxy;
    const silent = setTimeout(() => this.tellSilent(name), answerWaitMs);
    try {
      const attached = engine.request('attachDebugger', { owner: id, name, host, port, path });
      const atMs = this.stopped.get(id);
      if (atMs !== undefined) engine.tell('paused', { owner: id, paused: true, atMs });
      await attached;
      log.info(`Observing '${name}'.`);
    } catch (error) {
      if (!observations.has(id)) {
        log.info(
          `'${name}' ended or was detached before it was observed. Run with Looplens observes from the first line on.`,
        );
        return;
      }
      const reason = error instanceof RpcError ? error.reason : null;
      if (pauseMs !== undefined && reason === 'inspector-unreachable') {
        await wait(pauseMs);
        return observations.has(id) ? this.attach(session, pauses) : undefined;
      }
      log.warn(`'${name}' is not observed: ${error instanceof Error ? error.message : String(error)}`);
      if (reason !== 'closed') this.observed.delete(id);
      // Anything else may be a helper of the program's that nobody asks about.
      if (reason === 'unsupported-node') this.tellOnce(reason, name, error);
    } finally {
      clearTimeout(silent);
    }
  }

  /** The request stays: what the thread is in may end. */
  private tellSilent(name: string): void {
    const why = vscode.l10n.t(
      'It has not answered for {0} s: it blocks in a native call (such as execSync) since before it could be observed, or is suspended. Run with Looplens observes from the first line on.',
      answerWaitMs / 1000,
    );
    this.options.log.warn(`'${name}' is not observed yet. ${why}`);
    this.tellOnce('silent', name, why, [wayOut.run(), wayOut.log()]);
  }

  /** Each start of such a program would say it again. */
  private tellOnce(reason: string, name: string, why: unknown, ways = [wayOut.log()]): void {
    if (this.told.has(reason)) return;
    this.told.add(reason);
    void showError(vscode.l10n.t("'{0}' is not observed.", name), why, ways);
  }

  /** js-debug has it a moment after the session started; a session that only holds others never has one. */
  private async proxyOf({ id }: vscode.DebugSession): Promise<Proxy | undefined> {
    for (const pauseMs of proxyPausesMs) {
      const proxy = await vscode.commands
        .executeCommand<Proxy | undefined>('extension.js-debug.requestCDPProxy', id)
        .then(undefined, () => undefined); // js-debug is not there, or the session has ended
      if (proxy || !this.options.observations.has(id)) return proxy;
      await wait(pauseMs);
    }
    return undefined;
  }

  /** A breakpoint is no block. The target may stop before it is observed. */
  private tracker({ id }: vscode.DebugSession): vscode.DebugAdapterTracker {
    const paused = (value: boolean): void => {
      const atMs = Date.now();
      if (value) this.stopped.set(id, atMs);
      else if (!this.stopped.delete(id)) return;
      if (this.observed.has(id)) this.options.engine.tell('paused', { owner: id, paused: value, atMs });
    };
    return {
      onDidSendMessage: ({ type, event, command, success }: DapMessage) => {
        if (type === 'event' && event === 'stopped') paused(true);
        else if (type === 'event' && event === 'continued') paused(false);
        else if (type === 'response' && success && resuming.has(command ?? '')) paused(false);
      },
      onExit: () => this.stopped.delete(id),
    };
  }
}

/** The session that the user started; js-debug makes others below it. */
function rootOf(session: vscode.DebugSession): vscode.DebugSession {
  let root = session;
  while (root.parentSession) root = root.parentSession;
  return root;
}
