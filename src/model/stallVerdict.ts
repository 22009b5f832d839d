import type { CallKind } from '../shared/facts';
import type { Stall } from '../shared/snapshot';
import { categoryOfKind, causeOfSamples } from './attribute';
import type { ResolvedStack, SampleEvidence } from './evidence';
import { heaviestPath } from './heaviestPath';

/** What can be said of a block while it lasts: the call it is in, or the line that its looks so far share. */
export function stallVerdict(
  call: { readonly kind: CallKind; readonly call: string; readonly stack: ResolvedStack | null } | null,
  samples: readonly SampleEvidence[],
): Pick<Stall, 'category' | 'call' | 'site' | 'culprit' | 'stack'> {
  const stacks = call?.stack
    ? [{ ms: 1, stack: call.stack }]
    : samples.filter(({ stack }) => stack.length > 0).map(({ stack }) => ({ ms: 1, stack }));
  const path = heaviestPath(stacks);
  const cause = call
    ? { category: categoryOfKind[call.kind], call: call.call }
    : samples.length > 0
      ? causeOfSamples(samples)
      : { category: 'unknown' as const, call: null };
  return {
    ...cause,
    site: path?.site?.frame ?? null,
    culprit: path?.culprit?.frame ?? null,
    stack: path?.stack.map(({ frame }) => frame) ?? [],
  };
}
