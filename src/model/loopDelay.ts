import { turnBucketMs, type LoopFact } from '../shared/facts';
import type { LoopFigures } from '../shared/report';

/**
 * Delay of a loop over a span of time: how long an event that becomes due at a random moment of it waits until the loop
 * turns. Computed from every turn, so that it is exact where a sampled histogram would miss or skew (nodejs/node#34661): in
 * a turn that is busy for b the wait is evenly spread from 0 to b, and while the loop waits for events it is 0.
 */
export interface LoopSpan {
  readonly wallMs: number;
  readonly idleMs: number;
  /** [busy time of a turn in ms, number of such turns] */
  readonly turns: readonly (readonly [number, number])[];
}

export const noFigures: LoopFigures = { p50Ms: null, p99Ms: null, maxMs: null, utilization: null };

/** What several intervals of one loop add up to. */
export function spanOf(facts: readonly LoopFact[]): LoopSpan {
  const counts = new Map<number, number>();
  let wallMs = 0;
  let idleMs = 0;
  for (const fact of facts) {
    wallMs += fact.toMs - fact.fromMs;
    idleMs += fact.idleMs;
    for (const [bucket, count] of fact.turns) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  }
  return {
    wallMs,
    idleMs,
    turns: [...counts].map(([bucket, count]) => [turnBucketMs(bucket), count] as const),
  };
}

export function figuresOf(span: LoopSpan): LoopFigures {
  const { wallMs, idleMs, turns } = span;
  if (wallMs <= 0) return noFigures;
  return {
    p50Ms: delayQuantile(span, 0.5),
    p99Ms: delayQuantile(span, 0.99),
    maxMs: turns.reduce((max, [busy]) => Math.max(max, busy), 0),
    utilization: Math.min(1, Math.max(0, 1 - idleMs / wallMs)),
  };
}

/** Smallest delay that a share `q` of all moments does not exceed. */
function delayQuantile({ wallMs, turns }: LoopSpan, q: number): number {
  // Time during which the wait is longer than x: for each turn, what of it is left once x is taken off.
  const longerThan = (x: number): number =>
    turns.reduce((sum, [busy, n]) => sum + n * Math.max(0, busy - x), 0);
  const allowed = (1 - q) * wallMs;
  if (longerThan(0) <= allowed) return 0;
  let low = 0;
  let high = turns.reduce((max, [busy]) => Math.max(max, busy), 0);
  for (let step = 0; step < 40 && high - low > 0.01; step++) {
    const middle = (low + high) / 2;
    if (longerThan(middle) > allowed) low = middle;
    else high = middle;
  }
  return high;
}
