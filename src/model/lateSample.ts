import type { SampleEvidence } from './evidence';

/** From this delay on, a sample was served so late that the thread must have been in native code. */
export const nativeLagMs = 12;

/**
 * A thread serves a look on entry to a function and at the end of a loop's round. Where it was late to serve one on entry, the time
 * went into native code that had returned before: not into the function that was entered. `awayMs`: how long the thread may
 * have been kept from serving it by others, or by garbage collection.
 */
export function beforeEntry<T extends SampleEvidence>(sample: T, awayMs: number): T {
  const { stack, atMs, askedMs } = sample;
  if (atMs - askedMs - awayMs < nativeLagMs) return sample;
  const leaf = stack.findIndex(({ kind }) => kind !== 'internal');
  if (!stack[leaf]?.atHead) return sample;
  const rest = stack.slice(leaf + 1);
  const hasCode = rest.some(({ kind }) => kind === 'own' || kind === 'dependency');
  return hasCode ? { ...sample, stack: rest, afterNative: true } : sample;
}
