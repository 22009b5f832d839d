import { fork, type ChildProcess } from 'node:child_process';
import { Emitter, toDisposable, type Disposable } from '../shared/disposable';
import type { EngineEvents, EngineRequests } from '../shared/engineApi';
import { RpcClient, type RpcMessage, type RpcTransport } from '../shared/rpc';
import { t } from './l10n';

export interface EngineLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface EngineProcessOptions {
  /** Path of the engine's bundle. */
  readonly file: string;
  readonly thresholdMs: number;
  readonly log: EngineLog;
  readonly onSnapshot: (snapshot: EngineEvents['snapshot']) => void;
  /** Called once, with the reason, when the process has ended by itself; not after `dispose`. */
  readonly onEnd: (why: string) => void;
}

/** What a debugger of the extension host leaves in the environment would make the engine a debugged program too. */
const debuggerVariables = ['NODE_OPTIONS', 'VSCODE_INSPECTOR_OPTIONS'];
/** By then the engine has let go of its targets; one that hangs is ended. */
const leaveMs = 5000;

/** One life of the engine, in a process of its own so that its work never runs on the extension host's loop. */
export class EngineProcess implements Disposable {
  readonly thresholdMs: number;
  private readonly child: ChildProcess;
  private readonly client: RpcClient<EngineRequests, EngineEvents>;
  private readonly ends = new Emitter<string>((error) => this.options.log.error(String(error)));
  private ended = false;
  private disposed = false;

  constructor(private readonly options: EngineProcessOptions) {
    this.thresholdMs = options.thresholdMs;
    this.child = fork(options.file, [String(options.thresholdMs)], {
      env: environment(),
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Columns of the timeline are typed arrays.
      serialization: 'advanced',
    });
    this.client = new RpcClient(this.transport(), (event, value) => this.heard(event, value));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => options.log.warn(`engine: ${text.trimEnd()}`));
    }
    this.child.once('error', (error) => this.end(`could not be started: ${error.message}`));
    this.child.once('exit', (code, signal) => this.end(`ended with ${signal ?? `code ${code}`}`));
  }

  /** Rejects with `RpcError`; its reason is an `EngineErrorReason`, or 'closed' when the engine has ended. */
  request<K extends keyof EngineRequests>(
    method: K,
    params: EngineRequests[K]['params'],
  ): Promise<EngineRequests[K]['result']> {
    return this.client.request(method, params);
  }

  /** The engine lets go of its targets and ends. */
  dispose(): void {
    if (this.ended || this.disposed) return;
    this.disposed = true;
    if (this.child.connected) this.child.disconnect();
    const kill = setTimeout(() => this.child.kill('SIGKILL'), leaveMs);
    this.child.once('exit', () => clearTimeout(kill));
  }

  private heard<K extends keyof EngineEvents>(event: K, value: EngineEvents[K]): void {
    if (this.disposed) return;
    if (event === 'snapshot') this.options.onSnapshot(value as EngineEvents['snapshot']);
    else {
      const { level, message } = value as EngineEvents['log'];
      this.options.log[level](message);
    }
  }

  private end(why: string): void {
    if (this.ended) return;
    this.ended = true;
    this.ends.fire(t('The engine has ended; see the Looplens log.'));
    if (!this.disposed) this.options.onEnd(why);
  }

  private transport(): RpcTransport {
    const { child, ends } = this;
    return {
      // One that cannot be sent is answered by the end of the process.
      send: (message) => void (child.connected && child.send(message, () => {})),
      onMessage: (listener) => {
        const onMessage = (message: unknown): void => listener(message as RpcMessage);
        child.on('message', onMessage);
        return toDisposable(() => child.off('message', onMessage));
      },
      onEnd: ends.on,
    };
  }
}

function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  for (const name of debuggerVariables) delete env[name];
  return env;
}
