import assert from 'node:assert/strict';
import { DelayHistory } from '../../../src/host/delayHistory';
import type { TargetView } from '../../../src/shared/snapshot';
import { emptySnapshot } from '../../fakes/engine';

const observed = (p99Ms: number | null, id = 't1', endedAtMs: number | null = null) =>
  ({ id, endedAtMs, lastSecond: { p50Ms: 0, p99Ms, maxMs: p99Ms, utilization: 0 } }) as TargetView;

describe('DelayHistory', () => {
  let history: DelayHistory;
  beforeEach(() => (history = new DelayHistory()));
  const hear = (nowMs: number, ...targets: TargetView[]) =>
    history.accept({ ...emptySnapshot, targets }, nowMs);

  it('has a bar for each second, the higher the longer its worst delay', () => {
    for (const [second, ms] of [0, 3, 7, 15, 30, 70, 150, 5000].entries()) hear(second * 1000, observed(ms));
    assert.equal(history.sparkline('t1'), '▁▂▃▄▅▆▇█');
    hear(7900, observed(0));
    assert.equal(history.sparkline('t1'), '▁▂▃▄▅▆▇█', 'of one second the worst counts');
  });

  it('goes back one minute', () => {
    for (let second = 0; second < 200; second++) hear(second * 1000, observed(second < 140 ? 500 : 0));
    assert.equal(history.sparkline('t1'), '▁'.repeat(60));
  });

  it('has none for seconds in which nothing was measured, and for threads that have ended', () => {
    hear(0, observed(null), observed(1, 't2'));
    hear(1000, observed(1), observed(1, 't2', 900));
    assert.deepEqual([history.sparkline('t1'), history.sparkline('t2')], ['▁', '']);
  });
});
