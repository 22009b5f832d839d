import type { ProfileNote, Samples } from './profile';

/** Times of a `.cpuprofile`, as they stand there. NaN and 0 length for what it doesn't say. */
export interface RawTimes {
  /** Microseconds of V8's clock. */
  readonly startUs: number;
  readonly endUs: number;
  /** Of each sample, since the one before; the first since the start. */
  readonly deltas: Float64Array;
  /** Of each sample, on V8's clock: what older files have instead. */
  readonly stamps: Float64Array;
}

/** What one sample is taken to last when nothing tells: V8's default. */
const defaultIntervalUs = 1000;

/** Share of samples that V8 writes late in any recording of a busy machine. */
const usual = 0.01;

/**
 * Columns of samples from those of a file. As V8 and Chrome DevTools have it, `deltas[i]` lies before sample i, which then
 * lasts until the next one: the first delta is nobody's. Negative deltas are summed up like all others, and the samples
 * are then put into the order of their times, as DevTools does (V8's own thread writes them late where code ran meanwhile).
 * The last sample lasts to the end of the profile, or as long as an average one where that is not told. Samples that have no
 * time, as in a file that was cut off, last no time: what went on until the end is not known.
 */
export function sampleTimes(node: Uint32Array, times: RawTimes, notes: ProfileNote[]): Samples {
  const count = node.length;
  if (count === 0) return { atUs: new Float64Array(1), node };
  let atUs = clock(count, times, notes);
  let backwards = 0;
  for (let i = 1; i < count; i++) if (atUs[i]! < atUs[i - 1]!) backwards++;
  let ordered = node;
  if (backwards > 0) {
    if (backwards > count * usual) notes.push({ id: 'backwards', count: backwards });
    const order = new Uint32Array(count).map((_, i) => i).sort((a, b) => atUs[a]! - atUs[b]! || a - b);
    ordered = node.map((_, i) => node[order[i]!]!);
    const sorted = new Float64Array(count);
    order.forEach((from, to) => (sorted[to] = atUs[from]!));
    atUs = sorted;
  }
  const zero = atUs[0]!;
  const last = atUs[count - 1]!;
  const end = endOf(count, times, zero, last);
  const columns = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) columns[i] = atUs[i]! - zero;
  columns[count] = end - zero;
  return { atUs: columns, node: ordered };
}

/** The last sample lasts until then. */
function endOf(count: number, times: RawTimes, zero: number, last: number): number {
  const given = givenTimes(times);
  if (given > 0 && given < count) return last;
  const wholeUs = times.endUs - times.startUs;
  if (wholeUs >= last) return wholeUs;
  return last + (count > 1 ? (last - zero) / (count - 1) : defaultIntervalUs);
}

/** Microseconds of each sample since the start, as the file has it; those without a time come after all others. */
function clock(count: number, times: RawTimes, notes: ProfileNote[]): Float64Array {
  const { startUs, endUs, deltas, stamps } = times;
  const atUs = new Float64Array(count);
  const given = givenTimes(times);
  if (given === 0) {
    notes.push({ id: 'no-times' });
    const interval = endUs > startUs ? (endUs - startUs) / count : defaultIntervalUs;
    return atUs.map((_, i) => i * interval);
  }
  if (given !== count) notes.push({ id: 'lengths-differ', count: Math.abs(given - count) });
  const zero = Number.isFinite(startUs) ? startUs : (stamps[0] ?? 0);
  let now = 0;
  let odd = false;
  for (let i = 0; i < count; i++) {
    // The last that has a time lasts as long as an average one.
    if (i === given) now += given > 1 ? (now - atUs[0]!) / (given - 1) : defaultIntervalUs;
    if (deltas.length > 0) now += finite(deltas[i]);
    else now = i < given ? finite(stamps[i]! - zero) : now;
    odd ||= i < given && !Number.isFinite(deltas.length > 0 ? deltas[i] : stamps[i]);
    atUs[i] = now;
  }
  if (odd) notes.push({ id: 'times-mended' });
  return atUs;
}

/** How many samples the file has a time for. */
function givenTimes({ deltas, stamps }: RawTimes): number {
  return deltas.length > 0 ? deltas.length : stamps.length;
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}
