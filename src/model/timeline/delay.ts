/**
 * A stretch of time in which the loop could not turn, cut to one row: `count` turns, each of which had lasted for `fromMs`
 * when it began to count here, and for `toMs` when it ended, or the row did.
 */
export interface BusyPiece {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/** How long the loop had not turned, at a random moment of `wallMs`: the same figures as model/loopDelay.ts where turns are whole. */
export function delayAt(pieces: readonly BusyPiece[], wallMs: number, share: number): number {
  const longerThan = (ms: number): number =>
    pieces.reduce(
      (sum, { fromMs, toMs, count }) => sum + count * Math.max(0, toMs - Math.max(fromMs, ms)),
      0,
    );
  const allowed = (1 - share) * wallMs;
  if (longerThan(0) <= allowed) return 0;
  let low = 0;
  let high = longestOf(pieces);
  for (let step = 0; step < 40 && high - low > 0.01; step++) {
    const middle = (low + high) / 2;
    if (longerThan(middle) > allowed) low = middle;
    else high = middle;
  }
  return high;
}

export function longestOf(pieces: readonly BusyPiece[]): number {
  return pieces.reduce((longest, { toMs }) => Math.max(longest, toMs), 0);
}
