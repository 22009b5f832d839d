import { useEffect, useMemo, useState } from 'preact/hooks';
import { selfTimes, totalTimes } from '../../model/profile/callNodes';
import { functionTimes, type FunctionTimes } from '../../model/profile/functions';
import type { Profile } from '../../model/profile/profile';
import type { Tree } from '../../model/profile/tree';
import type { CallSpan } from './chartData';
import type { ProfileClient } from './profileClient';

/** Times of a span, or of all of a profile. */
export interface SpanTimes {
  readonly functions: FunctionTimes;
  readonly totalUs: Float64Array;
  readonly wholeUs: number;
  /** null: those of the whole profile. */
  readonly selfUs: Float64Array | null;
}

export function useSpanTimes({ nodes, frames, samples }: Profile, span: CallSpan | null): SpanTimes {
  return useMemo(() => {
    const selfUs = span && selfTimes(samples, nodes.frame.length, span.fromUs, span.toUs);
    const totalUs = selfUs ? totalTimes(nodes.parent, selfUs) : nodes.totalUs;
    const functions = functionTimes(nodes, frames.length, selfUs ?? nodes.selfUs, totalUs);
    return { functions, totalUs, wholeUs: totalUs[0]!, selfUs };
  }, [nodes, span]);
}

/** A tree and what it is of. */
export interface ShownTree {
  readonly tree: Tree;
  readonly inverted: boolean;
  readonly focus: number | null;
}

/** The tree for what is wanted; the one before it until the worker has made it, null at first. */
export function useTree(
  client: ProfileClient,
  { selfUs }: SpanTimes,
  inverted: boolean,
  focus: number | null,
): ShownTree | null {
  const [shown, setShown] = useState<ShownTree | null>(null);
  useEffect(() => {
    let over = false;
    void client.tree({ selfUs: selfUs && selfUs.slice(), inverted, focus }).then(
      (tree) => {
        if (!over) setShown({ tree, inverted, focus });
      },
      () => undefined, // The panel is gone, and its worker with it.
    );
    return () => {
      over = true;
    };
  }, [client, selfUs, inverted, focus]);
  return shown;
}
