import { totalTimes } from './callNodes';
import { outermost } from './functions';
import type { CallNodes } from './profile';

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

/** Grows a tree parent by parent; the nodes of the profile that a tree's node stands for hang on it in a list. */
class TreeBuilder {
  size = 1;
  private parent: Int32Array;
  private frame: Uint32Array;
  private depth: Uint16Array;
  private firstChild: Uint32Array;
  private childCount: Uint32Array;
  private selfUs: Float64Array;
  private totalUs: Float64Array;
  private startUs: Float64Array;
  private first: Int32Array;
  private last: Int32Array;
  private readonly next: Int32Array;
  /** Of each function: its node below the parent at hand, where `round` says that it has one. */
  private readonly slot: Uint32Array;
  private readonly round: Int32Array;
  private at = 0;

  constructor(nodeCount: number, frameCount: number) {
    const room = Math.min(nodeCount + 1, 1 << 16);
    this.parent = new Int32Array(room);
    this.frame = new Uint32Array(room);
    this.depth = new Uint16Array(room);
    this.firstChild = new Uint32Array(room);
    this.childCount = new Uint32Array(room);
    this.selfUs = new Float64Array(room);
    this.totalUs = new Float64Array(room);
    this.startUs = new Float64Array(room);
    this.first = new Int32Array(room);
    this.last = new Int32Array(room);
    this.parent[0] = -1;
    this.next = new Int32Array(nodeCount);
    this.slot = new Uint32Array(frameCount);
    this.round = new Int32Array(frameCount).fill(-1);
  }

  /** What is added from here on is called by `parent`. */
  begin(parent: number): void {
    this.at = parent;
    this.firstChild[parent] = this.size;
  }

  add(frame: number, node: number, totalUs: number, selfUs: number): void {
    let tree = this.slot[frame]!;
    if (this.round[frame] !== this.at) {
      tree = this.size++;
      if (tree === this.parent.length) this.grow();
      this.round[frame] = this.at;
      this.slot[frame] = tree;
      this.parent[tree] = this.at;
      this.frame[tree] = frame;
      this.depth[tree] = Math.min(this.depth[this.at]! + 1, 0xffff);
      this.first[tree] = node;
    } else this.next[this.last[tree]!] = node;
    this.last[tree] = node;
    this.next[node] = -1;
    this.totalUs[tree]! += totalUs;
    this.selfUs[tree]! += selfUs;
  }

  /** The profile's nodes of one of the tree's. They may be added elsewhere on the way. */
  members(tree: number, each: (node: number) => void): void {
    for (let node = this.first[tree]!; node >= 0;) {
      const following = this.next[node]!;
      each(node);
      node = following;
    }
  }

  /** Puts the children in order. */
  finish(): void {
    const from = this.firstChild[this.at]!;
    const count = this.size - from;
    this.childCount[this.at] = count;
    if (count > 1) this.sort(from, count);
    let start = this.startUs[this.at]!;
    for (let child = from; child < this.size; child++) {
      this.startUs[child] = start;
      start += this.totalUs[child]!;
    }
  }

  done(cut: boolean): Tree {
    const { size, parent, frame, depth, firstChild, childCount, selfUs, totalUs, startUs } = this;
    for (let child = 1; child <= childCount[0]!; child++) totalUs[0]! += totalUs[child]!;
    return {
      size,
      parent: parent.slice(0, size),
      frame: frame.slice(0, size),
      depth: depth.slice(0, size),
      firstChild: firstChild.slice(0, size),
      childCount: childCount.slice(0, size),
      selfUs: selfUs.slice(0, size),
      totalUs: totalUs.slice(0, size),
      startUs: startUs.slice(0, size),
      cut,
    };
  }

  private sort(from: number, count: number): void {
    const rows = Array.from({ length: count }, (_, i) => ({
      frame: this.frame[from + i]!,
      first: this.first[from + i]!,
      last: this.last[from + i]!,
      selfUs: this.selfUs[from + i]!,
      totalUs: this.totalUs[from + i]!,
    }));
    rows.sort((a, b) => b.totalUs - a.totalUs);
    rows.forEach((row, i) => {
      this.frame[from + i] = row.frame;
      this.first[from + i] = row.first;
      this.last[from + i] = row.last;
      this.selfUs[from + i] = row.selfUs;
      this.totalUs[from + i] = row.totalUs;
    });
  }

  private grow(): void {
    const length = this.parent.length * 2;
    const copy = <T extends { set(from: T): void }>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.parent = copy(this.parent, new Int32Array(length));
    this.frame = copy(this.frame, new Uint32Array(length));
    this.depth = copy(this.depth, new Uint16Array(length));
    this.firstChild = copy(this.firstChild, new Uint32Array(length));
    this.childCount = copy(this.childCount, new Uint32Array(length));
    this.selfUs = copy(this.selfUs, new Float64Array(length));
    this.totalUs = copy(this.totalUs, new Float64Array(length));
    this.startUs = copy(this.startUs, new Float64Array(length));
    this.first = copy(this.first, new Int32Array(length));
    this.last = copy(this.last, new Int32Array(length));
  }
}
