import { useMemo } from 'preact/hooks';
import { selfTimes, totalTimes } from '../../model/profile/callNodes';
import type { Profile } from '../../model/profile/profile';
import { matchedUs, matchFrames, occurrences, outermostMatch, treeMatches } from '../../model/profile/search';
import type { Tree } from '../../model/profile/tree';
import type { CallSpan, ChartCall } from './chartData';

/** What a search found. */
export interface Found {
  /** 1 for each function that matches. */
  readonly matches: Uint8Array;
  readonly functions: number;
  /** Time of what matches. */
  readonly us: number;
  /** Places to go through, in order. */
  readonly count: number;
  place(index: number): ChartCall;
}

/**
 * null while nothing is searched for. `tree`: places are its nodes; null: they are moments, in the order of time. `span`: the
 * only time that counts, null for all.
 */
export function useSearch(
  profile: Profile,
  span: CallSpan | null,
  text: string,
  tree: Tree | null,
): Found | null {
  const { frames, nodes, samples } = profile;
  const matches = useMemo(() => matchFrames(frames, text), [frames, text]);
  const outermost = useMemo(() => matches && outermostMatch(nodes, matches), [nodes, matches]);
  return useMemo(() => {
    if (!matches || !outermost) return null;
    const totalUs = span
      ? totalTimes(nodes.parent, selfTimes(samples, nodes.frame.length, span.fromUs, span.toUs))
      : nodes.totalUs;
    const functions = matches.reduce((sum, match) => sum + match, 0);
    const common = { matches, functions, us: matchedUs(nodes, outermost, totalUs) };
    if (tree) {
      const found = treeMatches(tree, matches);
      return {
        ...common,
        count: found.length,
        place: (index) => ({ node: found[index]!, atUs: tree.startUs[found[index]!]! }),
      };
    }
    const found = occurrences(samples, outermost);
    return {
      ...common,
      count: found.length,
      place(index) {
        const sample = found[index]!;
        return { node: outermost[samples.node[sample]!]!, atUs: samples.atUs[sample]! };
      },
    };
  }, [matches, outermost, tree, span]);
}
