import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { nodeBinary, repoRoot } from '../../nodes';
import * as painted from '../window';
import { AdapterMessages } from './adapterMessages';
import {
  blocking,
  debug,
  delay,
  endAll,
  enginePid,
  go,
  lines,
  next,
  notification,
  repeated,
  show,
  told,
  whenTold,
  workspace,
  write,
} from './editorPrograms';

/** Compiles .ts files in memory, with a line more, and tells their source map to Node alone where that wants it. */
const transpiler = [
  "const { readFileSync } = require('node:fs');",
  "require.extensions['.ts'] = (module, file) => {",
  "  const code = '// transpiled\\n' + readFileSync(file, 'utf8').replace(/: number/g, '');",
  '  const lines = code.split("\\n").length - 2;',
  "  const mappings = ';AAAA' + ';AACA'.repeat(lines - 1);",
  '  const map = { version: 3, sources: [file], names: [], mappings };',
  '  const inline = Buffer.from(JSON.stringify(map)).toString("base64");',
  "  const told = process.execArgv.includes('--enable-source-maps');",
  "  const comment = told ? '\\n//# sourceMappingURL=data:application/json;base64,' + inline : '';",
  '  module._compile(code + comment, file);',
  '};',
];

describe('Looplens under the debugger', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await endAll();
  });

  it('observes child processes and worker threads', async () => {
    const child = await write('child.js', blocking(repeated('held(250)', 250)));
    const worker = await write('worker.js', blocking(repeated('held(250)', 250)));
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
          "setTimeout(() => (held(250), console.log('was held')), 1000);",
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
    const program = await write('loop.js', blocking(repeated('held(250)', 250)));
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

  it('observes what runs in a debug terminal', async () => {
    const program = await write('loop.js', blocking(repeated('held(250)', 250)));
    await show(program);
    const create = 'extension.js-debug.createDebuggerTerminal';
    await vscode.commands.executeCommand(create, `node ${program}`, workspace());
    try {
      await painted.waitForText(lines, /^while .*● blocked/);
    } finally {
      for (const terminal of vscode.window.terminals) terminal.dispose();
    }
  });

  it('observes what a compound and an npm script start, and the members of a cluster', async () => {
    const api = await write('api.js', blocking(repeated('held(250)', 250)));
    const jobs = await write('jobs/main.js', [
      "const cluster = require('node:cluster');",
      'if (cluster.isPrimary) cluster.fork();',
      `else require(${JSON.stringify(await write('jobs/member.js', blocking(repeated('held(250)', 250))))});`,
    ]);
    await write('jobs/package.json', ['{"scripts": {"jobs": "node main.js"}}']);
    const launch = vscode.workspace.getConfiguration('launch', workspace());
    const folder = vscode.ConfigurationTarget.WorkspaceFolder;
    const shared = { type: 'node', request: 'launch' };
    const configurations: unknown = launch.get('configurations');
    await launch.update(
      'configurations',
      [
        { ...shared, name: 'api', program: api },
        {
          ...shared,
          name: 'jobs',
          cwd: dirname(jobs),
          runtimeExecutable: 'npm',
          runtimeArgs: ['run', 'jobs'],
        },
      ],
      folder,
    );
    await launch.update('compounds', [{ name: 'all', configurations: ['api', 'jobs'] }], folder);
    try {
      assert.ok(await vscode.debug.startDebugging(workspace(), 'all'));
      await show(api);
      await painted.waitForText(lines, /^while .*● blocked/);
      await show(join(dirname(jobs), 'member.js'));
      await painted.waitForText(lines, /^while .*● blocked/);
    } finally {
      await launch.update('configurations', configurations, folder);
      await launch.update('compounds', undefined, folder);
    }
  });

  it('observes the tests that a runner runs, in its own process or in one for each file', async () => {
    const mocha = join(repoRoot, 'node_modules', 'mocha', 'bin', 'mocha.js');
    const runtimeExecutable = await nodeBinary(22);
    const ways = [
      { runner: 'it', launch: (file: string) => ({ program: mocha, args: ['--no-timeouts', file] }) },
      {
        runner: "require('node:test')",
        launch: (file: string) => ({ program: file, runtimeExecutable, runtimeArgs: ['--test'] }),
      },
    ];
    for (const [at, { runner, launch }] of ways.entries()) {
      const seen = join(workspace().uri.fsPath, `seen${at}`);
      const file = await write(
        `tests${at}.test.js`,
        blocking(
          `${runner}('blocks until that was seen', () => new Promise((done) => {`,
          '  const timer = setInterval(() => {',
          '    held(250);',
          `    if (require('node:fs').existsSync(${JSON.stringify(seen)})) done(clearInterval(timer));`,
          '  }, 300);',
          '}));',
        ),
      );
      const ended = next(vscode.debug.onDidTerminateDebugSession, ({ parentSession }) => !parentSession);
      await debug(launch(file));
      await show(file);
      await painted.waitForText(lines, /^while .*● blocked/);
      await writeFile(seen, '');
      await ended;
    }
  });

  it('says that a source map is missing, and starts the program with it', async () => {
    const hook = await write('hook.cjs', transpiler);
    const program = await write('typed.ts', blocking('const ms: number = 130;', repeated('held(ms)', 250)));
    const runtimeExecutable = await nodeBinary(20);
    await debug({ program, runtimeExecutable, runtimeArgs: ['--require', hook] });
    await told(/Lines of typed\.ts are those of the code that runs/);
    await show(program);
    await painted.waitForText(lines, /^}.*● blocked/); // the transpiler wrote a line before
    const again = next(vscode.debug.onDidStartDebugSession, (session) => session.parentSession);
    await painted.click(`${notification} .monaco-button`, 'Restart with Source Maps');
    await again;
    await painted.waitForText(lines, /^while .*● blocked/);
    assert.deepEqual(
      (await painted.texts(lines)).filter((text) => /^}.*blocked/.test(text)),
      [],
    );
  });

  it('says that a Node.js is too old', async () => {
    const program = await write('old.js', [
      "const versions = { ...process.versions, node: '18.20.4' };",
      "Object.defineProperty(process, 'versions', { value: versions });",
      'setInterval(() => {}, 1000);',
    ]);
    const child = spawn(process.execPath, ['--inspect=0', program], { stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const [text] = (await once(child.stderr, 'data')) as [Buffer];
      const port = Number(/ws:\/\/127\.0\.0\.1:(\d+)/.exec(String(text))![1]);
      await debug({ request: 'attach', address: '127.0.0.1', port });
      await told(
        /is not observed\. The target runs Node\.js 18\.20\.4; Looplens observes Node\.js 20 and newer/,
      );
      await painted.click(`${notification} .monaco-button`, 'Show Log');
      await painted.waitForNoText(notification, /is not observed/);
      await vscode.commands.executeCommand('workbench.action.closePanel');
    } finally {
      child.kill();
    }
  });

  it('names a line that blocks since before the debugger let it be observed', async () => {
    const program = await write('loop.js', blocking('held(1e9);'));
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /^while .*● blocked now · \d+(\.\d)? m?s · computing in JavaScript/);
  });

  it('takes no breakpoint for a block', async () => {
    const program = await write('loop.js', ['function quick() {}', 'setInterval(() => quick(), 200);']);
    await show(program);
    const at = new vscode.Position(0, 18);
    const breakpoint = new vscode.SourceBreakpoint(new vscode.Location(vscode.Uri.file(program), at));
    const messages = new AdapterMessages();
    await debug({ program });
    await painted.waitForText(delay, /\d m?s/);
    for (let i = 0; i < 3; i++) {
      const stopped = messages.stopped();
      vscode.debug.addBreakpoints([breakpoint]);
      const { session, threadId } = await stopped;
      const cleared = messages.cleared(session);
      vscode.debug.removeBreakpoints([breakpoint]);
      await cleared;
      await session.customRequest('continue', { threadId });
    }
    messages.dispose();
    await painted.waitForText(delay, /^\d ms$/);
    const noted = (await painted.texts(lines)).filter((text) => /blocked/.test(text));
    assert.deepEqual(noted, []);
  });

  it('begins anew when a watched program starts again with other lines', async () => {
    const program = await write('loop.js', blocking(repeated('held(250)', 250)));
    const editor = await show(program);
    await debug({ program, runtimeArgs: ['--watch'] });
    await painted.waitForText(lines, /^while .*● blocked [5-9]×/, 40_000); // five blocks take their time
    const again = next(vscode.debug.onDidStartDebugSession, (session) => session.parentSession);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// 1\n// 2\n'));
    await editor.document.save();
    await again;
    await painted.waitForText(lines, /^while .*● blocked (once|[2-4]×)/);
    const noted = (await painted.texts(lines)).filter(
      (text) => /blocked/.test(text) && !/^while /.test(text),
    );
    assert.deepEqual(noted, [], 'no note is left where the line was');
  });

  it('keeps the figures of a program that goes on, though it was edited and its children start again', async () => {
    const child = await write('child.js', ['setTimeout(() => {}, 200);']);
    const start = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(child)}])`;
    const program = await write('parent.js', blocking(whenTold(`() => (held(250), ${start})`)));
    const editor = await show(program);
    await debug({ program });
    for (const noted of ['once', '2×', '3×']) {
      const ended = next(vscode.debug.onDidTerminateDebugSession, ({ name }) => name.startsWith('child.js'));
      await go(program);
      await ended;
      await painted.waitForText(lines, new RegExp(`^while .*● blocked ${noted}`));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// edited\n'));
    }
  });

  it('starts an engine that died again, and observes what it had observed', async function () {
    if (process.platform === 'win32')
      return (void (await painted.print('not on Windows: no ps')), this.skip());
    const program = await write('loop.js', blocking(repeated('held(250)', 250)));
    await show(program);
    // One without nodejs/node#64209 may crash when a client that its inspector writes to goes at that moment; 24.19 has it.
    await debug({ program, runtimeExecutable: await nodeBinary(24) });
    await painted.waitForText(lines, /^while .*● blocked \d+×/);
    process.kill(await enginePid(), 'SIGKILL');
    await painted.waitForNoText(delay, /ms|s/);
    await painted.waitForText(delay, /\d m?s/);
    await vscode.commands.executeCommand('looplens.clear');
    await painted.waitForNoText(lines, /blocked/);
    await painted.waitForText(lines, /^while .*● blocked/);
  });

  it('says that a program does not answer, because a native call holds it', async function () {
    if (process.platform === 'win32')
      return (void (await painted.print('not on Windows: no ps')), this.skip());
    const program = await write('native.js', [
      "setTimeout(() => require('node:child_process').execSync('sleep 50'), 3000);",
    ]);
    await show(program);
    await debug({ program });
    await painted.waitForText(lines, /execSync.*● blocked now/);
    process.kill(await enginePid(), 'SIGKILL'); // the next one finds the program in the call
    await told(/native\.js.* is not observed\. It has not answered for 10 s: it blocks in a native call/);
    await painted.waitForText(`${notification} .monaco-button`, /Run with Looplens…/);
  });
});
