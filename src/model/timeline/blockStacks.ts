import type { ResolvedFrame, ResolvedStack, TurnEvidence } from '../evidence';
import type { Attribution } from '../attribute';

/** A stack with the time of its block that it stands for: from `fromMs` to `toMs`, on the thread's clock. Innermost frame first. */
export interface TimedStack {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stack: ResolvedStack;
}

/**
 * The stacks of one block in order of time, those of looks and of wrapped calls alike. Each stands for the time since the one
 * before it, as attribute.ts weighs them: a stack is served late rather than early. What comes after the last is the last's,
 * as long as it is no longer than the gap before it; the rest of it nobody knows.
 */
export function stacksOf(
  { turn, samples, calls }: Pick<TurnEvidence, 'turn' | 'samples' | 'calls'>,
  { startMs, durationMs, category }: Pick<Attribution, 'startMs' | 'durationMs' | 'category'>,
): TimedStack[] {
  if (category === 'starved') return [];
  const endMs = startMs + durationMs;
  const taken = [...samples.filter(({ seq }) => seq === turn.seq), ...calls.flatMap(({ stacks }) => stacks)]
    .map(({ atMs, stack }) => ({ atMs, stack: shown(stack) }))
    .filter(({ atMs, stack }) => stack.length > 0 && atMs >= startMs - 1)
    .sort((a, b) => a.atMs - b.atMs);
  const timed: TimedStack[] = [];
  let fromMs = startMs;
  for (const { atMs, stack } of taken) {
    const toMs = Math.min(Math.max(atMs, fromMs), endMs);
    if (toMs > fromMs) timed.push({ fromMs, toMs, stack });
    fromMs = toMs;
  }
  const last = timed.at(-1);
  if (last && last.toMs < endMs) {
    const gapMs = last.toMs - last.fromMs;
    timed[timed.length - 1] = { ...last, toMs: Math.min(endMs, last.toMs + gapMs) };
  }
  return timed;
}

/** Without the frames that have neither name nor file. */
function shown(stack: ResolvedStack): ResolvedStack {
  return stack.some(isNobody) ? stack.filter((frame) => !isNobody(frame)) : stack;
}

function isNobody({ kind, frame }: ResolvedFrame): boolean {
  return kind === 'internal' && frame.functionName === '' && frame.file === '';
}
