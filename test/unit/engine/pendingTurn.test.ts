import assert from 'node:assert/strict';
import { PendingTurn } from '../../../src/engine/pendingTurn';
import { sampleFact, stackAt } from '../../fakes/facts';

describe('PendingTurn', () => {
  it('keeps every sample of an ordinary block', () => {
    const turn = new PendingTurn();
    for (let n = 0; n < 256; n++) turn.addSample(sampleFact(n, stackAt(1)));
    assert.equal(turn.samples.length, 256);
  });

  it('thins out those of an endless one: few, in order, from beginning to end', () => {
    const turn = new PendingTurn();
    const last = 100_000;
    for (let n = 1; n <= last; n++) {
      turn.addSample(sampleFact(n, stackAt(1)));
      assert.ok(turn.samples.length <= 256);
    }
    const times = turn.samples.map(({ atMs }) => atMs);
    assert.ok(times.length >= 128);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
    assert.ok(times[0]! < last / 2 && times.at(-1)! > last - 300);
  });

  it('keeps the share of each line', () => {
    const turn = new PendingTurn();
    for (let n = 0; n < 4000; n++) turn.addSample(sampleFact(n, stackAt(n < 3000 ? 1 : 2)));
    // Each stands for the time since the one before it.
    let lastMs = 0;
    let firstLineMs = 0;
    for (const { atMs, stack } of turn.samples) {
      if (stack[0]?.line0 === 0) firstLineMs += atMs - lastMs;
      lastMs = atMs;
    }
    assert.ok(Math.abs(firstLineMs / 4000 - 0.75) < 0.02, `${firstLineMs}`);
  });
});
