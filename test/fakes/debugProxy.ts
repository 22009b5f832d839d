import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import WebSocket, { WebSocketServer } from 'ws';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
}

type Answer = Record<string, unknown>;

/**
 * Stands for js-debug and the CDP proxy of one of its debug sessions: holds one session of its own on the target, with the
 * domains enabled that a debugger enables, and forwards into it what clients send. Events go to those that subscribed.
 */
export class DebugProxy {
  /** Methods that clients sent, in order. */
  readonly received: string[] = [];
  /** Events that the debugger itself got from the target, by method. */
  readonly events = new Map<string, number>();
  /** Hears what a client sends, before it is forwarded. */
  onCommand: (text: string) => void = () => {};
  private readonly path = '/proxy-of-a-debug-session';
  private readonly pending = new Map<number, (answer: Answer) => void>();
  private readonly subscribed = new Map<WebSocket, readonly string[]>();
  private nextId = 1;
  private workerSession: string | null = null;

  private constructor(
    private readonly target: WebSocket,
    private readonly server: WebSocketServer,
  ) {
    target.on('message', (data) => this.fromTarget(JSON.parse((data as Buffer).toString()) as Message));
    target.on('close', () => this.targetGone());
    server.on('connection', (client) => {
      client.on('message', (data) => void this.fromClient(client, (data as Buffer).toString()));
    });
  }

  /** `worker`: the session is that of the target's first worker thread, reached as js-debug reaches it. */
  static async open(inspectorUrl: string, worker = false): Promise<DebugProxy> {
    const target = new WebSocket(inspectorUrl, { perMessageDeflate: false });
    await once(target, 'open');
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const proxy = new DebugProxy(target, server);
    if (worker) await proxy.attachWorker();
    await proxy.send('Runtime.enable');
    await proxy.send('Debugger.enable');
    await proxy.send('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true });
    return proxy;
  }

  get address(): { name: string; host: string; port: number; path: string } {
    const { port } = this.server.address() as AddressInfo;
    return { name: 'test', host: '127.0.0.1', port, path: this.path };
  }

  /** Sends as the debugger itself. */
  async send(method: string, params: Record<string, unknown> = {}): Promise<Answer> {
    const id = this.nextId++;
    const answered = new Promise<Answer>((resolve) => this.pending.set(id, resolve));
    const text = JSON.stringify({ id, method, params });
    if (this.workerSession !== null) this.toWorker(text);
    else this.target.send(text);
    return answered;
  }

  dispose(): void {
    this.target.close();
    for (const client of this.server.clients) client.close();
    this.server.close();
  }

  private async attachWorker(): Promise<void> {
    const attached = new Promise<string>((resolve) => {
      this.target.on('message', (data) => {
        const { method, params } = JSON.parse((data as Buffer).toString()) as Message;
        if (method === 'NodeWorker.attachedToWorker') resolve(String(params?.['sessionId']));
      });
    });
    await this.send('NodeWorker.enable', { waitForDebuggerOnStart: false });
    this.workerSession = await attached;
  }

  private toWorker(message: string): void {
    const params = { sessionId: this.workerSession, message };
    this.target.send(JSON.stringify({ id: this.nextId++, method: 'NodeWorker.sendMessageToWorker', params }));
  }

  private fromTarget(message: Message): void {
    const { id, method, params } = message;
    if (method === 'NodeWorker.receivedMessageFromWorker') {
      this.fromTarget(JSON.parse(String(params?.['message'])) as Message);
      return;
    }
    if (method === undefined) {
      this.pending.get(id!)?.(message as Answer);
      this.pending.delete(id!);
      return;
    }
    this.events.set(method, (this.events.get(method) ?? 0) + 1);
    if (method === 'NodeRuntime.waitingForDisconnect') this.target.close();
    for (const [client, events] of this.subscribed) {
      if (events.includes(method)) client.send(JSON.stringify({ method, params }));
    }
  }

  private async fromClient(client: WebSocket, text: string): Promise<void> {
    const { id, method = '', params } = JSON.parse(text) as Message;
    this.received.push(method);
    this.onCommand(text);
    if (method === 'JsDebug.subscribe') {
      this.subscribed.set(client, params?.['events'] as string[]);
      client.send(JSON.stringify({ id, result: {} }));
      return;
    }
    const answer = await this.send(method, params);
    client.send(JSON.stringify({ ...answer, id }));
  }

  /** As js-debug does, this leaves the clients' connections open. */
  private targetGone(): void {
    for (const answer of this.pending.values())
      answer({ error: { code: 0, message: 'Connection is closed' } });
    this.pending.clear();
  }
}
