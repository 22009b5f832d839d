import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import * as painted from '../window';
import { blocking, debug, delay, endAll, lines, next, show, write } from './editorPrograms';

describe('Looplens under the debugger', () => {
  afterEach(endAll);

  it('observes child processes and worker threads', async () => {
    const child = await write('child.js', blocking('setInterval(() => held(130), 500);'));
    const worker = await write('worker.js', blocking('setInterval(() => held(140), 500);'));
    const program = await write('parent.js', [
      `require('node:child_process').fork(${JSON.stringify(child)});`,
      `new (require('node:worker_threads').Worker)(${JSON.stringify(worker)});`,
    ]);
    await debug({ program });
    await show(child);
    await painted.waitForText(lines, /^while .*● blocked/);
    await show(worker);
    await painted.waitForText(lines, /^while .*● blocked/);
  });

  it('leaves programs alone where it is switched off', async () => {
    const settings = vscode.workspace.getConfiguration('looplens');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    try {
      const program = await write(
        'loop.js',
        blocking(
          "setTimeout(() => (held(130), console.log('was held')), 1000);",
          'setInterval(() => {}, 1000);',
        ),
      );
      await debug({ program, internalConsoleOptions: 'openOnSessionStart' });
      await painted.waitForText('.repl .monaco-list-row', /was held/);
      assert.deepEqual(await painted.texts(delay), []);
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('observes a program that it attaches to', async () => {
    const program = await write('loop.js', blocking('setInterval(() => held(130), 500);'));
    const child = spawn(process.execPath, ['--inspect=0', program], { stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const [text] = (await once(child.stderr, 'data')) as [Buffer];
      const port = Number(/ws:\/\/127\.0\.0\.1:(\d+)/.exec(String(text))![1]);
      await show(program);
      await debug({ request: 'attach', address: '127.0.0.1', port });
      await painted.waitForText(lines, /^while .*● blocked/);
      await vscode.debug.stopDebugging();
      await painted.waitForNoText(delay, /ms|s/);
      assert.equal(child.exitCode, null, 'the program goes on');
    } finally {
      child.kill();
    }
  });

  it('takes no breakpoint for a block', async () => {
    const program = await write('loop.js', ['function quick() {}', 'setInterval(() => quick(), 200);']);
    await show(program);
    const at = new vscode.Position(0, 18);
    const breakpoint = new vscode.SourceBreakpoint(new vscode.Location(vscode.Uri.file(program), at));
    await debug({ program });
    await painted.waitForText(delay, /ms/);
    for (let i = 0; i < 3; i++) {
      const stopped = next(
        vscode.debug.onDidChangeActiveStackItem,
        (item) => item instanceof vscode.DebugStackFrame,
      );
      vscode.debug.addBreakpoints([breakpoint]);
      await stopped;
      vscode.debug.removeBreakpoints([breakpoint]);
      await vscode.commands.executeCommand('workbench.action.debug.continue');
    }
    await painted.waitForText(delay, /^\d ms$/);
    const noted = (await painted.texts(lines)).filter((text) => /blocked/.test(text));
    assert.deepEqual(noted, []);
  });

  it('begins anew when a watched program starts again with other lines', async () => {
    const program = await write('loop.js', blocking('setInterval(() => held(130), 250);'));
    const editor = await show(program);
    await debug({ program, runtimeArgs: ['--watch'] });
    await painted.waitForText(lines, /^while .*● blocked [5-9]×/);
    const again = next(vscode.debug.onDidStartDebugSession, (session) => session.parentSession);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// 1\n// 2\n'));
    await editor.document.save();
    await again;
    await painted.waitForText(lines, /^while .*● blocked (once|[2-4]×)/);
    const noted = (await painted.texts(lines)).filter((text) => /blocked/.test(text));
    assert.equal(noted.length, 1, 'no note is left where the line was');
  });

  it('starts an engine that died again, and observes what it had observed', async function () {
    if (process.platform === 'win32')
      return (void (await painted.print('not on Windows: no ps')), this.skip());
    const program = await write('loop.js', blocking('setInterval(() => held(130), 500);'));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked \d+×/);
    process.kill(await enginePid(), 'SIGKILL');
    await painted.waitForNoText(delay, /ms|s/);
    await painted.waitForText(delay, /ms/);
    await vscode.commands.executeCommand('looplens.clear');
    await painted.waitForNoText(lines, /blocked/);
    await painted.waitForText(lines, /^while .*● blocked/);
  });
});

/** The engine is a child of the extension host, in which the suites run too. */
async function enginePid(): Promise<number> {
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
