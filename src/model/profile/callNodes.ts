import type { CallNodes, Samples } from './profile';

/** Calls as a file has them, in any order: `parent` -1 for those that nobody called. */
export interface LooseNodes {
  readonly frame: Uint32Array;
  readonly parent: Int32Array;
}

/** Nodes in preorder, without times yet, and where each of the loose ones went. */
export interface Ordered {
  readonly nodes: CallNodes;
  readonly place: Uint32Array;
  /** Parents went in a circle, and one was cut. */
  readonly mended: boolean;
}

/**
 * Puts calls into preorder below a root of their own. `skipRoot` is a loose node that is the file's own root: its children
 * become the root's, and its own place is 0.
 */
export function inOrder({ frame, parent }: LooseNodes, skipRoot: number): Ordered {
  const count = frame.length;
  // 1. Children of each, first to last; those of nobody in `count`.
  const first = new Int32Array(count + 1).fill(-1);
  const next = new Int32Array(count).fill(-1);
  for (let node = count - 1; node >= 0; node--) {
    if (node === skipRoot) continue;
    const above = parent[node]! < 0 || parent[node] === skipRoot ? count : parent[node]!;
    next[node] = first[above]!;
    first[above] = node;
  }
  // 2. Depth first.
  const nodes = emptyNodes(1 + count - (skipRoot >= 0 ? 1 : 0));
  const place = new Uint32Array(count);
  let size = 1;
  const visit = (top: number): void => {
    // Walks by `first`, `next` and the way back up: no stack that could overflow.
    let node = top;
    let above = 0;
    while (node >= 0) {
      const at = size++;
      place[node] = at;
      nodes.parent[at] = above;
      nodes.frame[at] = frame[node]!;
      nodes.depth[at] = Math.min(nodes.depth[above]! + 1, 0xffff);
      if (first[node]! >= 0) {
        above = at;
        node = first[node]!;
        continue;
      }
      while (node !== top && next[node]! < 0) {
        node = parent[node]!;
        above = nodes.parent[place[node]!]!;
      }
      node = node === top ? -1 : next[node]!;
    }
  };
  for (let node = first[count]!; node >= 0; node = next[node]!) visit(node);
  // 3. What is in a circle was not reached: it is cut at its first node.
  let mended = false;
  for (let node = 0; node < count && size < nodes.frame.length; node++) {
    if (place[node] !== 0 || node === skipRoot) continue;
    mended = true;
    unlink(first, next, parent[node]!, node);
    visit(node);
  }
  for (let node = size - 1; node >= 0; node--) {
    nodes.end[node] = Math.max(nodes.end[node]!, node + 1);
    if (node > 0) {
      const above = nodes.parent[node]!;
      nodes.end[above] = Math.max(nodes.end[above]!, nodes.end[node]!);
    }
  }
  return { nodes, place, mended };
}

function unlink(first: Int32Array, next: Int32Array, parent: number, node: number): void {
  if (first[parent] === node) {
    first[parent] = next[node]!;
    return;
  }
  for (let child = first[parent]!; child >= 0; child = next[child]!) {
    if (next[child] === node) next[child] = next[node]!;
  }
}

/** Only a root. */
export function emptyNodes(count = 1): CallNodes {
  const parent = new Int32Array(count);
  parent[0] = -1;
  return {
    parent,
    end: new Uint32Array(count).fill(count === 1 ? 1 : 0),
    depth: new Uint16Array(count),
    frame: new Uint32Array(count),
    selfUs: new Float64Array(count),
    totalUs: new Float64Array(count),
  };
}

/** Self times of the samples within [fromUs, toUs): one figure for each of `count` nodes. The root has none. */
export function selfTimes(
  { atUs, node }: Samples,
  count: number,
  fromUs = -Infinity,
  toUs = Infinity,
): Float64Array {
  const selfUs = new Float64Array(count);
  for (let i = 0; i < node.length; i++) {
    const from = Math.max(atUs[i]!, fromUs);
    const to = Math.min(atUs[i + 1]!, toUs);
    if (to > from) selfUs[node[i]!]! += to - from;
  }
  selfUs[0] = 0;
  return selfUs;
}

/** Total times of nodes whose parents come before them. */
export function totalTimes(parent: Int32Array, selfUs: Float64Array): Float64Array {
  const totalUs = selfUs.slice();
  for (let node = parent.length - 1; node > 0; node--) totalUs[parent[node]!]! += totalUs[node]!;
  return totalUs;
}

/** Both, written into the nodes. */
export function setTimes(nodes: CallNodes, selfUs: Float64Array): void {
  nodes.selfUs.set(selfUs);
  nodes.totalUs.set(totalTimes(nodes.parent, selfUs));
}
