import assert from 'node:assert/strict';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import type { Block, Report } from '../../src/shared/report';
import { compute, longMs } from '../compute';
import { nodeBinary, repoRoot } from '../nodes';
import { blocks, CliProcess, ProgramFolder } from './cliProcess';

const schemaFile = join(repoRoot, 'src', 'shared', 'looplens-report-1.schema.json');
const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function assertValid(report: Report): void {
  assert.ok(validate(report), JSON.stringify(validate.errors, null, 1));
}

/** The one block that the program made on purpose. */
function blockIn(report: Report, functionName: string): Block {
  const found = report.blocks.find(({ site }) => site?.functionName === functionName);
  assert.ok(found, JSON.stringify(report.blocks, null, 1));
  return found;
}

describe('looplens run', function () {
  let folder: ProgramFolder;
  beforeEach(() => (folder = new ProgramFolder()));
  afterEach(() => folder.dispose());

  function start(...args: string[]): CliProcess {
    return new CliProcess(['run', ...args], { cwd: folder.path });
  }

  it('passes input, output and the exit status through', async () => {
    folder.write(
      'echo.js',
      'process.stdin.on("data", (d) => { process.stdout.write(`out ${d}`); process.stderr.write(`err ${d}`); });',
      'process.stdin.on("end", () => { process.exitCode = 7; });',
    );
    const run = start('--format', 'json', '--report', 'report.json', '--', process.execPath, 'echo.js');
    run.child.stdin?.end('hello');
    assert.equal(await run.status(), 7);
    assert.deepEqual([run.out, run.err], ['out hello', 'err hello']);
    assertValid(folder.report());
  });

  it('names the line that held the loop', async () => {
    folder.write('block.js', '', blocks('hold'));
    const run = start('--report', 'report.json', '--', process.execPath, 'block.js');
    assert.equal(await run.status(), 0);
    const report = folder.report();
    assertValid(report);
    assert.deepEqual(report.command, [process.execPath, 'block.js']);
    assert.equal(report.targets[0]?.name, 'block.js');
    const { site, durationMs, category, ended } = blockIn(report, 'hold');
    assert.equal(realpathSync(site?.file ?? ''), realpathSync(join(folder.path, 'block.js')));
    assert.deepEqual([site?.line, category, ended], [2, 'cpu', true]);
    assert.ok(durationMs >= 149, `${durationMs} ms`);
    assert.match(run.err, /The event loop was blocked /);
    assert.match(run.err, /block\.js:2:\d+\n {3}hold · computing in JavaScript/);
    assert.match(run.err, /> 2 \| .*\n.*\^\n/);
    assert.match(run.err, /Computing in JavaScript held the loop/);
    assert.doesNotMatch(run.err, /\u001b/);
  });

  it('observes what the command starts in its turn, and workers', async () => {
    folder.write('worker.js', blocks('inWorker'));
    folder.write('child.js', blocks('inChild', 'new (require("worker_threads").Worker)("./worker.js");'));
    folder.write('parent.js', 'require("child_process").fork("./child.js");');
    const run = start('--report', 'report.json', '--format', 'json', '--', process.execPath, 'parent.js');
    assert.equal(await run.status(), 0, run.err);
    const report = folder.report();
    assertValid(report);
    const byId = new Map(report.targets.map((target) => [target.id, target]));
    const nameOf = (id: string | null | undefined) => basename(byId.get(id ?? '')?.name ?? '');
    const worker = byId.get(blockIn(report, 'inWorker').target);
    const child = byId.get(blockIn(report, 'inChild').target);
    assert.deepEqual([worker?.kind, nameOf(worker?.parent)], ['worker', 'child.js']);
    assert.deepEqual([child?.kind, nameOf(child?.parent)], ['process', 'parent.js']);
  });

  it('ends with 3 where --fail-on is exceeded', async () => {
    folder.write('block.js', blocks('hold'));
    const run = start('--fail-on', '100ms', '--', process.execPath, 'block.js');
    assert.equal(await run.status(), 3);
    assert.match(run.err, /is longer than --fail-on allows \(100 ms\)/);
  });

  it('tells that a command never ran Node.js', async function () {
    if (process.platform === 'win32') this.skip();
    const run = start('--report', 'report.json', '--', 'true');
    assert.equal(await run.status(), 0);
    const report = folder.report();
    assertValid(report);
    assert.deepEqual(report.targets, []);
    assert.match(report.capture.notes.join(), /No Node\.js program reported/);
    assert.match(run.err, /Nothing was observed/);
  });

  it('reports after a crash', async () => {
    folder.write('crash.js', blocks('hold', 'process.abort();'));
    const run = start('--report', 'report.json', '--', process.execPath, 'crash.js');
    const status = await run.status();
    if (process.platform !== 'win32') assert.equal(status, 134);
    const report = folder.report();
    assertValid(report);
    blockIn(report, 'hold');
    assert.notEqual(report.targets[0]?.endedAt, null);
  });

  describe('with signals', function () {
    before(function () {
      if (process.platform === 'win32') this.skip();
    });

    for (const [signal, status] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
      ['SIGHUP', 129],
    ] as const)
      it(`reports when ${signal} ends the program`, async () => {
        // A program that a signal ends in its first moments had no time to report: its observer has as much as it itself.
        folder.write('wait.js', `${compute(longMs)} console.log("ready"); setInterval(() => {}, 1000);`);
        const run = start('--report', 'report.json', '--format', 'json', '--', process.execPath, 'wait.js');
        await run.says('ready');
        run.child.kill(signal);
        assert.equal(await run.status(), status);
        const report = folder.report();
        assertValid(report);
        assert.equal(report.targets.length, 1);
      });

    it('lets a program end in its own way, each signal arriving once', async () => {
      folder.write(
        'orderly.js',
        'const got = [];',
        'for (const s of ["SIGINT", "SIGUSR2", "SIGTERM"]) process.on(s, () => {',
        '  got.push(s); console.log("got", s);',
        '  if (s === "SIGTERM") setImmediate(() => { console.log(got.join()); process.exit(0); });',
        '});',
        'setInterval(() => {}, 1000); console.log("ready");',
      );
      const run = start('--report', 'report.json', '--', process.execPath, 'orderly.js');
      await run.says('ready');
      for (const signal of ['SIGINT', 'SIGUSR2', 'SIGTERM'] as const) {
        run.child.kill(signal);
        await run.says(`got ${signal}`);
      }
      assert.equal(await run.status(), 0);
      assert.match(run.out, /\nSIGINT,SIGUSR2,SIGTERM\n$/);
      assertValid(folder.report());
    });

    it('reports a block that lasts when the program is killed', async () => {
      folder.write(
        'stuck.js',
        'function stuck() {',
        '  const end = Date.now() + 3000;', // long enough for a machine that has no processor to spare
        '  while (Date.now() < end);',
        '  require("fs").writeSync(1, "stuck\\n");',
        '  for (;;);',
        '}',
        'setTimeout(stuck, 250);',
      );
      const run = start('--report', 'report.json', '--', process.execPath, 'stuck.js');
      await run.says('stuck');
      run.child.kill('SIGTERM');
      assert.equal(await run.status(), 143);
      const report = folder.report();
      assertValid(report);
      assert.equal(blockIn(report, 'stuck').ended, false);
    });
  });

  it('observes a program under the permission model of Node 20', async () => {
    const node = await nodeBinary(20);
    folder.write('block.js', blocks('hold'));
    const own = ['--experimental-permission', `--allow-fs-read=${join(folder.path, '*')}`, 'block.js'];
    const run = start('--report', 'report.json', '--', node, ...own);
    assert.equal(await run.status(), 0, run.err);
    const report = folder.report();
    assertValid(report);
    assert.equal(report.targets.length, 1);
    assert.ok(report.blocks.some(({ durationMs }) => durationMs >= 149));
  });

  it('runs the program unobserved, or not at all with --strict, where the report can’t be written', async () => {
    folder.write('mark.js', 'require("fs").writeFileSync(process.argv[2], "");');
    const loose = start('--report', '.', '--', process.execPath, 'mark.js', 'loose');
    assert.equal(await loose.status(), 4);
    assert.match(loose.err, /The report can’t be written .*\n.*The program runs unobserved/);
    assert.ok(existsSync(join(folder.path, 'loose')));
    const strict = start('--strict', '--report', '.', '--', process.execPath, 'mark.js', 'strict');
    assert.equal(await strict.status(), 4);
    assert.ok(!existsSync(join(folder.path, 'strict')));
  });
});
