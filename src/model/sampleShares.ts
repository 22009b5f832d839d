/** When a stack was asked for, and when the thread served it. */
interface Taken {
  readonly askedMs: number;
  readonly atMs: number;
}

/** What a stack stands for in its block. */
export interface Share<T> {
  readonly fromMs: number;
  readonly toMs: number;
  readonly of: T;
}

/**
 * Parts a block among its stacks, in order of time. A stack stands for the time since it was asked for, as nothing could interrupt
 * the thread until it was served, and for half of the time to its neighbours: what ran between two of them is not known. An observer
 * that has to wait for a processor asks when the line that blocks is over; by the time since the stack before, the next line would
 * have the whole of it. What comes after the last is the last's, as long as it is no longer than the gap before it.
 */
export function shares<T extends Taken>(taken: readonly T[], startMs: number, endMs: number): Share<T>[] {
  const ordered = [...taken].sort((a, b) => a.atMs - b.atMs);
  const from = ordered.map(({ askedMs }, index) => {
    const before = ordered[index - 1];
    return before ? before.atMs + Math.max(0, askedMs - before.atMs) / 2 : startMs;
  });
  return ordered.map((of, index) => {
    const gapMs = of.atMs - (ordered[index - 1]?.atMs ?? startMs);
    const after = Math.max(of.atMs, Math.min(endMs, of.atMs + gapMs));
    return { fromMs: from[index]!, toMs: from[index + 1] ?? after, of };
  });
}
