import assert from 'node:assert/strict';
import { figuresOf, noFigures } from '../../../src/model/loopDelay';

/** Delay of every tenth of a millisecond of the span, sorted. */
function bruteForce(wallMs: number, turns: readonly (readonly [number, number])[], q: number): number {
  const waits: number[] = [];
  for (const [busy, count] of turns) {
    for (let n = 0; n < count; n++) for (let at = 0.05; at < busy; at += 0.1) waits.push(busy - at);
  }
  while (waits.length < wallMs * 10) waits.push(0);
  return waits.sort((a, b) => a - b)[Math.floor(q * waits.length)]!;
}

describe('event-loop delay', () => {
  it('equals what events at random moments would wait', () => {
    const turns = [
      [500, 1],
      [20, 3],
      [1, 100],
    ] as const;
    const { p50Ms, p99Ms, maxMs, utilization } = figuresOf({ wallMs: 1000, idleMs: 340, turns });
    assert.ok(Math.abs(p50Ms! - bruteForce(1000, turns, 0.5)) < 0.3, `${p50Ms}`);
    assert.ok(Math.abs(p99Ms! - bruteForce(1000, turns, 0.99)) < 0.3, `${p99Ms}`);
    assert.equal(maxMs, 500);
    assert.ok(Math.abs(utilization! - 0.66) < 1e-9);
  });

  it('is 0 for a loop that waits, and unknown without a span', () => {
    assert.equal(figuresOf({ wallMs: 1000, idleMs: 1000, turns: [[0.03, 4]] }).p99Ms, 0);
    assert.deepEqual(figuresOf({ wallMs: 0, idleMs: 0, turns: [] }), noFigures);
  });
});
