import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { repoRoot } from '../nodes';

const serverFile = join(repoRoot, 'dist', 'server.js');

/** The built language server as a process of its own, spoken to as an editor does. */
export class ServerProcess {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
  /** What is shown of each file, by uri; null until anything was said of it. */
  private readonly shown = new Map<string, readonly Diagnostic[]>();
  private readonly waiting = new Set<() => void>();
  readonly log: string[] = [];

  constructor() {
    assert.ok(existsSync(serverFile), 'dist/server.js is missing: run "npm run build" first');
    this.child = fork(serverFile, ['--node-ipc'], { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const { child } = this;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => this.log.push(text));
    this.connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.shown.set(params.uri, params.diagnostics);
      this.wake();
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    child.once('exit', () => this.wake());
    this.connection.listen();
  }

  async start(
    folders: readonly string[],
    {
      capabilities = { workspace: { workspaceFolders: true } },
      initializationOptions = {},
    }: Partial<InitializeParams> = {},
  ): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities,
      initializationOptions,
      workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: folder })),
    });
    await this.connection.sendNotification('initialized', {});
    return result;
  }

  async open(file: string, text: string, languageId = 'javascript'): Promise<string> {
    const uri = uriOf(file);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  async change(uri: string, version: number, contentChanges: readonly object[]): Promise<void> {
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  /** Resolves once the diagnostics of a file are as wanted. */
  async shows(
    file: string,
    wanted: (found: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    for (;;) {
      const found = this.shown.get(uriOf(file));
      if (found && wanted(found)) return found;
      if (this.child.exitCode !== null)
        assert.fail(`The server has ended:\n${this.log.join('\n')}\n${JSON.stringify(found)}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** What was said of a file so far. */
  saidOf(file: string): readonly Diagnostic[] | undefined {
    return this.shown.get(uriOf(file));
  }

  /** As an editor does: asked to shut down, then told to exit. Resolves with the exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    return code;
  }

  kill(): void {
    this.connection.dispose();
    this.child.kill('SIGKILL');
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

export function uriOf(file: string): string {
  return pathToFileURL(file).href;
}
