import assert from 'node:assert/strict';
import { attach } from '../../../src/cli/attach';
import { parseCommandLine, type ObserveOptions } from '../../../src/cli/args';
import { EngineError } from '../../../src/shared/engineApi';
import type { TargetView } from '../../../src/shared/snapshot';
import { fakeContext } from '../../fakes/cliContext';
import { FakeEngine } from '../../fakes/engine';
import { block, report } from '../../fakes/reports';

function options(line = ''): ObserveOptions {
  const invocation = parseCommandLine([
    'attach',
    '4711',
    '--format',
    'json',
    ...line.split(' ').filter(Boolean),
  ]);
  assert.ok(invocation.kind === 'attach');
  return invocation.options;
}

const orderly = ['attach cli 4711', 'detach cli', 'report null', 'dispose'];
const view = { owner: 'cli', endedAtMs: null } as TargetView;

describe('attach', () => {
  it('detaches after --duration and reports', async () => {
    const engine = new FakeEngine();
    const context = fakeContext(engine);
    assert.equal(await attach('4711', options('--duration 1ms'), context), 0);
    assert.deepEqual(engine.calls, orderly);
    assert.equal(JSON.parse(context.out.join('')).command, null);
    assert.match(context.err.join(''), /^looplens: Observing 4711\. /);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    it(`detaches at ${signal}`, async () => {
      const engine = new FakeEngine();
      const context = fakeContext(engine);
      const attached = attach('4711', options(), context);
      setImmediate(() => context.signals.emit(signal));
      assert.equal(await attached, 0);
      assert.deepEqual(engine.calls, orderly);
      assert.deepEqual(context.signals.eventNames(), []);
    });

  it('ends when the target has ended, with its workers', async () => {
    const engine = new FakeEngine();
    const attached = attach('4711', options(), fakeContext(engine));
    engine.change({ targets: [view, { ...view, endedAtMs: 5 }] });
    setImmediate(() =>
      engine.change({
        targets: [
          { ...view, owner: null },
          { ...view, endedAtMs: 7 },
        ],
      }),
    );
    assert.equal(await attached, 0);
    assert.deepEqual(engine.calls, orderly);
  });

  it('leaves at once at a second Ctrl-C', async () => {
    const engine = new FakeEngine();
    engine.detach = () => new Promise(() => {});
    const context = fakeContext(engine);
    const attached = attach('4711', options(), context);
    setImmediate(() => {
      context.signals.emit('SIGINT');
      context.signals.emit('SIGINT');
    });
    assert.equal(await attached, 130);
  });

  it('ends with 4 and the reason where it can’t attach', async () => {
    const engine = new FakeEngine();
    engine.attach = () => Promise.reject(new EngineError('no-such-process', 'There is no process 4711.'));
    const context = fakeContext(engine);
    assert.equal(await attach('4711', options(), context), 4);
    assert.equal(context.err.join(''), 'looplens: There is no process 4711.\n');
    assert.deepEqual(engine.calls, ['dispose']);
  });

  it('heeds --fail-on', async () => {
    const engine = new FakeEngine(report({ blocks: [block({ durationMs: 300 })] }));
    assert.equal(
      await attach('4711', options('--duration 1ms --fail-on 200ms --quiet'), fakeContext(engine)),
      3,
    );
  });
});
