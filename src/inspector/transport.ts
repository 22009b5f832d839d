import WebSocket from 'ws';
import { Emitter, type Disposable } from '../shared/disposable';

/** Carries messages of the inspector protocol as text. */
export interface Transport extends Disposable {
  send(text: string): void;
  onMessage(listener: (text: string) => void): Disposable;
  /** Hears once, with the reason, that nothing comes any more. */
  onEnd(listener: (why: string) => void): Disposable;
}

const connectWaitMs = 3000;
const closeWaitMs = 1000;
const largestMessage = 256 * 1024 * 1024;

/** Connects to Node's own inspector or to js-debug's proxy. Rejects when nobody answers at `url`, or not within 3 s. */
export function connectWebSocket(url: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, {
      handshakeTimeout: connectWaitMs,
      perMessageDeflate: false,
      maxPayload: largestMessage,
    });
    socket.once('error', reject);
    socket.once('open', () => {
      socket.off('error', reject);
      resolve(transportOver(socket));
    });
  });
}

function transportOver(socket: WebSocket): Transport {
  const messages = new Emitter<string>();
  const ends = new Emitter<string>();
  socket.on('message', (data) => messages.fire((data as Buffer).toString('utf8')));
  socket.on('error', (error) => ends.fire(error.message));
  socket.on('close', () => ends.fire('The inspector closed the connection'));
  return {
    send: (text) => socket.send(text),
    onMessage: messages.on,
    onEnd: ends.on,
    dispose() {
      socket.close();
      // A target that was stopped does not answer the closing.
      setTimeout(() => socket.terminate(), closeWaitMs).unref();
    },
  };
}
