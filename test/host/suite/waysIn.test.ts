import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { probeKey } from '../../../src/shared/looks';
import { pictures } from '../pictures';
import * as painted from '../window';
import {
  blocking,
  debug,
  delay,
  endAll,
  lines,
  next,
  notification,
  repeated,
  show,
  told,
  write,
} from './editorPrograms';

const picked = '.quick-input-widget .monaco-list-row';
const tries = 10;
/** A program that ends with this code where it is observed, with another where it is not. */
const observedCode = 10;
const tellsWhetherObserved = `process.exit(globalThis[Symbol.for('${probeKey}')] ? ${observedCode} : 20);`;
const blocksForever = blocking(repeated('held(250)', 250));

describe('Looplens without a debugger', () => {
  const started: Started[] = [];

  afterEach(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    for (const { pid } of started.splice(0)) end(pid);
    await painted.press('Escape');
    await vscode.commands.executeCommand('notifications.clearAll');
    await endAll();
  });

  async function start(program: string): Promise<Started> {
    const found = await startElsewhere(program);
    started.push(found);
    return found;
  }

  it('runs a script of a package.json', async () => {
    const program = await write('tools/block.js', blocksForever);
    await write('tools/package.json', [
      '{"scripts": {"hold": "node block.js", "other": "node other.js"}, "packageManager": "npm@10.0.0"}',
    ]);
    await show(program);
    void vscode.commands.executeCommand('looplens.run');
    await painted.waitForText(picked, /block\.js.*file in the editor/);
    await painted.waitForText(picked, /start.*node dist\/server\.js/);
    await pictures('run-picker');
    await painted.type('hold');
    await painted.waitForText(picked, /^hold.*node block\.js.*tools/);
    await painted.press('Enter');
    await painted.waitForText(lines, /^while .*● blocked/);
    await painted.waitForText(delay, /\d m?s/);
    assert.deepEqual(vscode.window.terminals.map(({ name }) => name), ['hold']); // prettier-ignore
    await painted.screenshot('run-terminal');
  });

  it('runs the file in the editor, with the NODE_OPTIONS that the user has', async () => {
    const settings = vscode.workspace.getConfiguration('terminal.integrated.env');
    await write('my loader.cjs', ['globalThis.preloaded = 130;']);
    const program = await write('my folder/block.mjs', blocking(repeated('held(preloaded)', 250)));
    const options = '--require "${workspaceFolder}/my loader.cjs" --no-warnings';
    await settings.update('linux', { NODE_OPTIONS: options }, vscode.ConfigurationTarget.Global);
    try {
      await show(program);
      await vscode.commands.executeCommand('looplens.runFile');
      await painted.waitForText(lines, /^while .*● blocked/);
    } finally {
      await settings.update('linux', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('keeps the notes of a program that has ended', async () => {
    const program = await write('short.js', blocking('setTimeout(() => held(300), 1000);'));
    await show(program);
    await vscode.commands.executeCommand('looplens.runFile', vscode.Uri.file(program));
    await painted.waitForText(lines, /^while .*● blocked once/);
  });

  it('says why a run may not have reported', async () => {
    const program = await write('silent/block.js', blocksForever);
    await write('silent/package.json', ['{"scripts": {"silent": "NODE_OPTIONS= node block.js"}}']);
    await show(program);
    void vscode.commands.executeCommand('looplens.run');
    await painted.waitForText(picked, /silent/);
    await painted.type('silent');
    await painted.waitForText(picked, /^silent/);
    await painted.press('Enter');
    await told(/No Node\.js program of 'silent' has reported/);
    await painted.screenshot('run-silent', notification);
    await painted.click(`${notification} .monaco-button`, 'Attach to Process');
    await painted.waitForText(picked, /^node block\.js.*process \d+ · \d+ s/);
  });

  it('attaches to a process that the user picks, and detaches', async () => {
    const program = await write('attachMe.js', blocksForever);
    const { pid } = await start(program);
    await show(program);
    void vscode.commands.executeCommand('looplens.attach');
    await painted.waitForText(picked, /attachMe\.js/);
    const rows = await painted.texts(picked);
    assert.ok(!rows.some((row) => /bootstrap-fork|server-main|engine\.js/.test(row)), rows.join('\n'));
    await pictures('attach-picker');
    await painted.type(String(pid));
    await painted.waitForText(picked, new RegExp(`^node .*attachMe\\.js.*process ${pid} · `));
    await painted.press('Enter');
    await painted.waitForText(lines, /^while .*● blocked/);
    await vscode.commands.executeCommand('looplens.detach');
    await painted.waitForNoText(delay, /ms|s/);
    assert.ok(runs(pid), 'the program goes on');
  });

  it('attaches to a process that the user types, and stops it', async () => {
    const program = await write('attachMe.js', blocksForever);
    const { pid, ended } = await start(program);
    await show(program);
    await attachByTyping(String(pid));
    await painted.waitForText(lines, /^while .*● blocked/);
    void vscode.commands.executeCommand('looplens.stop');
    await told(new RegExp(`Stop 'process ${pid}' \\(process ${pid}\\)`));
    await painted.screenshot('stop-attached', notification);
    await painted.click(`${notification} .monaco-button`, 'Stop Program');
    await ended;
    await painted.waitForNoText(delay, /ms|s/);
  });

  it('says why it cannot attach, and what to do', async () => {
    await start(await write('attachMe.js', blocksForever)); // something for the list
    await attachByTyping('99999999');
    await told(/There is no process 99999999/);
    await painted.waitForText(`${notification} .monaco-button`, /Run with Looplens…/);
    await painted.screenshot('attach-refused', notification);
  });

  it('observes what is typed into a Looplens terminal', async () => {
    const program = await write('typed.js', blocksForever);
    await show(program);
    const opened = next(vscode.window.onDidOpenTerminal, ({ name }) => name === 'Looplens Terminal');
    await vscode.commands.executeCommand('workbench.action.terminal.newWithProfile', {
      config: {
        extensionIdentifier: 'looplens.looplens',
        id: 'looplens.terminal',
        title: 'Looplens Terminal',
      },
    });
    (await opened).sendText(`node ${basename(program)}`);
    await painted.waitForText(lines, /^while .*● blocked/);
    await pictures('looplens-terminal');
    const closed = next(vscode.window.onDidCloseTerminal, ({ name }) => name === 'Looplens Terminal');
    await vscode.commands.executeCommand('looplens.stop');
    await closed;
    await painted.waitForNoText(delay, /ms|s/);
  });

  it('begins anew with what is started next in a terminal', async () => {
    const first = await write('first.js', blocking('setTimeout(() => held(300), 1000);'));
    const second = await write('second.js', blocksForever);
    await show(first);
    const opened = next(vscode.window.onDidOpenTerminal, ({ name }) => name === 'Looplens Terminal');
    await vscode.commands.executeCommand('looplens.openTerminal');
    const terminal = await opened;
    await next(vscode.window.onDidChangeTerminalShellIntegration, (event) => event.terminal === terminal);
    const ended = next(vscode.window.onDidEndTerminalShellExecution, (event) => event.terminal === terminal);
    terminal.sendText('node first.js');
    await painted.waitForText(lines, /^while .*● blocked once/);
    await ended;
    terminal.sendText('node second.js');
    await painted.waitForNoText(lines, /● blocked/);
    await show(second);
    await painted.waitForText(lines, /^while .*● blocked/);
  });

  it('observes all terminals where that is wanted', async () => {
    const program = await write('tells.js', [tellsWhetherObserved]);
    const blocks = await write('typed.js', blocksForever);
    const settings = vscode.workspace.getConfiguration('looplens.terminals');
    assert.notEqual(await exitCodeOf(program), observedCode);
    await settings.update('observe', true, vscode.ConfigurationTarget.Global);
    try {
      await untilExitCode(program, (code) => code === observedCode);
      await show(blocks);
      vscode.window.createTerminal({ shellPath: 'node', shellArgs: [blocks] });
      await painted.waitForText(lines, /^while .*● blocked/);
      await vscode.commands.executeCommand('looplens.runFile', vscode.Uri.file(blocks));
      await next(vscode.window.onDidOpenTerminal, ({ name }) => name === 'typed.js');
      await vscode.commands.executeCommand('looplens.clear');
    } finally {
      await settings.update('observe', undefined, vscode.ConfigurationTarget.Global);
    }
    await untilExitCode(program, (code) => code !== observedCode);
  });

  it('stops and detaches from what the user chooses among several', async () => {
    const one = await write('one.js', blocksForever);
    const two = await write('two.js', blocksForever);
    await vscode.commands.executeCommand('looplens.runFile', vscode.Uri.file(one));
    await vscode.commands.executeCommand('looplens.runFile', vscode.Uri.file(two));
    await show(one);
    await painted.waitForText(lines, /^while .*● blocked/);
    await show(two);
    await painted.waitForText(lines, /^while .*● blocked/);
    const closed = next(vscode.window.onDidCloseTerminal, ({ name }) => name === 'one.js');
    void vscode.commands.executeCommand('looplens.stop');
    await painted.waitForText(picked, /one\.js.*run with Looplens/);
    await painted.screenshot('stop-picker');
    await painted.type('one');
    await painted.waitForNoText(picked, /two\.js/);
    await painted.press('Enter');
    await closed;
    await vscode.commands.executeCommand('looplens.detach');
    await painted.waitForNoText(delay, /ms|s/);
    assert.ok(
      vscode.window.terminals.some(({ name }) => name === 'two.js'),
      'it goes on',
    );
  });

  it('detaches from a debug session and stops one', async () => {
    const program = await write('loop.js', blocksForever);
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    await vscode.commands.executeCommand('looplens.detach');
    await painted.waitForNoText(delay, /ms|s/);
    assert.ok(vscode.debug.activeDebugSession, 'it goes on');
    await vscode.debug.stopDebugging();
    await vscode.commands.executeCommand('looplens.clear');
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked/);
    const ended = next(vscode.debug.onDidTerminateDebugSession, (session) => session.parentSession);
    await vscode.commands.executeCommand('looplens.stop');
    await ended;
    await painted.waitForNoText(delay, /ms|s/);
  });
});

interface Started {
  readonly pid: number;
  /** Resolves when the program has ended. */
  readonly ended: Promise<unknown>;
}

/** Starts a program that is nobody's child here, as one of a shell outside would be. */
async function startElsewhere(program: string): Promise<Started> {
  const script = `const child = require('node:child_process').spawn(process.execPath, [${JSON.stringify(program)}],
    { detached: true, stdio: 'inherit' });
    child.once('spawn', () => { console.log(child.pid); process.exit(); });`;
  const starter = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [text] = (await once(starter.stdout, 'data')) as [Buffer];
  if (starter.exitCode === null) await once(starter, 'exit');
  return { pid: Number(String(text)), ended: once(starter.stdout.resume(), 'end') };
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function end(pid: number): void {
  if (runs(pid)) process.kill(pid, 'SIGKILL');
}

async function attachByTyping(text: string): Promise<void> {
  void vscode.commands.executeCommand('looplens.attach');
  await painted.waitForText(picked, /process \d+/);
  await painted.type('Type a process');
  await painted.waitForNoText(picked, /process \d+/);
  await painted.press('Enter');
  await painted.waitForText('.quick-input-widget', /A process id, or host and port of an inspector/);
  await painted.type(text);
  await painted.press('Enter');
  // What takes the focus before the input is taken cancels it.
  await painted.waitForNoText('.quick-input-widget', /A process id/);
}

/** Runs a program in a terminal of its own. */
async function exitCodeOf(program: string): Promise<number | undefined> {
  const terminal = vscode.window.createTerminal({ shellPath: 'node', shellArgs: [program] });
  await next(vscode.window.onDidCloseTerminal, (closed) => closed === terminal);
  return terminal.exitStatus?.code;
}

/** The setting reaches new terminals a moment after it was made. */
async function untilExitCode(program: string, wanted: (code: number | undefined) => boolean): Promise<void> {
  for (let left = tries; !wanted(await exitCodeOf(program)); left--) assert.ok(left > 1, 'no such terminal');
}
