// The editor's side of the language server: the built bundle, forked, spoken to over IPC.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createProtocolConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node';
import { threadsOf } from './cpu.mjs';
import { root } from './programs.mjs';

/** A server is at rest when it has used no more processor time than this in `restMs`. */
const restCpuMs = 2;
const restMs = 250;

export const uriOf = (file) => pathToFileURL(file).href;

/** Those with which the extension starts it, as `npx tsc -b` has left them. */
function serverArguments() {
  return createRequire(import.meta.url)(join(root, 'out', 'src', 'shared', 'serverApi.js')).serverArguments;
}

/** Forks `serverFile`; `start(folders)` comes first. */
export function startServer(serverFile) {
  const child = fork(serverFile, ['--node-ipc'], {
    execArgv: [...serverArguments()],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const shown = new Map();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) =>
    shown.set(uri, diagnostics),
  );
  const log = [];
  connection.onNotification('window/logMessage', ({ message }) => log.push(message));
  connection.onRequest('window/workDoneProgress/create', () => null);
  let progressEnded;
  const ended = new Promise((resolve) => (progressEnded = resolve));
  connection.onNotification('$/progress', ({ value }) => value.kind === 'end' && progressEnded());
  connection.listen();
  // A thread that has ended takes its time along: what it was last seen with counts.
  const threads = new Map();
  const cpuMs = async () => {
    for (const [tid, ms] of threadsOf(child.pid)) threads.set(tid, ms);
    return [...threads.values()].reduce((sum, ms) => sum + ms, 0);
  };

  return {
    connection,
    /** What it has logged. */
    log,
    /** Processor time of all its threads so far. */
    cpuMs,
    /** Diagnostics of a file as they were last told. */
    diagnostics: (file) => shown.get(uriOf(file)) ?? [],
    scanned: () => ended,
    /** Resolves with what the first log message that a pattern fits has of it. */
    async logged(pattern) {
      for (;;) {
        const found = pattern.exec(log.join('\n'));
        if (found) return found;
        await delay(50);
      }
    },
    async start(folders, initializationOptions = {}) {
      await connection.sendRequest('initialize', {
        processId: process.pid,
        rootUri: null,
        initializationOptions,
        capabilities: { window: { workDoneProgress: true }, workspace: { workspaceFolders: true } },
        workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: folder })),
      });
      await connection.sendNotification('initialized', {});
    },
    async open(file, text) {
      const textDocument = { uri: uriOf(file), languageId: 'javascript', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    async change(file, version, contentChanges) {
      const textDocument = { uri: uriOf(file), version };
      await connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
    },
    hover: (file, position) =>
      connection.sendRequest('textDocument/hover', { textDocument: { uri: uriOf(file) }, position }),
    /** Resolves once it has nothing left to do. */
    async rest() {
      for (let before = await cpuMs(); ;) {
        await delay(restMs);
        const now = await cpuMs();
        if (now - before < restCpuMs) return;
        before = now;
      }
    },
    /** { rssMb, peakMb } of the process. */
    memory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const mb = (name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)[1]) / 1024;
      return { rssMb: mb('VmRSS'), peakMb: mb('VmHWM') };
    },
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await exited;
      connection.dispose();
    },
  };
}
