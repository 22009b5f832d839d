import { totalTimes } from './callNodes';
import { outermost } from './functions';
import type { CallNodes } from './profile';
import { TreeBuilder } from './treeBuilder';

/**
 * Calls of the same function by the same callers in one, heaviest first: the merged flame is drawn from it and the table lists
 * it. Node 0 is the root; children of a node lie side by side, [firstChild, firstChild + childCount), heaviest first. All
 * columns have the same length, times are microseconds.
 */
export interface Tree {
  readonly size: number;
  readonly parent: Int32Array;
  /** Index into the profile's frames; that of the root means nothing. */
  readonly frame: Uint32Array;
  readonly depth: Uint16Array;
  readonly firstChild: Uint32Array;
  readonly childCount: Uint32Array;
  readonly selfUs: Float64Array;
  readonly totalUs: Float64Array;
  /** Where its rectangle begins, left-heavy: siblings side by side from the left of their parent. */
  readonly startUs: Float64Array;
  /** Callers further out were left out: there are too many. */
  readonly cut: boolean;
}

export interface TreeQuery {
  /** Self times of the nodes, where not those of the whole profile are wanted. */
  readonly selfUs: Float64Array | null;
  /** Only what this function called, or with `inverted` who called it. */
  readonly focus: number | null;
  /** Callers below callees: each function with its self time, below it who called it. */
  readonly inverted: boolean;
}

/** Most nodes of an inverted tree: it may have as many as the profile's nodes times their depth. */
export const maxInverted = 1_000_000;

/** The tree that answers `query`. */
export function treeOf(nodes: CallNodes, frameCount: number, { selfUs, focus, inverted }: TreeQuery): Tree {
  const self = selfUs ?? nodes.selfUs;
  const total = selfUs ? totalTimes(nodes.parent, selfUs) : nodes.totalUs;
  const builder = new TreeBuilder(nodes.frame.length, frameCount);
  if (inverted) return callers(builder, nodes, self, total, focus, frameCount);
  return callees(builder, nodes, self, total, focus, frameCount);
}

function callees(
  builder: TreeBuilder,
  nodes: CallNodes,
  self: Float64Array,
  total: Float64Array,
  focus: number | null,
  frameCount: number,
): Tree {
  const { frame, end } = nodes;
  const childrenOf = (parent: number): void => {
    for (let child = parent + 1; child < end[parent]!; child = end[child]!) {
      if (total[child]! > 0) builder.add(frame[child]!, child, total[child]!, self[child]!);
    }
  };
  // 1. The root's.
  builder.begin(0);
  if (focus === null) childrenOf(0);
  else {
    const outer = outermost(nodes, frameCount);
    for (let node = 1; node < frame.length; node++) {
      if (outer[node] && frame[node] === focus && total[node]! > 0) {
        builder.add(focus, node, total[node]!, self[node]!);
      }
    }
  }
  builder.finish();
  // 2. Those of all others, in the order in which they came about.
  for (let at = 1; at < builder.size; at++) {
    builder.begin(at);
    builder.members(at, childrenOf);
    builder.finish();
  }
  return builder.done(false);
}

function callers(
  builder: TreeBuilder,
  nodes: CallNodes,
  self: Float64Array,
  total: Float64Array,
  focus: number | null,
  frameCount: number,
): Tree {
  const { frame, parent } = nodes;
  const weight = focus === null ? self : total;
  /** How far out each node that has weight has been followed. */
  const cursor = new Int32Array(frame.length);
  const outer = focus === null ? null : outermost(nodes, frameCount);
  builder.begin(0);
  for (let node = 1; node < frame.length; node++) {
    if (!(weight[node]! > 0) || (outer && !(outer[node] && frame[node] === focus))) continue;
    cursor[node] = node;
    builder.add(frame[node]!, node, weight[node]!, 0);
  }
  builder.finish();
  let cut = false;
  for (let at = 1; at < builder.size; at++) {
    if (builder.size > maxInverted) {
      cut = true;
      break;
    }
    builder.begin(at);
    builder.members(at, (node) => {
      const above = parent[cursor[node]!]!;
      cursor[node] = above;
      if (above > 0) builder.add(frame[above]!, node, weight[node]!, 0);
    });
    builder.finish();
  }
  return builder.done(cut);
}
