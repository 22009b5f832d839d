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

/**
 * Lengthens the attack until one run takes `slowMs`, and says so only if it does again at the same length, and far less at half
 * of it. A run that does not end is the caller's to end: it then says how long it waited.
 *
 * @returns null where nothing super-linear was seen
 */
export async function reproduce(attack: AttackShape, run: Run): Promise<Reproduced | null> {
  const fixed = attack.prefix.length + attack.suffix.length;
  const most = Math.floor((longestSubject - fixed) / attack.pump.length);
  // 1. The shortest subject that takes long.
  const seen: { readonly count: number; readonly ms: number }[] = [];
  let count = Math.min(4, most);
  let ms: number | null = 0;
  for (;;) {
    ms = await run(count);
    if (ms === null) return null;
    if (ms >= slowMs || count >= most) break;
    seen.push({ count, ms });
    // Small steps once it takes measurable time: an exponential one takes some ten times as long with each.
    count = Math.min(most, Math.ceil(count * (ms < 1 ? 1.4 : 1.15)));
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
  if (power(half.count, Math.max(smallestMs, Math.min(half.ms, halfMs)), count, shorter) < superLinear)
    return null;
  const degree = slope([...seen.filter((point) => point.ms >= smallestMs), { count, ms: shorter }]);
  return {
    degree: degree >= exponential ? 'exponential' : Math.max(2, Math.round(degree)),
    length: fixed + count * attack.pump.length,
    ms: shorter,
  };
}

function power(count: number, ms: number, longerCount: number, longerMs: number): number {
  return Math.log(longerMs / ms) / Math.log(longerCount / count);
}

/** The power that fits all points best: least squares of their logarithms. */
function slope(points: readonly { readonly count: number; readonly ms: number }[]): number {
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
