import WebSocket from 'ws';
import { DisposableStore, Emitter, type Disposable } from '../shared/disposable';

type Params = Record<string, unknown>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

interface Pending {
  resolve(result: Params): void;
  reject(error: Error): void;
  readonly from: Error;
}

const connectWaitMs = 3000;
const largestMessage = 256 * 1024 * 1024;

/** A session of the inspector protocol over a WebSocket: Node's own, or js-debug's proxy. */
export class InspectorSession implements Disposable {
  private readonly pending = new Map<number, Pending>();
  private readonly events = new Emitter<{ method: string; params: Params }>();
  private readonly ends = new Emitter<string>();
  private readonly owned = new DisposableStore();
  private nextId = 1;
  private ended: string | null = null;

  private constructor(
    private readonly socket: WebSocket,
    /** What may be sent here; everything, where it is null. */
    private readonly allowed: ReadonlySet<string> | null,
  ) {
    socket.on('message', (data) => this.receive(JSON.parse((data as Buffer).toString('utf8')) as Message));
    socket.on('close', () => this.end('The inspector closed the connection'));
    socket.on('error', (error) => this.end(error.message));
  }

  /** Rejects when nobody answers at `url`, or not within 3 s. */
  static connect(url: string, allowed: ReadonlySet<string> | null = null): Promise<InspectorSession> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, {
        handshakeTimeout: connectWaitMs,
        perMessageDeflate: false,
        maxPayload: largestMessage,
      });
      socket.once('error', reject);
      socket.once('open', () => {
        socket.off('error', reject);
        resolve(new InspectorSession(socket, allowed));
      });
    });
  }

  /** Rejects with the caller's stack when the call fails, the connection ends, or the method is not allowed here. */
  send(method: string, params: Params = {}): Promise<Params> {
    const from = new Error(method);
    if (this.allowed && !this.allowed.has(method)) {
      return Promise.reject(failure(`${method} may not be sent on a borrowed session`, from));
    }
    if (this.ended !== null) return Promise.reject(failure(this.ended, from));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, from });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  on(method: string, listener: (params: Params) => void): Disposable {
    return this.owned.add(
      this.events.on((event) => {
        if (event.method === method) listener(event.params);
      }),
    );
  }

  onEnd(listener: (why: string) => void): Disposable {
    return this.ends.on(listener);
  }

  dispose(): void {
    this.socket.close();
    this.end('The session was closed');
  }

  private receive({ id, method, params, result, error }: Message): void {
    if (method !== undefined) {
      this.events.fire({ method, params: params ?? {} });
      return;
    }
    const call = this.pending.get(id ?? 0);
    this.pending.delete(id ?? 0);
    if (error) call?.reject(failure(error.message, call.from));
    else call?.resolve(result ?? {});
  }

  private end(why: string): void {
    if (this.ended !== null) return;
    this.ended = why;
    for (const call of this.pending.values()) call.reject(failure(why, call.from));
    this.pending.clear();
    this.owned.dispose();
    this.ends.fire(why);
    this.ends.dispose();
  }
}

function failure(message: string, from: Error): Error {
  const error = new Error(message);
  if (from.stack) error.stack = `Error: ${message}\n${from.stack.split('\n').slice(1).join('\n')}`;
  return error;
}

/**
 * Value of an expression in the target, by value; it is given `require`. Rejects with the thrown error's description.
 */
export async function evaluate(session: InspectorSession, expression: string): Promise<unknown> {
  const answer = (await session.send('Runtime.evaluate', {
    expression,
    silent: true,
    returnByValue: true,
    includeCommandLineAPI: true,
  })) as {
    result?: { value?: unknown };
    exceptionDetails?: { text?: string; exception?: { description?: string } };
  };
  const { exceptionDetails, result } = answer;
  if (exceptionDetails)
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text ?? expression);
  return result?.value;
}
