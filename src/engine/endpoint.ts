import { randomBytes } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { EngineError } from '../shared/engineApi';
import type { Ask, Fact, HelloFact } from '../shared/facts';
import { createLineReader } from '../shared/lines';

/** Turns of the loop in which nothing came, after which nothing is on its way: one accepts, the next reads. */
const quietTurns = 3;
/** Programs that go on may always have something to say. */
const mostTurns = 100;

/** One observed process, as the engine reaches it. */
export interface Connection {
  /** What its token was given for; see `Endpoint.token`. */
  readonly owner: string | null;
  ask(ask: Ask): void;
  /** Resolves when the process has closed it. */
  readonly closed: Promise<void>;
}

export interface EndpointEvents {
  onFact(connection: Connection, fact: Fact): void;
  onClose(connection: Connection): void;
}

/**
 * The local socket (a named pipe on Windows) on which observed processes report, and the folder for those that ended before
 * they could. Only who knows a token is heard.
 */
export class Endpoint {
  private readonly tokens = new Map<string, string | null>();
  private readonly sockets = new Set<Socket>();
  private reading: Promise<void> = Promise.resolve();
  private watcher: FSWatcher | null = null;
  /** Counts connections, what they bring and their ends. */
  private arrivals = 0;

  private constructor(
    readonly path: string,
    readonly folder: string,
    private readonly server: Server,
    private readonly events: EndpointEvents,
  ) {
    server.on('connection', (socket) => this.accept(socket));
    this.watchSpool();
  }

  /** Rejects with `EngineError` 'endpoint-failed'. */
  static async open(events: EndpointEvents): Promise<Endpoint> {
    const folder = await mkdtemp(join(tmpdir(), 'looplens-'));
    const path =
      process.platform === 'win32'
        ? `\\\\.\\pipe\\looplens-${randomBytes(8).toString('hex')}`
        : join(folder, 'engine.sock');
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) =>
        reject(
          new EngineError(
            'endpoint-failed',
            `Looplens could not open its local socket ${path}: ${error.message}. Check that the folder for temporary files can be written.`,
          ),
        ),
      );
      server.listen(path, resolve);
    });
    return new Endpoint(path, folder, server, events);
  }

  /** A new token; connections that show it belong to `owner`. */
  token(owner: string | null): string {
    const token = randomBytes(16).toString('hex');
    this.tokens.set(token, owner);
    return token;
  }

  /** Facts of processes that ended before their connection stood. Each is given once. */
  readSpool(): Promise<void> {
    this.reading = this.reading.then(() => this.readFiles());
    return this.reading;
  }

  /** Resolves when what was sent by now is heard: a program's last words may arrive after the news of its end. */
  async caughtUp(): Promise<void> {
    let heard = this.arrivals;
    for (let turns = 0, quiet = 0; quiet < quietTurns && turns < mostTurns; turns++) {
      await turn();
      quiet = this.arrivals === heard ? quiet + 1 : 0;
      heard = this.arrivals;
    }
  }

  private watchSpool(): void {
    try {
      this.watcher = watch(this.folder, { persistent: false }, () => void this.readSpool());
      this.watcher.on('error', () => {});
    } catch {
      // The system watches no more folders: they are read with the report.
    }
  }

  private async readFiles(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      if (!name.endsWith('.jsonl')) continue;
      const file = join(this.folder, name);
      const text = await readFile(file, 'utf8').catch(() => '');
      await rm(file, { force: true });
      const { read, close } = this.reader(() => {});
      read(text);
      close();
    }
  }

  async close(): Promise<void> {
    this.watcher?.close();
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await rm(this.folder, { recursive: true, force: true });
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    this.arrivals++;
    socket.setEncoding('utf8');
    const { read, close, connection } = this.reader((ask) => socket.write(JSON.stringify(ask) + '\n'));
    socket.on('data', (chunk: string) => {
      this.arrivals++;
      read(chunk);
      if (!connection.known()) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.sockets.delete(socket);
      this.arrivals++;
      close();
    });
  }

  /** Reads one process's lines. The first must be a hello with a token of ours. */
  private reader(ask: (ask: Ask) => void) {
    let connection: Connection | null = null;
    let refused = false;
    let onClosed = (): void => {};
    const closed = new Promise<void>((resolve) => (onClosed = resolve));
    const lines = createLineReader((value) => {
      const fact = value as Fact;
      if (!connection && !refused) {
        const owner = this.tokens.get((fact as HelloFact).token);
        refused = fact.t !== 'hello' || owner === undefined;
        if (!refused) connection = { owner: owner ?? null, ask, closed };
      }
      if (connection) this.events.onFact(connection, fact);
    });
    return {
      read: lines,
      connection: { known: () => !refused },
      close: () => {
        onClosed();
        if (connection) this.events.onClose(connection);
      },
    };
  }
}
