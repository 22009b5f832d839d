import {
  lastAtMost,
  timeRectangles,
  treeRectangles,
  type Rectangles,
  type Viewport,
} from '../../model/profile/layout';
import { durationUs, type Profile } from '../../model/profile/profile';
import type { Tree } from '../../model/profile/tree';

/** A call in a chart: a node of the chart's, and a moment within the occurrence that is meant. */
export interface ChartCall {
  readonly node: number;
  readonly atUs: number;
}

export interface CallSpan {
  readonly fromUs: number;
  readonly toUs: number;
}

export type Direction = 'out' | 'in' | 'before' | 'after';

/** What a chart draws and moves through, be it in the order of time or merged. */
export interface ChartData {
  readonly endUs: number;
  readonly rows: number;
  layout(view: Viewport, out: Rectangles): void;
  /** Index of the node's function. */
  frameOf(node: number): number;
  rowOf(node: number): number;
  spanOf(call: ChartCall): CallSpan;
  /** The neighbour that way; null where there is none. */
  step(call: ChartCall, direction: Direction): ChartCall | null;
  /** The outermost call at a moment, or the one that is nearest to it; null where there is none at all. */
  at(us: number): ChartCall | null;
}

/** All calls in the order of time. */
export function timeChart({ nodes, samples }: Profile): ChartData {
  const { parent, depth, end, frame } = nodes;
  const { atUs, node: nodeOf } = samples;
  const rows = deepest(depth);
  const ancestor = (node: number, row: number): number => {
    let above = node;
    while (depth[above]! > row + 1) above = parent[above]!;
    return above;
  };
  const sampleAt = (us: number): number =>
    Math.max(0, Math.min(nodeOf.length - 1, lastAtMost(atUs, us, 0, nodeOf.length)));
  const isWithin = (sample: number, node: number): boolean => {
    const own = nodeOf[sample];
    return own !== undefined && own >= node && own < end[node]!;
  };
  const edges = ({ node, atUs: us }: ChartCall): { first: number; last: number } => {
    let first = sampleAt(us);
    let last = first;
    while (first > 0 && isWithin(first - 1, node)) first--;
    while (isWithin(last + 1, node)) last++;
    return { first, last };
  };
  const callOf = (sample: number, row: number): ChartCall | null => {
    const node = ancestor(nodeOf[sample] ?? 0, row);
    return node > 0 ? { node, atUs: atUs[sample]! } : null;
  };
  return {
    endUs: durationUs(samples),
    rows,
    layout: (view, out) => timeRectangles(samples, nodes, view, out),
    frameOf: (node) => frame[node]!,
    rowOf: (node) => depth[node]! - 1,
    spanOf(call) {
      const { first, last } = edges(call);
      return { fromUs: atUs[first]!, toUs: atUs[last + 1]! };
    },
    step(call, direction) {
      const row = depth[call.node]! - 1;
      if (direction === 'out') return row > 0 ? { node: parent[call.node]!, atUs: call.atUs } : null;
      const { first, last } = edges(call);
      if (direction === 'in') {
        for (let sample = first; sample <= last; sample++) {
          if (nodeOf[sample] !== call.node) return callOf(sample, row + 1);
        }
        return null;
      }
      // Time without stacks is passed over.
      const by = direction === 'after' ? 1 : -1;
      let sample = direction === 'after' ? last + 1 : first - 1;
      while (nodeOf[sample] === 0) sample += by;
      return nodeOf[sample] === undefined ? null : callOf(sample, row);
    },
    at(us) {
      let before = sampleAt(us);
      let after = before + 1;
      while (nodeOf[before] === 0) before--;
      while (nodeOf[after] === 0) after++;
      const isAfter =
        nodeOf[before] === undefined ||
        (nodeOf[after] !== undefined && atUs[after]! - us < us - atUs[before + 1]!);
      const nearest = isAfter ? after : before;
      return nodeOf[nearest] === undefined ? null : callOf(nearest, 0);
    },
  };
}

/** A merged tree. */
export function treeChart(tree: Tree): ChartData {
  const { parent, depth, frame, firstChild, childCount, startUs, totalUs } = tree;
  const call = (node: number): ChartCall => ({ node, atUs: startUs[node]! });
  return {
    endUs: totalUs[0]!,
    rows: deepest(depth),
    layout: (view, out) => treeRectangles(tree, view, out),
    frameOf: (node) => frame[node]!,
    rowOf: (node) => depth[node]! - 1,
    spanOf: ({ node }) => ({ fromUs: startUs[node]!, toUs: startUs[node]! + totalUs[node]! }),
    step({ node }, direction) {
      const above = parent[node]!;
      if (direction === 'out') return above > 0 ? call(above) : null;
      if (direction === 'in') return childCount[node]! > 0 ? call(firstChild[node]!) : null;
      const next = direction === 'after' ? node + 1 : node - 1;
      const first = firstChild[above]!;
      return next >= first && next < first + childCount[above]! ? call(next) : null;
    },
    at(us) {
      const last = lastAtMost(startUs, us, 1, 1 + childCount[0]!);
      return last >= 1 ? call(last) : null;
    },
  };
}

function deepest(depth: Uint16Array): number {
  let rows = 0;
  for (const own of depth) if (own > rows) rows = own;
  return rows;
}
