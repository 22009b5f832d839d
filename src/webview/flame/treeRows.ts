import type { CallNodes, Samples } from '../../model/profile/profile';
import type { Tree } from '../../model/profile/tree';
import type { ChartCall } from './chartData';

export type SortBy = 'self' | 'total' | 'name';

/** How the rows of a tree are put into order. */
export interface Sorting {
  readonly by: SortBy;
  readonly selfOf: (node: number) => number;
  readonly totalOf: (node: number) => number;
  readonly nameOf: (node: number) => string;
}

/** Nodes of a tree that a table shows, top to bottom: the children of the root and of what is expanded. */
export function visibleRows(tree: Tree, expanded: ReadonlySet<number>, sorting: Sorting): number[] {
  const rows: number[] = [];
  const pending = sortedChildren(tree, 0, sorting).reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    rows.push(node);
    if (expanded.has(node)) pending.push(...sortedChildren(tree, node, sorting).reverse());
  }
  return rows;
}

function sortedChildren({ firstChild, childCount }: Tree, node: number, sorting: Sorting): number[] {
  const { by, selfOf, totalOf, nameOf } = sorting;
  const children = Array.from({ length: childCount[node]! }, (_, i) => firstChild[node]! + i);
  if (by === 'name') return children.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const weight = by === 'self' ? selfOf : totalOf;
  return children.sort((a, b) => (weight(b) || 0) - (weight(a) || 0) || a - b);
}

/** A node's callers within the tree, outermost first, without itself and the root. */
export function above({ parent }: Tree, node: number): number[] {
  const nodes: number[] = [];
  for (let at = parent[node]!; at > 0; at = parent[at]!) nodes.unshift(at);
  return nodes;
}

/** Functions on the way to a node, outermost first. */
export function pathTo(
  columns: { readonly parent: Int32Array; readonly frame: Uint32Array },
  node: number,
): number[] {
  const path: number[] = [];
  for (let at = node; at > 0; at = columns.parent[at]!) path.unshift(columns.frame[at]!);
  return path;
}

/** The tree's node at the end of a path; 0 where the tree doesn't have it. */
export function nodeAt({ firstChild, childCount, frame }: Tree, path: readonly number[]): number {
  let node = 0;
  for (const wanted of path) {
    const first = firstChild[node]!;
    const found = frame.subarray(first, first + childCount[node]!).indexOf(wanted);
    if (found < 0) return 0;
    node = first + found;
  }
  return node;
}

/** The first moment at which the stack began with this path; null where it never did. */
export function firstCall(nodes: CallNodes, samples: Samples, path: readonly number[]): ChartCall | null {
  const deepEnough = (node: number) => nodes.depth[node]! >= path.length;
  const known = new Map<number, number>();
  /** The call at the path's end on the way to `node`; 0 for none. */
  const endOn = (node: number): number => {
    let at = node;
    while (nodes.depth[at]! > path.length) at = nodes.parent[at]!;
    const cached = known.get(at);
    if (cached !== undefined) return cached;
    const same = pathTo(nodes, at).every((frame, i) => frame === path[i]);
    known.set(at, same ? at : 0);
    return same ? at : 0;
  };
  for (let i = 0; i < samples.node.length; i++) {
    const sampled = samples.node[i]!;
    const node = deepEnough(sampled) ? endOn(sampled) : 0;
    if (node > 0) return { node, atUs: samples.atUs[i]! };
  }
  return null;
}
