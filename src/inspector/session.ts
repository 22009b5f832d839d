import { DisposableStore, Emitter, type Disposable } from '../shared/disposable';
import type { EventName, EventParams, Method, ParamsOf, ResultOf } from './protocol';
import type { Transport } from './transport';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: object;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly from: Error;
}

/** Longest that the closing of a connection waits for answers. */
const answerWaitMs = 1000;

/** A session of the inspector protocol. When its transport ends, every pending call rejects. */
export class InspectorSession implements Disposable {
  private readonly pending = new Map<number, Pending>();
  private readonly events = new Emitter<{ method: string; params: object }>();
  private readonly ends = new Emitter<string>();
  private readonly owned = new DisposableStore();
  private nextId = 1;
  private ended: string | null = null;
  private gone = (): void => {};

  /** Resolves when the connection is closed too, which may be a moment after the end of the session. */
  readonly closed = new Promise<void>((resolve) => (this.gone = resolve));

  constructor(
    private readonly transport: Transport,
    /** What may be sent here; everything, where it is null. */
    private readonly allowed: ReadonlySet<Method> | null = null,
  ) {
    this.owned.add(transport.onMessage((text) => this.receive(text)));
    this.owned.add(
      transport.onEnd((why) => {
        this.gone();
        this.end(why);
      }),
    );
  }

  /** Rejects with the caller's stack when the call fails, the connection ends, or the method is not allowed here. */
  send<M extends Method>(method: M, ...[params]: ParamsOf<M>): Promise<ResultOf<M>> {
    const from = new Error(method);
    if (this.allowed && !this.allowed.has(method)) {
      return Promise.reject(failure(`${method} may not be sent on a borrowed session`, from));
    }
    if (this.ended !== null) return Promise.reject(failure(this.ended, from));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: (result) => resolve(result as ResultOf<M>), reject, from });
      this.transport.send(JSON.stringify({ id, method, params: params ?? {} }));
    });
  }

  on<E extends EventName>(name: E, listener: (params: EventParams<E>) => void): Disposable {
    return this.owned.add(
      this.events.on(({ method, params }) => {
        if (method === name) listener(params as EventParams<E>);
      }),
    );
  }

  /** Hears once that the session is over; at once where it is already. */
  onEnd(listener: (why: string) => void): void {
    if (this.ended === null) this.ends.on(listener);
    else listener(this.ended);
  }

  /**
   * Every pending call rejects at once. The connection is closed when they have been answered, or would have been by `answerWaitMs`: a
   * Node without nodejs/node#64209 (24.19 has it) crashes where it writes to a client that goes at that moment.
   */
  dispose(): void {
    if (this.ended !== null) return;
    const unanswered = new Set(this.pending.keys());
    this.end('The session was closed');
    if (unanswered.size === 0) {
      this.close();
      return;
    }
    const timer = setTimeout(() => this.close(), answerWaitMs).unref();
    const rest = new DisposableStore();
    rest.add(
      this.transport.onMessage((text) => {
        unanswered.delete(parsed(text)?.id ?? 0);
        if (unanswered.size === 0) this.close();
      }),
    );
    rest.add(this.transport.onEnd(() => this.gone()));
    void this.closed.then(() => (clearTimeout(timer), rest.dispose()));
  }

  private receive(text: string): void {
    const message = parsed(text);
    if (!message) {
      this.end('The inspector sent what is no message of its protocol');
      this.close();
      return;
    }
    const { id = 0, method, params = {}, result, error } = message;
    if (method !== undefined) {
      this.events.fire({ method, params });
      return;
    }
    const call = this.pending.get(id);
    this.pending.delete(id);
    if (error) call?.reject(failure(error.message, call.from));
    else call?.resolve(result);
  }

  private close(): void {
    this.transport.dispose();
    this.gone();
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

function parsed(text: string): Message | null {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return null;
  }
}

function failure(message: string, from: Error): Error {
  const error = new Error(message);
  if (from.stack) error.stack = `Error: ${message}\n${from.stack.split('\n').slice(1).join('\n')}`;
  return error;
}
