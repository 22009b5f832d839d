import assert from 'node:assert/strict';
import { figuresOf, noFigures, spanOf } from '../../../src/model/loopDelay';
import { turnBucket, turnBucketMs, type LoopFact } from '../../../src/shared/facts';

type Turns = readonly (readonly [busyMs: number, count: number])[];

const stepMs = 0.05;

/** Delay of events that become due every 0.05 ms of the span, sorted; what the turns leave of it is waiting. */
function bruteForce(wallMs: number, turns: Turns, q: number): number {
  const waits: number[] = [];
  for (const [busy, count] of turns) {
    for (let n = 0; n < count; n++) for (let at = stepMs / 2; at < busy; at += stepMs) waits.push(busy - at);
  }
  while (waits.length < wallMs / stepMs) waits.push(0);
  return waits.sort((a, b) => a - b)[Math.ceil(q * waits.length) - 1]!;
}

function loop(fromMs: number, toMs: number, busyMs: readonly number[], idleMs = 0): LoopFact {
  const turns = busyMs.map((ms) => [turnBucket(ms), 1] as const);
  return { t: 'loop', th: 0, fromMs, toMs, idleMs, turns, gc: [0, 0, 0] };
}

describe('event-loop delay', () => {
  const spans: Record<string, { wallMs: number; turns: Turns }> = {
    'one block among short turns': {
      wallMs: 1000,
      turns: [
        [500, 1],
        [20, 3],
        [1, 100],
      ],
    },
    'a block that is the whole second': { wallMs: 1000, turns: [[1000, 1]] },
    'many middling turns': {
      wallMs: 1000,
      turns: [
        [9, 60],
        [14, 20],
      ],
    },
    'a block of less than a hundredth': {
      wallMs: 1000,
      turns: [
        [8, 1],
        [0.03, 5000],
      ],
    },
    'six seconds with three blocks': {
      wallMs: 6000,
      turns: [
        [150, 2],
        [900, 1],
        [2, 800],
      ],
    },
  };
  for (const [title, { wallMs, turns }] of Object.entries(spans)) {
    it(`equals what events at all moments wait: ${title}`, () => {
      const { p50Ms, p99Ms, maxMs } = figuresOf({ wallMs, idleMs: 0, turns });
      for (const [figure, q] of [
        [p50Ms, 0.5],
        [p99Ms, 0.99],
      ] as const) {
        const expected = bruteForce(wallMs, turns, q);
        assert.ok(Math.abs(figure! - expected) <= 2 * stepMs, `q ${q}: ${figure} for ${expected}`);
      }
      assert.equal(maxMs, Math.max(...turns.map(([busy]) => busy)));
    });
  }

  it('is 0 for a loop that waits, and unknown without a span', () => {
    const idle = figuresOf({ wallMs: 1000, idleMs: 1000, turns: [[0.03, 4]] });
    assert.deepEqual([idle.p99Ms, idle.utilization], [0, 0]);
    assert.deepEqual(figuresOf({ wallMs: 0, idleMs: 0, turns: [] }), noFigures);
    assert.deepEqual(figuresOf(spanOf([])), noFigures);
    assert.deepEqual(figuresOf({ wallMs: -5, idleMs: 0, turns: [[30, 1]] }), noFigures, 'a clock set back');
  });

  it('keeps utilization within 0 and 1, whatever the clocks say', () => {
    const of = (idleMs: number) => figuresOf({ wallMs: 1000, idleMs, turns: [] }).utilization;
    assert.deepEqual([of(250), of(1200), of(-1)], [0.75, 0, 1]);
  });

  it('adds intervals up', () => {
    const span = spanOf([loop(0, 250, [100, 1], 149), loop(250, 500, [100], 150)]);
    assert.deepEqual([span.wallMs, span.idleMs], [500, 299]);
    assert.deepEqual(
      new Map(span.turns),
      new Map([
        [turnBucketMs(turnBucket(100)), 2],
        [turnBucketMs(turnBucket(1)), 1],
      ]),
    );
  });

  it('does not exceed the truth by more than a bucket’s width', () => {
    const { maxMs } = figuresOf(spanOf([loop(0, 1000, [100])]));
    assert.ok(maxMs! > 100 / 1.1 && maxMs! < 100 * 1.1, `${maxMs}`);
  });
});
