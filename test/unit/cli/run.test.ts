import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCommandLine } from '../../../src/cli/args';
import { run } from '../../../src/cli/run';
import { EngineError } from '../../../src/shared/engineApi';
import { fakeContext, type FakeContext } from '../../fakes/cliContext';
import { FakeEngine } from '../../fakes/engine';
import { block, report } from '../../fakes/reports';

/** Runs a program of Node's with options of ours. */
function runNode(options: string, code: string, context: FakeContext): Promise<number> {
  const argv = ['run', ...options.split(' ').filter(Boolean), '--', process.execPath, '-e', code];
  const invocation = parseCommandLine(argv);
  assert.ok(invocation.kind === 'run');
  return run(invocation.command, invocation.options, context);
}

const waitForever = 'setInterval(() => {}, 1000)';

/** Emits once `run` listens, which is when the program is about to start. */
function emitWhenHeard(context: FakeContext, ...signals: NodeJS.Signals[]): void {
  context.signals.on('newListener', function started(signal) {
    if (signal !== 'SIGUSR2') return;
    context.signals.off('newListener', started);
    setImmediate(() => signals.forEach((each) => context.signals.emit(each)));
  });
}

describe('run', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'looplens-test-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('gives the program the engine’s environment and ends with its status', async () => {
    const engine = new FakeEngine();
    const context = fakeContext(engine);
    assert.equal(await runNode('', 'process.exit(process.env.LOOPLENS_FAKE === "1" ? 7 : 8)', context), 7);
    assert.deepEqual(
      engine.calls.map((call) => call.split(' ')[0]),
      ['report', 'dispose'],
    );
    assert.deepEqual(context.started[0]?.thresholdMs, 20);
    assert.match(context.err.join(''), /No block of 20 ms or more in 12 s of observation\./);
    assert.deepEqual(context.out, []);
  });

  it('ends with 128 + n where a signal ended the program', async function () {
    if (process.platform === 'win32') this.skip();
    const context = fakeContext(new FakeEngine());
    assert.equal(await runNode('', 'process.kill(process.pid, "SIGKILL")', context), 137);
  });

  it('passes a signal on and reports all the same', async function () {
    if (process.platform === 'win32') this.skip();
    const engine = new FakeEngine();
    const context = fakeContext(engine);
    emitWhenHeard(context, 'SIGTERM');
    assert.equal(await runNode('', waitForever, context), 143);
    assert.equal(engine.calls.length, 2);
    assert.deepEqual(
      context.signals.eventNames().filter((name) => name !== 'newListener'),
      [],
    );
  });

  it('does not repeat what the terminal has told the program', async function () {
    if (process.platform === 'win32') this.skip();
    const context = fakeContext(new FakeEngine(), { inTerminal: true });
    emitWhenHeard(context, 'SIGINT', 'SIGQUIT', 'SIGTERM');
    assert.equal(await runNode('', waitForever, context), 143);
  });

  it('ends at once at a second Ctrl-C while the report is awaited', async () => {
    const engine = new FakeEngine();
    const context = fakeContext(engine);
    engine.report = () => {
      context.signals.emit('SIGINT');
      setImmediate(() => context.signals.emit('SIGINT'));
      return new Promise(() => {});
    };
    assert.equal(await runNode('', '', context), 130);
  });

  it('writes the report and prints nothing but what was asked for', async () => {
    const context = fakeContext(new FakeEngine(), { cwd: folder });
    assert.equal(await runNode('--report r.json --format json', '', context), 0);
    const written = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'));
    assert.equal(written.schema, 'looplens-report/1');
    assert.equal(written.command[0], process.execPath);
    assert.deepEqual([context.out, context.err], [[], []]);
  });

  it('prints JSON to standard output without --report', async () => {
    const context = fakeContext(new FakeEngine());
    assert.equal(await runNode('--format json', '', context), 0);
    assert.equal(JSON.parse(context.out.join('')).schema, 'looplens-report/1');
    assert.deepEqual(context.err, []);
  });

  it('ends with 3 where a block in the user’s own code exceeds --fail-on', async () => {
    const blocked = report({ blocks: [block({ durationMs: 120 }), block({ durationMs: 500, site: null })] });
    const context = fakeContext(new FakeEngine(blocked));
    assert.equal(await runNode('--fail-on 119ms', '', context), 3);
    assert.match(
      context.err.join(''),
      /The block of 120 ms at .*report\.js:2:19 is longer than --fail-on allows/,
    );
    assert.equal(await runNode('--fail-on 120ms', 'process.exit(5)', context), 5);
  });

  it('says so where nothing was observed', async () => {
    const context = fakeContext(new FakeEngine(report({ targets: [] })));
    assert.equal(await runNode('--format text,json', '', context), 0);
    assert.match(
      context.err.join(''),
      /Nothing was observed\.\n\nNotes\n {2}- No Node\.js program reported\./,
    );
    assert.match(JSON.parse(context.out.join('')).capture.notes[0], /^No Node\.js program reported\./);
  });

  it('hands what the engine warned of on to the reader', async () => {
    const engine = new FakeEngine();
    const context = fakeContext(engine);
    engine.environment = () => {
      context.started[0]?.log('warn', 'The probe is slow.');
      context.started[0]?.log('info', 'The probe is loaded.');
      return {};
    };
    await runNode('--format json', '', context);
    assert.deepEqual(JSON.parse(context.out.join('')).capture.notes, ['The probe is slow.']);
  });

  it('stops observing after --duration and waits for the program', async () => {
    const engine = new FakeEngine();
    const context = fakeContext(engine, { cwd: folder });
    const waiting = runNode('--duration 1ms --format json --report d.json', waitForever, context);
    await new Promise<void>((resolve) => {
      context.stderr.write = (text) => {
        assert.match(text, /Observation is over; the program goes on\./);
        resolve();
      };
    });
    assert.equal(JSON.parse(readFileSync(join(folder, 'd.json'), 'utf8')).schema, 'looplens-report/1');
    context.signals.emit('SIGTERM');
    assert.equal(await waiting, process.platform === 'win32' ? 1 : 143);
    assert.deepEqual(engine.calls.at(-1), 'dispose');
  });

  describe('where observation can’t start', () => {
    const refused = () => fakeContext(new EngineError('endpoint-failed', 'No socket could be made.'));

    it('runs the program unobserved and ends with 4', async () => {
      const context = refused();
      const mark = join(folder, 'ran');
      const code = `require('fs').writeFileSync(${JSON.stringify(mark)}, process.env.LOOPLENS_FAKE ?? 'unobserved')`;
      assert.equal(await runNode('', code, context), 4);
      assert.equal(readFileSync(mark, 'utf8'), 'unobserved');
      assert.equal(
        context.err.join(''),
        'looplens: No socket could be made.\nlooplens: The program runs unobserved.\n',
      );
    });

    it('does not run it with --strict', async () => {
      const context = refused();
      const code = `require('fs').writeFileSync(${JSON.stringify(join(folder, 'strict'))}, '')`;
      assert.equal(await runNode('--strict', code, context), 4);
      assert.throws(() => readFileSync(join(folder, 'strict')), { code: 'ENOENT' });
    });

    it('knows before the program starts that the report can’t be written', async () => {
      const engine = new FakeEngine();
      const context = fakeContext(engine, { cwd: folder });
      assert.equal(await runNode('--report .', 'process.exit(7)', context), 4);
      assert.deepEqual(engine.calls, []);
      assert.match(context.err.join(''), /^looplens: The report can’t be written to .*: that is a folder/);
    });
  });

  it('ends with 4 where the report is lost, and lets go of the engine', async () => {
    const engine = new FakeEngine();
    engine.report = () => Promise.reject(new Error('out of order'));
    const context = fakeContext(engine);
    assert.equal(await runNode('', '', context), 4);
    assert.match(context.err.join(''), /An error inside Looplens: Error: out of order/);
    assert.deepEqual(engine.calls, ['dispose']);
  });

  it('tells a command that does not exist from one that can’t be executed', async function () {
    if (process.platform === 'win32') this.skip();
    for (const [file, status, words] of [
      ['no-such-command', 127, 'The command "no-such-command" was not found. Check its spelling'],
      ['./server.js', 127, 'put node before it: looplens run -- node ./server.js'],
      [folder, 126, 'can’t be executed'],
      ['a\0b', 126, 'can’t be started'],
    ] as const) {
      const engine = new FakeEngine();
      const context = fakeContext(engine);
      const invocation = parseCommandLine(['run', '--', file]);
      assert.ok(invocation.kind === 'run');
      assert.equal(await run(invocation.command, invocation.options, context), status);
      assert.ok(context.err.join('').includes(words), context.err.join(''));
      assert.deepEqual(engine.calls, ['dispose']);
    }
  });
});
