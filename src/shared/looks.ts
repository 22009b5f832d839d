/** Where a probe can be found in its realm. */
export const probeKey = 'looplens.probe';
/** Expression that gives a realm's probe, or undefined. */
export const probeExpression = `globalThis[Symbol.for('${probeKey}')]`;

/** A thread that has been busy for this long in one turn is looked at. */
export const firstLookMs = 8;
/** Pauses between the looks of one block, in milliseconds; the last repeats. */
const steps = [5, 6, 8, 10, 15, 20, 30, 50, 75, 100, 150, 200];

/** Pause after the look with this number, from 0. */
export function lookPauseMs(looks: number): number {
  return steps[Math.min(looks, steps.length - 1)]!;
}

/** Looks that are taken in a row while none has a stack: microtasks follow microtasks, or the loop waits. */
export const looksInFlood = 10;

/** How often a stall that lasts is told again, in milliseconds. */
export const stallEveryMs = 100;
