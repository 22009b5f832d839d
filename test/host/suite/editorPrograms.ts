import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { LooplensApi } from '../../../src/host/extension';
import type { LiveFigures } from '../../../src/shared/panels';
import * as painted from '../window';

/** Programs that block, debugged in the editor under test. */

export const lines = '.view-line';
export const delay = '.statusbar-item[aria-label*="vent loop"]';
export const hovered = '.monaco-hover';
export const notification = '.notifications-center .notification-list-item';
const tries = 5;
const tryMs = 4000;
const tellTries = 10;

/** Rests the mouse on an element until what comes up matches: VS Code gives a hover up where text is painted meanwhile. */
export async function detailsOf(selector: string, pattern: RegExp): Promise<string> {
  for (let left = tries; ; left--) {
    await painted.hover('.part.titlebar');
    await painted.hover(selector);
    try {
      return await painted.waitForText(hovered, pattern, tryMs);
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

/** A note itself, behind its line. */
export const noteOf = (code: string): string => `.view-line:has-text("${code}") span[class*="ced-"]`;

export function workspace(): vscode.WorkspaceFolder {
  return vscode.workspace.workspaceFolders![0]!;
}

/** Writes a file of the workspace; gives its path. */
export async function write(name: string, lines: readonly string[]): Promise<string> {
  const file = join(workspace().uri.fsPath, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, lines.join('\n') + '\n');
  return file;
}

export function show(file: string): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(vscode.Uri.file(file));
}

/**
 * A program with `held(ms)`, which blocks in its line 3 until it had a processor for so long, and what else is given. By the
 * clock, a machine with no processor to spare leaves it next to nothing, and the block is truthfully told as starved.
 */
export function blocking(...rest: readonly string[]): string[] {
  return [
    'function held(ms) {',
    '  const since = process.cpuUsage();',
    '  while (process.cpuUsage(since).user < ms * 1000) for (let n = 0; n < 1e4; n++);',
    '}',
    ...rest,
  ];
}

/**
 * Code that makes a call again and again, with a pause after each. An interval that is late makes the next call at once: where a
 * busy machine makes calls last for longer than it, a loop has no pause in which it is seen to turn.
 */
export function repeated(call: string, pauseMs: number): string {
  return `(function again() { setTimeout(() => { ${call}; again(); }, ${pauseMs}); })();`;
}

/** Code that runs `call` when the test says go; until then the program is there to be observed. */
export function whenTold(call: string): string {
  return `setInterval(() => require('node:fs').rm(__filename + '.go', (missing) => missing || (${call})()), 50);`;
}

/** Tells it to a program that is observed. */
export async function go(program: string): Promise<void> {
  await painted.waitForText(delay, /\d m?s/);
  await write(`${basename(program)}.go`, []);
}

/** Starts a debug session; resolves when its target's own session has started. */
export async function debug(config: Record<string, unknown>): Promise<void> {
  const started = next(vscode.debug.onDidStartDebugSession, (session) => session.parentSession);
  const launch: vscode.DebugConfiguration = {
    type: 'pwa-node',
    request: 'launch',
    name: 'observed',
    sourceMaps: true,
  };
  assert.ok(await vscode.debug.startDebugging(workspace(), { ...launch, ...config }));
  await started;
}

/** Stops every session, waits until nothing is observed, forgets what was measured and closes the editors. */
export async function endAll(): Promise<void> {
  await vscode.debug.stopDebugging();
  await painted.waitForNoText(delay, /ms|s/);
  await vscode.commands.executeCommand('looplens.clear');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Waits for a notification. Extension tests see no toasts, but the list of them, which closes when something else takes the focus. Gives its text. */
export async function told(pattern: RegExp): Promise<string> {
  for (let left = tellTries; ; left--) {
    await vscode.commands.executeCommand('notifications.showList');
    try {
      return await painted.waitForText(notification, pattern, 2000);
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

export function next<T>(event: vscode.Event<T>, wanted: (value: T) => unknown): Promise<T> {
  return new Promise((done) => {
    const listener = event((value) => {
      if (!wanted(value)) return;
      listener.dispose();
      done(value);
    });
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The engine is a child of the extension host, in which the suites run too. */
export async function enginePid(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const engine = stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(
      ([, ppid, ...args]) => ppid === String(process.pid) && args.some((arg) => arg.endsWith('engine.js')),
    );
  assert.ok(engine, stdout);
  return Number(engine[0]);
}

/** What panels and hovers show at this moment. */
export function figures(): LiveFigures {
  return vscode.extensions.getExtension<LooplensApi>('looplens.looplens')!.exports.figures();
}
