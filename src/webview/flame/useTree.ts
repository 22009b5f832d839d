import { useEffect, useState } from 'preact/hooks';
import { selfTimes } from '../../model/profile/callNodes';
import type { Profile } from '../../model/profile/profile';
import type { TreeAnswer } from '../profileWorkerApi';
import type { CallSpan } from './chartData';
import type { ProfileClient } from './profileClient';

/** A tree with the times of its functions, and what it is of. */
export interface ShownTree extends TreeAnswer {
  readonly inverted: boolean;
  readonly focus: number | null;
  /** null: all of the time. */
  readonly span: CallSpan | null;
}

/** The tree for what is wanted; the one before it until the worker has made it, null at first. */
export function useTree(
  client: ProfileClient,
  { nodes, samples }: Profile,
  span: CallSpan | null,
  inverted: boolean,
  focus: number | null,
): ShownTree | null {
  const [shown, setShown] = useState<ShownTree | null>(null);
  useEffect(() => {
    let over = false;
    // The worker has the calls, the page has the samples.
    const selfUs = span && selfTimes(samples, nodes.frame.length, span.fromUs, span.toUs);
    void client.tree({ selfUs, inverted, focus }).then(
      (answer) => {
        if (!over) setShown({ ...answer, inverted, focus, span });
      },
      () => undefined, // The panel is gone, and its worker with it.
    );
    return () => {
      over = true;
    };
  }, [client, span, inverted, focus]);
  return shown;
}
