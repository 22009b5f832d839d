import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine';
import { borrowedMethods } from '../../src/inspector/borrowed';
import { DebugProxy } from '../fakes/debugProxy';
import { repoRoot, type NodeMajor } from '../nodes';
import { held, Target, until } from './target';

const owner = 'session';
const majors: readonly NodeMajor[] = [20, 22, 24, 26];

/** Functions that hold the loop; each needs a turn of its own. */
const code = `${held('spin', Infinity)}
${held('hold')}
function quick() {}
function sleep() { require('child_process').execSync('node -e "setTimeout(() => {}, 1500)"'); }
function sleepThenSpin() { require('child_process').execSync('node -e 0'); spin(); }
async function flood() { for (;;) await null; }`;

describe('observing a debugged program', () => {
  let engine: Engine;
  let target: Target;
  let proxy: DebugProxy;

  beforeEach(async () => {
    engine = await Engine.start({ thresholdMs: 20, dist: join(repoRoot, 'dist'), log: () => {} });
  });

  afterEach(async () => {
    await engine.dispose();
    proxy.dispose();
    await target.dispose();
  });

  async function observe(major: NodeMajor = 20, more = ''): Promise<void> {
    target = await Target.start(['--inspect=0'], `${code}\n${more}`, major);
    proxy = await DebugProxy.open(await target.inspector(), more !== '');
    await engine.attachDebugger(owner, proxy.address);
    // The loop has turned under observation.
    await until(() => engine.snapshot().targets.at(-1)?.lastSecond.p99Ms);
  }

  /** A stall in that function: one look may have come before the program was in it. */
  const stall = (name: string) =>
    until(() => engine.snapshot().stalls.find(({ site }) => site?.functionName === name));
  const block = (name: string) =>
    until(() => engine.snapshot().blocks.find(({ site }) => site?.functionName === name));

  for (const major of majors) {
    it(`names the line of a loop that never ends (Node ${major})`, async () => {
      await observe(major);
      assert.equal((await target.trace()).threads, 0, 'no observer thread shows up in the debugger');
      target.run('spin()');
      const { site, category } = await stall('spin');
      assert.equal(site?.file, target.script);
      assert.equal(category, 'cpu');
    });
  }

  for (const major of majors) {
    it(`names the line of a loop that began before it was observed (Node ${major})`, async () => {
      target = await Target.start(['--inspect=0'], code, major);
      proxy = await DebugProxy.open(await target.inspector());
      target.run('process.stderr.write("spins\\n"); spin()');
      await until(() => target.stderr.includes('spins'));
      await engine.attachDebugger(owner, proxy.address);
      assert.equal((await stall('spin')).category, 'cpu');
    });
  }

  it('names a call that waits for something else while it lasts', async () => {
    await observe();
    target.run('sleep()');
    const { call } = await stall('sleep');
    assert.equal(call, 'child_process.execSync');
    const { durationMs, evidence } = await block('sleep');
    assert.equal(evidence, 'wrapper');
    assert.ok(durationMs >= 1500);
    await until(() => engine.snapshot().stalls.length === 0);
  });

  it('does not name a call that was over when the loop began', async () => {
    await observe();
    target.run('sleepThenSpin()');
    await until(() =>
      engine.snapshot().stalls.find(({ site, call }) => site?.functionName === 'spin' && !call),
    );
  });

  it('names a flood of microtasks', async () => {
    await observe();
    target.run('flood()');
    await until(() =>
      engine.snapshot().stalls.find(({ site, category }) => site?.functionName === 'flood' && category),
    );
  });

  it('names blocks that are over', async () => {
    await observe();
    target.run('hold()');
    const { site, durationMs } = await block('hold');
    assert.equal(site?.file, target.script);
    assert.ok(durationMs >= 140);
  });

  it('sends nothing on the borrowed session but what may be sent there', async () => {
    await observe();
    assert.deepEqual(
      proxy.received.filter((method) => !borrowedMethods.has(method as never)),
      [],
    );
    assert.ok(proxy.received.length > 0);
  });

  it('takes no breakpoint for a block, and sees the block after it', async () => {
    await observe();
    target.run('debugger; spin()');
    await until(() => proxy.events.get('Debugger.paused'));
    engine.paused(owner, true, Date.now());
    await until(() => engine.snapshot().stalls.length === 0);
    // A person looks at variables for longer than the threshold.
    const expression = 'for (const end = Date.now() + 200; Date.now() < end; );';
    await proxy.send('Runtime.evaluate', { expression });
    assert.deepEqual(engine.snapshot().stalls, []);
    await proxy.send('Debugger.resume');
    engine.paused(owner, false, Date.now());
    await stall('spin');
  });

  it('leaves no trace when it detaches, and attaches again', async () => {
    target = await Target.start(['--inspect=0'], code);
    const before = await target.trace();
    proxy = await DebugProxy.open(await target.inspector());
    for (let round = 0; round < 2; round++) {
      await engine.attachDebugger(owner, proxy.address);
      assert.notDeepEqual(await target.trace(), before);
      await engine.detach(owner);
      assert.deepEqual(await target.trace(), before);
    }
    assert.equal(await target.finish(), 0);
  });

  it('lets a program end that is observed', async () => {
    await observe();
    assert.equal(await target.finish(), 0);
    await until(() => engine.snapshot().targets[0]?.endedAtMs);
  });

  it('lets a program exit and be started anew', async () => {
    for (const status of [3, 4]) {
      await observe();
      target.run(`process.exit(${status})`);
      assert.equal(await target.ended(), status);
      await until(() => engine.snapshot().targets.every(({ endedAtMs }) => endedAtMs !== null));
      assert.deepEqual(engine.snapshot().stalls, []);
      await engine.detach(owner);
      proxy.dispose();
      await target.dispose();
    }
  });

  it('notices a program that is killed in a block', async () => {
    await observe();
    target.run('spin()');
    await stall('spin');
    target.kill('SIGKILL');
    const { ended } = await block('spin');
    assert.equal(ended, false);
  });

  const worker = `if (require('worker_threads').isMainThread) {
  new (require('worker_threads').Worker)(__filename).on('exit', (code) => process.stderr.write('worker ended ' + code));
} else {
  require('worker_threads').parentPort.on('message', () => {});
  setInterval(hold, 300);
  return;
}`;

  it('observes a worker thread on the borrowed session', async () => {
    await observe(20, worker);
    const [thread] = engine.snapshot().targets;
    assert.equal(thread?.kind, 'worker');
    assert.equal((await block('hold')).target, thread.id);
    assert.deepEqual(
      proxy.received.filter((method) => !borrowedMethods.has(method as never)),
      [],
    );
    for (let round = 0; round < 2; round++) {
      await engine.detach(owner);
      assert.ok(engine.snapshot().targets.every(({ endedAtMs }) => endedAtMs !== null));
      await engine.attachDebugger(owner, proxy.address);
    }
  });
});
