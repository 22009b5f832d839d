import { rowMs } from '../../shared/timeline';
import { figureNames, type FigureName, type ThreadData } from './timelineData';
import { lowerBound } from './growing';
import type { Viewport } from './viewport';

/** Figures of some seconds; NaN where one is not known. `atMs` is their end. */
export interface FigureRow {
  readonly atMs: number;
  readonly figures: Readonly<Record<FigureName, number>>;
}

/** Of several seconds: what counts is the mean of a share, the sum of time, the highest of all else. */
const means: readonly FigureName[] = ['utilization', 'cpu'];
const sums: readonly FigureName[] = ['gcMs'];

/** The seconds of a span, several in a row where there would be more than `most`. */
export function figureRows(
  thread: ThreadData,
  { fromMs, toMs }: Viewport,
  most: number,
): { readonly rows: readonly FigureRow[]; readonly secondsEach: number } {
  const times = thread.atMs.values;
  // A row has the second before its time.
  const first = lowerBound(times, fromMs + 1);
  const end = endIn(thread, toMs);
  const secondsEach = Math.max(1, Math.ceil((end - first) / most));
  const rows: FigureRow[] = [];
  for (let at = first; at < end; at += secondsEach) {
    const last = Math.min(at + secondsEach, end);
    const figures = figureNames.map((name) => [
      name,
      merged(name, thread.figures[name].values.subarray(at, last)),
    ]);
    rows.push({ atMs: times[last - 1]!, figures: Object.fromEntries(figures) as FigureRow['figures'] });
  }
  return { rows, secondsEach };
}

/** The row with a moment in its second, or for null the last of a span; -1 where nothing was measured then. */
export function rowAt(thread: ThreadData, ms: number | null, { fromMs, toMs }: Viewport): number {
  const times = thread.atMs.values;
  if (ms === null) {
    const last = endIn(thread, toMs) - 1;
    return last >= 0 && times[last]! > fromMs ? last : -1;
  }
  const at = lowerBound(times, ms);
  return at < times.length && times[at]! - rowMs <= ms ? at : -1;
}

/** Rows whose second begins before a moment: the second that it lies in counts. */
function endIn({ atMs }: ThreadData, toMs: number): number {
  return lowerBound(atMs.values, toMs + rowMs);
}

function merged(name: FigureName, values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return NaN;
  if (!means.includes(name) && !sums.includes(name)) return Math.max(...known);
  const sum = known.reduce((total, value) => total + value, 0);
  return sums.includes(name) ? sum : sum / known.length;
}
