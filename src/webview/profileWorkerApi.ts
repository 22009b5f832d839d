import type { Profile } from '../model/profile/profile';
import type { Tree, TreeQuery } from '../model/profile/tree';
import type { StackSamples } from '../shared/timeline';

/** What the worker that reads profiles is asked. It holds one profile: a new one has a worker of its own. */
export interface ProfileWorkerRequests {
  /** The next bytes of a `.cpuprofile`. `size`: of the whole file, where it is known. */
  bytes: { params: { readonly bytes: Uint8Array; readonly size: number | null }; result: null };
  /** Reads the file whose bytes have all come. */
  parse: { params: null; result: Profile };
  stacks: { params: StackSamples; result: Profile };
  /** A tree of the profile that was read last. */
  tree: { params: TreeQuery; result: Tree };
}

export type ProfileWorkerEvents = Record<never, never>;
