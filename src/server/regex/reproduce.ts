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
/** Subjects that take long though half of them takes nearly as long: the machine is busy, or the expression is linear. */
const maxDoubts = 3;
/** Below that the clock and the call are what is measured. */
const smallestMs = 0.05;

interface Point {
  readonly count: number;
  readonly ms: number;
}

/**
 * Lengthens the attack until one run takes `slowMs`, does so again, and takes far less at half of that length; a machine that is
 * busy with something else shows one of these without the others. A run that does not end is the caller's to end: it then says
 * how long it waited.
 *
 * @returns null where nothing super-linear was seen
 */
export async function reproduce(attack: AttackShape, run: Run): Promise<Reproduced | null> {
  const fixed = attack.prefix.length + attack.suffix.length;
  const most = Math.max(1, Math.floor((longestSubject - fixed) / attack.pump.length));
  const seen: Point[] = [];
  let doubts = 0;
  for (let count = 1; ; count = Math.min(most, Math.ceil(count * stepAfter(seen)))) {
    // 1. A subject that takes long, and not only once.
    const first = await run(count);
    const ms = first !== null && first >= slowMs ? least(first, await run(count)) : first;
    if (ms === null) return null;
    const last = { count, ms };
    // 2. How it grew, without what was still too short to be measured.
    const half = seen.findLast((point) => point.count <= count / 2);
    if (ms >= slowMs && half) {
      const halfMs = least(half.ms, await run(half.count));
      if (halfMs === null) return null;
      if (power({ count: half.count, ms: Math.max(smallestMs, halfMs) }, last) >= superLinear)
        return {
          degree: degreeOf([...seen.filter((point) => point.ms >= smallestMs), last]),
          length: fixed + count * attack.pump.length,
          ms,
        };
    }
    if (ms >= slowMs) doubts++;
    if (count >= most || doubts > maxDoubts) return null;
    seen.push(last);
  }
}

function least(a: number, b: number | null): number | null {
  return b === null ? null : Math.min(a, b);
}

function degreeOf(points: readonly Point[]): Reproduced['degree'] {
  const steepness = slope(points);
  if (steepness >= exponential) return 'exponential';
  // A busy machine makes single runs longer, the long ones above all: what most pairs of runs say is less than what all say together.
  const powers = points.flatMap((longer, at) => points.slice(0, at).map((shorter) => power(shorter, longer)));
  return Math.max(2, Math.round(Math.min(steepness, median(powers))));
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

/** Infinity for none. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Infinity;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
