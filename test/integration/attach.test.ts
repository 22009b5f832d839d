import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine';
import { Attacher } from '../../src/engine/attach/attacher';
import { observeByBinding } from '../../src/engine/attach/bindingTarget';
import { EngineError } from '../../src/shared/engineApi';
import type { ProbeConfig } from '../../src/shared/facts';
import { InspectorSession } from '../../src/inspector/session';
import { connectWebSocket } from '../../src/inspector/transport';
import { DebugProxy } from '../fakes/debugProxy';
import { repoRoot, type NodeMajor } from '../nodes';
import { held, Target, until } from './target';

const dist = join(repoRoot, 'dist');
const owner = 'test';
const majors: readonly NodeMajor[] = [20, 22, 24, 26];

describe('attaching to a running program', () => {
  let engine: Engine;
  let target: Target;

  beforeEach(async () => {
    engine = await Engine.start({ thresholdMs: 20, dist, log: () => {} });
  });

  afterEach(async () => {
    await engine.dispose();
    await target.dispose();
  });

  /** Resolves once a block of the target's function `name` is known. */
  const blockOf = (name: string) =>
    until(() => engine.snapshot().blocks.find(({ site }) => site?.functionName === name));

  for (const major of majors) {
    it(`has Node ${major} open its inspector, names a line, and leaves no trace`, async function () {
      if (process.platform === 'win32') this.skip();
      target = await Target.start(['--inspect-port=0'], held('hold'), major);
      const before = await target.trace();
      await engine.attach(owner, String(target.pid));
      assert.notDeepEqual(await target.trace(), before, 'something is there while it is observed');
      target.run('hold()');
      const block = await blockOf('hold');
      assert.equal(block.site?.file, target.script);
      await until(async () => !(await target.trace()).inspector);
      await engine.detach(owner);
      await until(async () => (await target.trace()).threads === before.threads);
      assert.deepEqual(await target.trace(), before);
      assert.equal(await target.finish(), 0);
      assert.equal(engine.snapshot().targets.length, 1);
    });
  }

  it('leaves an inspector open that was open before', async () => {
    target = await Target.start(['--inspect=0'], held('hold'));
    const before = await target.trace();
    assert.equal(before.inspector, true);
    await engine.attach(owner, await target.address());
    target.run('hold()');
    await blockOf('hold');
    await engine.detach(owner);
    await until(async () => (await target.trace()).threads === before.threads);
    assert.deepEqual(await target.trace(), before);
    assert.equal(await target.finish(), 0);
  });

  it('comes and goes as often as one likes', async () => {
    target = await Target.start(['--inspect=0']);
    const before = await target.trace();
    const address = await target.address();
    for (let time = 0; time < 30; time++) {
      await engine.attach(owner, address);
      await engine.detach(owner);
    }
    await until(async () => (await target.trace()).threads === before.threads);
    assert.deepEqual(await target.trace(), before);
    assert.equal(await target.finish(), 0);
  });

  it('is attached anew before its last observer thread has ended', async () => {
    target = await Target.start(['--inspect=0'], held('hold') + held('first', 1500));
    const before = await target.trace();
    const address = await target.address();
    await engine.attach(owner, address);
    target.run('first()');
    await until(() => engine.snapshot().stalls.find(({ site }) => site?.functionName === 'first'));
    // The loop is held: it hears of the thread's end only when the next observation has begun.
    await engine.detach(owner);
    await engine.attach(owner, address);
    await until(async () => (await target.trace()).threads === before.threads + 1);
    target.run('hold()');
    await blockOf('hold');
    await engine.detach(owner);
    await until(async () => (await target.trace()).threads === before.threads);
    assert.deepEqual(await target.trace(), before);
    assert.equal(await target.finish(), 0);
  });

  it('finds the inspector of a process by its id', async () => {
    target = await Target.start(['--inspect=0']);
    await engine.attach(owner, String(target.pid));
    assert.equal(engine.snapshot().targets[0]?.pid, target.pid);
    assert.equal(target.stderr.match(/Debugger listening/g)?.length, 1, 'no second one was opened');
  });

  it('names the line of a loop that has begun before and never ends', async () => {
    target = await Target.start(['--inspect=0'], held('spin', Infinity));
    const address = await target.address();
    target.run('require("fs").writeSync(2, "spinning\\n"); spin()');
    await until(() => target.stderr.includes('spinning'));
    await engine.attach(owner, address);
    const stall = await until(() => engine.snapshot().stalls.find(({ site }) => site !== null));
    assert.equal(stall.site?.functionName, 'spin');
  });

  it('lets a program end that is observed', async () => {
    target = await Target.start(['--inspect=0']);
    await engine.attach(owner, await target.address());
    target.run('process.exit(5)');
    assert.equal(await target.ended(), 5);
    await until(() => engine.snapshot().targets[0]?.endedAtMs);
  });

  it('lets a program crash that is observed, with its own stack', async () => {
    target = await Target.start(['--inspect=0'], 'function crash() { JSON.parse("{"); }');
    await engine.attach(owner, await target.address());
    target.run('crash()');
    assert.equal(await target.ended(), 1);
    assert.match(target.stderr, /at crash/);
    assert.doesNotMatch(target.stderr, /looplens|probe/);
    await until(() => engine.snapshot().targets[0]?.endedAtMs);
  });

  it('leaves the program when the engine goes without a word', async () => {
    target = await Target.start(['--inspect=0']);
    const before = await target.trace();
    const other = await Engine.start({ thresholdMs: 20, dist, log: () => {} });
    await other.attach(owner, await target.address());
    await (other as unknown as { endpoint: { close(): Promise<void> } }).endpoint.close();
    await until(async () => (await target.trace()).threads === before.threads);
    assert.deepEqual(await target.trace(), before);
    assert.equal(await target.finish(), 0);
  });

  it('watches through the inspector where the program may have no observer thread', async () => {
    const allowed = ['--permission', '--allow-inspector', '--allow-fs-read=*'];
    target = await Target.start([...allowed, '--inspect=0'], held('hold'), 24);
    const before = await target.trace();
    await engine.attach(owner, await target.address());
    target.run('hold()');
    await blockOf('hold');
    await engine.detach(owner);
    assert.deepEqual(await target.trace(), before);
    assert.equal(await target.finish(), 0);
  });

  for (const way of ['by itself', 'through the debugger']) {
    it(`takes over, ${way}, from an engine that is no more`, async () => {
      target = await Target.start(['--inspect=0'], held('hold'));
      await abandon(target, config('gone'));
      if (way === 'by itself') await engine.attach(owner, await target.address());
      else {
        const { hostname, port, pathname } = new URL(await target.inspector());
        const proxy = { name: 'debugged', host: hostname, port: Number(port), path: pathname };
        await engine.attachDebugger(owner, proxy);
      }
      target.run('hold()');
      await blockOf('hold');
    });
  }

  it('refuses a program that another engine observes', async () => {
    target = await Target.start(['--inspect=0']);
    const address = await target.address();
    const other = await Engine.start({ thresholdMs: 20, dist, log: () => {} });
    try {
      await other.attach(owner, address);
      await assert.rejects(engine.attach(owner, address), {
        reason: 'probe-refused',
        message: /another Looplens/,
      });
    } finally {
      await other.dispose();
    }
  });

  it('leaves nothing of an attach that is given up while the probe is on its way', async () => {
    target = await Target.start(['--inspect=0']);
    const before = await target.trace();
    const proxy = await DebugProxy.open(await target.inspector());
    try {
      const { host, port, path } = proxy.address;
      const attacher = attacherFor(config('none'));
      proxy.onCommand = (text) => {
        if (text.includes('attachBinding')) attacher.detach(owner);
      };
      await assert.rejects(attacher.attach(owner, `ws://${host}:${port}${path}`), EngineError);
      await until(() => proxy.received.length >= 6);
      await until(async () => (await target.trace()).globals.length === 0);
      assert.deepEqual(await target.trace(), before);
    } finally {
      proxy.dispose();
    }
  });

  it('leaves nothing where the probe cannot reach its engine', async () => {
    target = await Target.start(['--inspect=0']);
    const before = await target.trace();
    // There is a file, but nobody listens.
    const attacher = attacherFor({ ...config('none'), endpoint: __filename });
    await attacher.attach(owner, await target.address());
    await until(async () => (await target.trace()).globals.length === 0);
    await until(async () => (await target.trace()).threads === before.threads);
    assert.deepEqual(await target.trace(), before);
    assert.equal(await target.finish(), 0);
  });
});

function attacherFor(probeConfig: ProbeConfig): Attacher {
  return new Attacher({
    probe: join(dist, 'probe.cjs'),
    thresholdMs: 20,
    config: () => probeConfig,
    onFact: () => {},
    onClose: () => {},
    paused: () => false,
    log: () => {},
  });
}

function config(endpoint: string): ProbeConfig {
  return {
    endpoint: join(repoRoot, 'no-such-folder', endpoint),
    token: 'token',
    thresholdMs: 20,
    sentinel: join(dist, 'sentinel.cjs'),
    spool: '',
  };
}

/** Leaves a probe behind whose engine has died. */
async function abandon(target: Target, probeConfig: ProbeConfig): Promise<void> {
  const session = new InspectorSession(await connectWebSocket(await target.inspector()));
  await observeByBinding(session, true, {
    owner,
    probe: join(dist, 'probe.cjs'),
    thresholdMs: 20,
    config: probeConfig,
    paused: () => false,
    onFact: () => {},
    onClose: () => {},
    onLeave: async () => {},
  });
  session.dispose();
}
