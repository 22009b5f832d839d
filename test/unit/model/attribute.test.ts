import assert from 'node:assert/strict';
import { attribute } from '../../../src/model/attribute';
import type { WatchFact } from '../../../src/shared/facts';
import { sample, stack, turn } from '../../fakes/evidence';

const own = 'own main.ts:4 handle';
const timers = 'node node:internal/timers:9 listOnTimeout';

describe('attribute', () => {
  const of = (...args: Parameters<typeof turn>) => attribute(turn(...args), 20)!;

  it('takes the line that most of the time shares, not the one that most samples do', () => {
    const samples = [
      sample(1010, stack('own main.ts:2 other')),
      sample(1020, stack('own main.ts:2 other')),
      sample(1100, stack(own)),
    ];
    const { site, category, evidence } = of(100, { samples });
    assert.equal(site?.line, 4);
    assert.deepEqual([category, evidence], ['cpu', 'stack']);
  });

  it('names the innermost own frame, and the callee that holds at least half', () => {
    const deep = (leaf: string) =>
      stack(leaf, 'dependency sax.js:9 write', 'dependency xml.js:3 parse', own, timers);
    const samples = [1010, 1020, 1030].map((at, i) => sample(at, deep(`dependency sax.js:2${i} emit${i}`)));
    const { site, culprit } = of(30, { samples });
    assert.equal(site?.functionName, 'handle');
    assert.equal(culprit?.functionName, 'write');
  });

  it('lets a wrapped call that covers enough speak first', () => {
    const stacks = [{ ms: 80, stack: stack(own, timers) }];
    const calls = [
      { kind: 'sync-io' as const, call: 'fs.readFileSync', count: 1, selfMs: 80, totalMs: 80, stacks },
    ];
    const found = of(100, { calls, samples: [sample(1099, stack('own main.ts:9 later'))] });
    assert.deepEqual(
      [found.category, found.call, found.site?.line, found.evidence],
      ['sync-io', 'fs.readFileSync', 4, 'wrapper'],
    );
    const small = of(1000, { calls, samples: [sample(1900, stack('own main.ts:9 later'))] });
    assert.deepEqual([small.category, small.site?.line], ['cpu', 9]);
  });

  it('takes one slow regular expression for the cause, not many quick ones', () => {
    const matching = (line: number) =>
      sample(1000 + line * 10, stack('internal :1 test', `own main.ts:${line} check -> re.test`, timers));
    assert.equal(
      of(40, { samples: [matching(1), sample(1040, matching(1).stack as never)] }).category,
      'regex',
    );
    assert.equal(of(40, { samples: [1, 2, 3, 4].map(matching) }).category, 'cpu');
  });

  it('knows modules that are loaded for a line of the user', () => {
    const frames = stack(
      'dependency big.js:1 ',
      'node node:internal/modules/cjs/loader:1 _load',
      own,
      timers,
    );
    assert.equal(of(50, { samples: [sample(1040, frames)] }).category, 'module-load');
  });

  it('knows microtasks that follow each other without end', () => {
    const samples = [0, 1, 1, 1].map((microtasks, i) => sample(1010 + i * 10, stack(own), { microtasks }));
    assert.equal(of(40, { samples }).category, 'microtasks');
    const timersBetween = samples.map((one) => ({ ...one, stack: stack(own, timers) }));
    assert.equal(of(40, { samples: timersBetween }).category, 'cpu');
  });

  it('says gc where collecting took more than half', () => {
    assert.equal(of(100, { gcMs: 60, samples: [sample(1050, stack(own))] }).category, 'gc');
    assert.equal(of(100, { gcMs: 40, samples: [sample(1050, stack(own))] }).category, 'cpu');
  });

  it('blames no line for a process that was stopped or starved', () => {
    const watch = (more: Partial<WatchFact>): WatchFact => ({
      ...{ t: 'watch', th: 0, seq: 1, suspendedMs: 0, starvedMs: 0, cpuMs: null, firstBusyMs: null },
      ...more,
    });
    const samples = [sample(1050, stack(own))];
    for (const more of [{ suspendedMs: 1990 }, { starvedMs: 1600 }]) {
      const { category, site } = of(2000, { samples, watch: watch(more) });
      assert.deepEqual([category, site], ['starved', null]);
    }
    assert.equal(
      of(2000, { samples, watch: watch({ starvedMs: 1200 }) }).site?.line,
      4,
      'held 800 ms by itself',
    );
  });

  it('takes out what a debugger held', () => {
    assert.equal(attribute(turn(700, { pausedMs: 695 }), 20), null);
    assert.equal(of(700, { pausedMs: 600, samples: [sample(1690, stack(own))] }).durationMs, 100);
  });

  it('says unknown where nothing is known', () => {
    const { category, site, confidence, evidence } = of(100);
    assert.deepEqual([category, site, confidence, evidence], ['unknown', null, 0, 'none']);
    assert.equal(of(100, { samples: [sample(1050, [])] }).category, 'unknown');
    assert.equal(of(100, { samples: [sample(5, stack(own))] }).site, null, 'a sample of another time');
  });

  it('names the call of a recursion rather than the head of the function that was just entered', () => {
    const frames = stack('own fib.ts:1 fib', 'own fib.ts:3 fib -> .fib', 'own fib.ts:3 fib -> .fib', own);
    assert.equal(of(50, { samples: [sample(1040, frames)] }).site?.line, 3);
  });
});
