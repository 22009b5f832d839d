import type { Tree } from './tree';

/** Grows a tree parent by parent; the nodes of the profile that a tree's node stands for hang on it in a list. */
export class TreeBuilder {
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
