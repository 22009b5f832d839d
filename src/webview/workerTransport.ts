import type { RpcMessage, RpcTransport } from '../shared/rpc';

/** What of `Worker` and of a worker's own scope carries messages. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
}

/** Messages between a page and its worker. Typed arrays move over and are gone for the sender: send copies of what you keep. */
export function workerTransport(port: Port): RpcTransport & { end(why: string): void } {
  const enders: ((why: string) => void)[] = [];
  const end = (why: string): void => {
    for (const ender of enders.splice(0)) ender(why);
  };
  port.addEventListener('error', (event) => end(event.message));
  return {
    end,
    send: (message) => port.postMessage(message, [...buffersIn(message, 5)]),
    onMessage(listener) {
      port.addEventListener('message', ({ data }) => listener(data as RpcMessage));
      return { dispose: () => undefined };
    },
    onEnd(listener) {
      enders.push(listener);
      return { dispose: () => undefined };
    },
  };
}

function buffersIn(value: unknown, depth: number, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth > 0) {
    for (const member of Object.values(value)) buffersIn(member, depth - 1, found);
  }
  return found;
}
