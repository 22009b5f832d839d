import type { CallEvidence, ResolvedFrame, ResolvedStack, WeightedStack } from './evidence';

/** Calls that run code of the program's own: `toJSON`, getters, replacers and revivers. */
const callBack = new Set(['json']);

/**
 * Wrapped calls without the time in which they ran the program's code: that is seen by looks, on stacks that go on from the line
 * of the call, and it has lines of its own.
 */
export function withoutCalledBack(
  calls: readonly CallEvidence[],
  samples: readonly WeightedStack[],
): readonly CallEvidence[] {
  return calls.map((call) => {
    if (!callBack.has(call.kind)) return call;
    const places = new Set(call.stacks.map(({ stack }) => placeKey(stack[leafOf(stack)])));
    const insideMs = samples
      .filter(({ stack }) => runsInside(stack, places))
      .reduce((sum, { ms }) => sum + ms, 0);
    return insideMs === 0 ? call : { ...call, selfMs: Math.max(0, call.selfMs - insideMs) };
  });
}

/** Whether code runs in a call that stands at one of `places`; entered only, it is the call that has run until then. */
function runsInside(stack: ResolvedStack, places: ReadonlySet<string>): boolean {
  const at = stack.findIndex((frame) => places.has(placeKey(frame)));
  const inner = stack.slice(0, Math.max(0, at)).filter(isCode);
  return inner.length > 1 || inner[0]?.atHead === false;
}

function leafOf(stack: ResolvedStack): number {
  return stack.findIndex(isCode);
}

function isCode({ kind }: ResolvedFrame): boolean {
  return kind === 'own' || kind === 'dependency';
}

function placeKey(frame: ResolvedFrame | undefined): string {
  return frame ? `${frame.frame.file}:${frame.frame.line}:${frame.frame.column}` : '';
}
