import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** An inspector of something else: every evaluation gives `value`. */
export class InspectorServer {
  private readonly sockets: WebSocketServer;

  private constructor(
    private readonly server: Server,
    value: unknown,
  ) {
    this.sockets = new WebSocketServer({ server });
    this.sockets.on('connection', (socket) =>
      socket.on('message', (data) => {
        const { id } = JSON.parse((data as Buffer).toString()) as { id: number };
        socket.send(JSON.stringify({ id, result: { result: { value } } }));
      }),
    );
  }

  static async open(value: unknown): Promise<InspectorServer> {
    const list = [{ webSocketDebuggerUrl: 'ws://elsewhere.invalid:1/target' }];
    const server = createServer((_request, response) => response.end(JSON.stringify(list)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new InspectorServer(server, value);
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  dispose(): void {
    for (const client of this.sockets.clients) client.terminate();
    this.server.close();
  }
}
