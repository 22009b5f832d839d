import type { FunctionTimes } from '../model/profile/functions';
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
  /** A tree of the profile that was read last, and the times of its functions. */
  tree: { params: TreeQuery; result: TreeAnswer };
}

export interface TreeAnswer {
  readonly tree: Tree;
  /** By the query's self times, whatever its focus is. */
  readonly functions: FunctionTimes;
  readonly wholeUs: number;
}

export type ProfileWorkerEvents = Record<never, never>;
