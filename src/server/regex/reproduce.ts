import type { AttackShape } from '../../analysis/regex/attacks';

/** A slowdown that was seen: a subject of `length` characters held the thread for `ms` or longer. */
export interface Reproduced {
  readonly degree: 'exponential' | number;
  readonly length: number;
  readonly ms: number;
}

/** Runs the expression on the attack with its pump repeated `count` times: milliseconds, or null where it failed. */
export type Run = (count: number) => Promise<number | null>;

/** At 100 ms a user feels the delay, and every other request of the process has waited as long. */
export const slowMs = 100;
/** What body parsers accept by default (Express: 100 kB). */
export const longestSubject = 100_000;
/**
 * The power of the length that time grows with: 1.0 to 1.1 for linear expressions, 1.9 to 2.1 for quadratic ones; a machine that is
 * busy with something else moves both by a few tenths.
 */
const superLinear = 1.5;
/** Exponential ones show 9 to 20 on their way to 100 ms, as that is the logarithm of their steps; polynomial ones, their degree. */
const exponential = 7;
/** Below that the clock and the call are what is measured. */
const smallestMs = 0.05;

interface Point {
  readonly count: number;
  readonly ms: number;
}

/**
 * Lengthens the attack until one run takes `slowMs`, and says so only if it does again at the same length, and far less at half
 * of it. A run that does not end is the caller's to end: it then says how long it waited.
 *
 * @returns null where nothing super-linear was seen
 */
export async function reproduce(attack: AttackShape, run: Run): Promise<Reproduced | null> {
  const fixed = attack.prefix.length + attack.suffix.length;
  const most = Math.floor((longestSubject - fixed) / attack.pump.length);
  // 1. A subject that takes long.
  const seen: Point[] = [];
  let count = Math.min(4, most);
  let ms: number | null = 0;
  for (;;) {
    ms = await run(count);
    if (ms === null) return null;
    if (ms >= slowMs || count >= most) break;
    seen.push({ count, ms });
    count = Math.min(most, Math.ceil(count * stepAfter(seen)));
  }
  if (ms < slowMs) return null;
  // 2. Again, as the machine may have been busy with something else.
  const again = await run(count);
  if (again === null || again < slowMs) return null;
  // 3. How it grew, without what was still too short to be measured.
  const shorter = Math.min(ms, again);
  const half = seen.findLast((point) => point.count <= count / 2);
  const halfMs = half ? await run(half.count) : null;
  if (!half || halfMs === null) return null;
  const before = { count: half.count, ms: Math.max(smallestMs, Math.min(half.ms, halfMs)) };
  const last = { count, ms: shorter };
  if (power(before, last) < superLinear) return null;
  const degree = slope([...seen.filter((point) => point.ms >= smallestMs), last]);
  return {
    degree: degree >= exponential ? 'exponential' : Math.max(2, Math.round(degree)),
    length: fixed + count * attack.pump.length,
    ms: shorter,
  };
}

/** How much longer the next subject is: so that it takes a bit more than `slowMs` if its time grows on as it did. */
function stepAfter(seen: readonly Point[]): number {
  const [before, last] = seen.slice(-2);
  if (!before || !last || before.ms < smallestMs || last.ms <= before.ms) return 1.4;
  const wanted = (1.2 * slowMs) / last.ms;
  return Math.min(2, Math.max(1.05, wanted ** (1 / power(before, last))));
}

function power(shorter: Point, longer: Point): number {
  return Math.log(longer.ms / shorter.ms) / Math.log(longer.count / shorter.count);
}

/** The power that fits all points best: least squares of their logarithms. */
function slope(points: readonly Point[]): number {
  const xs = points.map(({ count }) => Math.log(count));
  const ys = points.map(({ ms }) => Math.log(ms));
  const [x, y] = [mean(xs), mean(ys)];
  const across = xs.reduce((sum, value, i) => sum + (value - x) * (ys[i]! - y), 0);
  const along = xs.reduce((sum, value) => sum + (value - x) ** 2, 0);
  // One point alone: the run before it took no measurable time.
  return along === 0 ? exponential : across / along;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
