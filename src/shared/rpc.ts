import type { Disposable } from './disposable';

type Requests = { [K in string]: { params: unknown; result: unknown } };
type Events = { [K in string]: unknown };

export type RpcMessage =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly reason: string; readonly message: string }
  | { readonly kind: 'event'; readonly event: string; readonly value: unknown };

/** How messages travel: IPC, a webview, a socket. */
export interface RpcTransport {
  send(message: RpcMessage): void;
  onMessage(listener: (message: RpcMessage) => void): Disposable;
  onEnd(listener: (why: string) => void): Disposable;
}

/** A request that failed on the other side, or whose channel closed. */
export class RpcError extends Error {
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message);
    this.name = 'RpcError';
  }
}

/** The side that asks: `request` resolves with the other side's result or rejects with `RpcError`. */
export class RpcClient<
  R extends { [K in keyof R]: { params: unknown; result: unknown } } & object,
  E extends object,
> {
  private nextId = 1;
  private readonly pending = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void; from: Error }
  >();
  private ended: string | null = null;

  constructor(
    private readonly transport: RpcTransport,
    onEvent: <K extends keyof E & string>(event: K, value: E[K]) => void,
  ) {
    transport.onMessage((message) => {
      if (message.kind === 'event')
        onEvent(message.event as keyof E & string, message.value as E[keyof E & string]);
      else if (message.kind === 'result') this.settle(message.id)?.resolve(message.result);
      else if (message.kind === 'error') {
        const call = this.settle(message.id);
        call?.reject(this.error(message.reason, message.message, call.from));
      }
    });
    transport.onEnd((why) => {
      this.ended = why;
      for (const id of [...this.pending.keys()]) {
        const call = this.settle(id);
        call?.reject(this.error('closed', why, call.from));
      }
    });
  }

  request<K extends keyof R & string>(method: K, params: R[K]['params']): Promise<R[K]['result']> {
    const from = new Error(`request ${method}`);
    if (this.ended !== null) return Promise.reject(this.error('closed', this.ended, from));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject, from });
      this.transport.send({ kind: 'request', id, method, params });
    });
  }

  private settle(id: number) {
    const call = this.pending.get(id);
    this.pending.delete(id);
    return call;
  }

  /** The caller's stack, so that a failed call is found where it was made. */
  private error(reason: string, message: string, from: Error): RpcError {
    const error = new RpcError(reason, message);
    if (from.stack) error.stack = `${error.name}: ${message}\n${from.stack.split('\n').slice(1).join('\n')}`;
    return error;
  }
}

/** The side that answers. A handler that throws or rejects becomes an error at the caller's. */
export class RpcServer<
  R extends { [K in keyof R]: { params: unknown; result: unknown } } & object,
  E extends object,
> {
  constructor(
    private readonly transport: RpcTransport,
    private readonly handlers: {
      readonly [K in keyof R]: (params: R[K]['params']) => R[K]['result'] | Promise<R[K]['result']>;
    },
  ) {
    transport.onMessage((message) => {
      if (message.kind === 'request') void this.answer(message.id, message.method, message.params);
    });
  }

  fire<K extends keyof E & string>(event: K, value: E[K]): void {
    this.transport.send({ kind: 'event', event, value });
  }

  private async answer(id: number, method: string, params: unknown): Promise<void> {
    try {
      const handler = (this.handlers as Requests & Events)[method] as unknown as (params: unknown) => unknown;
      if (!Object.hasOwn(this.handlers, method))
        throw new RpcError('unknown-method', `No such request: ${method}`);
      this.transport.send({ kind: 'result', id, result: await handler(params) });
    } catch (error) {
      const { reason = 'internal' } = (error ?? {}) as { reason?: string };
      this.transport.send({
        kind: 'error',
        id,
        reason,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }
}
