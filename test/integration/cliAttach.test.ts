import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { compute, longMs } from '../compute';
import { CliProcess, ProgramFolder } from './cliProcess';

describe('looplens attach', function () {
  let folder: ProgramFolder;
  let program: ChildProcess;

  beforeEach(async () => {
    folder = new ProgramFolder();
    folder.write(
      'server.js',
      `function hold() { ${compute(longMs)} }`,
      'setInterval(hold, 300);',
      'process.on("message", () => process.exit(0));',
      'process.send("ready");',
    );
    program = spawn(process.execPath, ['server.js'], {
      cwd: folder.path,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(program, 'message');
  });

  afterEach(async () => {
    if (program.exitCode === null) {
      program.kill('SIGKILL');
      await once(program, 'exit');
    }
    folder.dispose();
  });

  function attach(...args: string[]): CliProcess {
    const given = ['attach', String(program.pid), '--report', 'report.json', '--format', 'json', ...args];
    return new CliProcess(given, { cwd: folder.path });
  }

  it('observes for --duration and leaves the program running', async () => {
    const run = attach('--duration', '1500ms');
    assert.equal(await run.status(), 0, run.err);
    const report = folder.report();
    assert.equal(report.command, null);
    assert.equal(report.targets[0]?.pid, program.pid);
    assert.ok(report.blocks.some(({ site }) => site?.functionName === 'hold'));
    assert.equal(program.exitCode, null);
  });

  it('ends when the program ends', async () => {
    const run = attach('--duration', '15s');
    await run.says('Observing', 'err');
    program.send('end');
    assert.equal(await run.status(), 0, run.err);
    assert.equal(folder.report().targets.length, 1);
  });

  it('detaches at Ctrl-C', async function () {
    if (process.platform === 'win32') this.skip();
    const run = attach();
    await run.says('Observing', 'err');
    run.child.kill('SIGINT');
    assert.equal(await run.status(), 0, run.err);
    assert.equal(folder.report().targets.length, 1);
    assert.equal(program.exitCode, null);
  });

  it('says why it can’t attach', async () => {
    const ended = spawn(process.execPath, ['-e', '']);
    await once(ended, 'exit');
    const run = new CliProcess(['attach', String(ended.pid)], { cwd: folder.path });
    assert.equal(await run.status(), 4);
    assert.match(run.err, /^looplens: .*\.\n/);
    assert.doesNotMatch(run.err, /An error inside/);
  });
});
