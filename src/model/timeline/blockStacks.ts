import type { ResolvedFrame, ResolvedStack, TurnEvidence } from '../evidence';
import type { Attribution } from '../attribute';
import { shares } from '../sampleShares';

/** A stack with the time of its block that it stands for: from `fromMs` to `toMs`, on the thread's clock. Innermost frame first. */
export interface TimedStack {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stack: ResolvedStack;
}

/**
 * The stacks of one block in order of time, those of looks and of wrapped calls alike. One of a call stands for the time since the
 * stack before it, those of looks as attribute.ts weighs them.
 */
export function stacksOf(
  { turn, samples, calls }: Pick<TurnEvidence, 'turn' | 'samples' | 'calls'>,
  { startMs, durationMs, category }: Pick<Attribution, 'startMs' | 'durationMs' | 'category'>,
): TimedStack[] {
  if (category === 'starved') return [];
  const endMs = startMs + durationMs;
  const taken = [
    ...samples.filter(({ seq }) => seq === turn.seq),
    ...calls.flatMap(({ stacks }) => stacks.map((stack) => ({ ...stack, askedMs: -Infinity }))),
  ]
    .map(({ askedMs, atMs, stack }) => ({
      askedMs: Math.min(askedMs, endMs),
      atMs: Math.min(atMs, endMs),
      stack: shown(stack),
    }))
    .filter(({ atMs, stack }) => stack.length > 0 && atMs >= startMs - 1);
  return shares(taken, startMs, endMs)
    .map(({ fromMs, toMs, of }) => ({ fromMs, toMs: Math.min(toMs, endMs), stack: of.stack }))
    .filter(({ fromMs, toMs }) => toMs > fromMs);
}

/** Without the frames that have neither name nor file. */
function shown(stack: ResolvedStack): ResolvedStack {
  return stack.some(isNobody) ? stack.filter((frame) => !isNobody(frame)) : stack;
}

function isNobody({ kind, frame }: ResolvedFrame): boolean {
  return kind === 'internal' && frame.functionName === '' && frame.file === '';
}
