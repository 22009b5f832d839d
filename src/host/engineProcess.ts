import { fork, type ChildProcess } from 'node:child_process';
import { Emitter, toDisposable, type Disposable } from '../shared/disposable';
import type { EngineEvents, EngineRequests } from '../shared/engineApi';
import { RpcClient, type RpcMessage, type RpcTransport } from '../shared/rpc';
import type { Snapshot } from '../shared/snapshot';

type Client = RpcClient<EngineRequests, EngineEvents>;

export interface EngineProcessLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** The engine in a process of its own, so that its work never runs on the extension host's loop. Started when first needed. */
export class EngineProcess implements Disposable {
  private running: { readonly child: ChildProcess; readonly client: Client } | null = null;
  private readonly snapshots = new Emitter<Snapshot | null>((error) => this.log.error(String(error)));
  /** Hears each snapshot, and null when the engine has gone. */
  readonly onSnapshot = this.snapshots.on;

  constructor(
    /** Path of dist/engine.js. */
    private readonly file: string,
    private readonly thresholdMs: () => number,
    private readonly log: EngineProcessLog,
  ) {}

  /** Rejects with `RpcError`; its reason is an `EngineErrorReason`, or 'closed' when the engine has died. */
  request<K extends keyof EngineRequests>(
    method: K,
    params: EngineRequests[K]['params'],
  ): Promise<EngineRequests[K]['result']> {
    return (this.running ?? this.start()).client.request(method, params);
  }

  get isRunning(): boolean {
    return this.running !== null;
  }

  dispose(): void {
    this.running?.child.disconnect();
    this.snapshots.dispose();
  }

  private start() {
    const child = fork(this.file, [String(this.thresholdMs())], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.log.warn(`engine: ${text.trimEnd()}`));
    }
    const client: Client = new RpcClient(transportOf(child), (event, value) => {
      if (event === 'snapshot') this.snapshots.fire(value as EngineEvents['snapshot']);
      else {
        const { level, message } = value as EngineEvents['log'];
        this.log[level](message);
      }
    });
    this.running = { child, client };
    child.once('exit', (code, signal) => {
      this.running = null;
      this.log.info(
        `The engine ended with ${signal ?? `code ${code}`}; the next debug session starts it again.`,
      );
      this.snapshots.fire(null);
    });
    return this.running;
  }
}

function transportOf(child: ChildProcess): RpcTransport {
  return {
    send: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => {
      const onMessage = (message: unknown): void => listener(message as RpcMessage);
      child.on('message', onMessage);
      return toDisposable(() => child.off('message', onMessage));
    },
    onEnd: (listener) => {
      const onExit = (): void => listener('The engine has ended; see the Looplens log.');
      child.once('exit', onExit);
      return toDisposable(() => child.off('exit', onExit));
    },
  };
}
