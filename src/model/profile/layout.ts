import type { CallNodes, Samples } from './profile';
import type { Tree } from './tree';

/** What a chart shows: [fromUs, toUs) over `widthPx` pixels, rows [fromRow, toRow) of which 0 is the outermost call's. */
export interface Viewport {
  readonly fromUs: number;
  readonly toUs: number;
  readonly widthPx: number;
  readonly fromRow: number;
  readonly toRow: number;
}

/** Rectangles to draw, in columns that are used again for each picture. Pixels are whole and relative to the viewport. */
export class Rectangles {
  count = 0;
  fromPx = new Float64Array(4096);
  toPx = new Float64Array(4096);
  row = new Uint16Array(4096);
  /** The profile's node or the tree's; that of several too narrow to tell apart is one of them. */
  node = new Uint32Array(4096);

  add(fromPx: number, toPx: number, row: number, node: number): void {
    if (this.count === this.node.length) this.grow();
    const at = this.count++;
    this.fromPx[at] = fromPx;
    this.toPx[at] = toPx;
    this.row[at] = row;
    this.node[at] = node;
  }

  /** Index of the one at a point; -1 for none. */
  at(px: number, row: number): number {
    for (let i = this.count - 1; i >= 0; i--) {
      if (this.row[i] === row && px >= this.fromPx[i]! && px < this.toPx[i]!) return i;
    }
    return -1;
  }

  private grow(): void {
    const { fromPx, toPx, row, node } = this;
    const length = node.length * 2;
    (this.fromPx = new Float64Array(length)).set(fromPx);
    (this.toPx = new Float64Array(length)).set(toPx);
    (this.row = new Uint16Array(length)).set(row);
    (this.node = new Uint32Array(length)).set(node);
  }
}

/** Index of the last value that is not above `wanted`; -1 where all are. `values` ascend. */
export function lastAtMost(values: Float64Array, wanted: number, from = 0, to = values.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Flame in the order of time. Of the samples that share a column of pixels one is drawn: that at the column's middle, with
 * columns counted from the profile's start, so that panning doesn't change which. The work is that of the columns in view
 * times the depth, whatever the number of samples.
 */
export function timeRectangles(samples: Samples, nodes: CallNodes, view: Viewport, out: Rectangles): void {
  out.count = 0;
  const { atUs, node: nodeOf } = samples;
  const { parent, depth } = nodes;
  const count = nodeOf.length;
  const step = (view.toUs - view.fromUs) / view.widthPx;
  if (count === 0 || !(step > 0)) return;
  const firstColumn = Math.round(view.fromUs / step);
  const lastColumn = firstColumn + Math.ceil(view.widthPx);
  /** Open calls, outermost first, and the column at which each began. */
  const open: number[] = [];
  const begun: number[] = [];
  const close = (toDepth: number, column: number): void => {
    while (open.length > toDepth) {
      const node = open.pop()!;
      const from = begun.pop()!;
      const row = open.length;
      if (row >= view.fromRow && row < view.toRow) {
        out.add(from - firstColumn, column - firstColumn, row, node);
      }
    }
  };
  let sample = -1;
  for (let column = firstColumn; column < lastColumn;) {
    const middle = (column + 0.5) * step;
    sample = lastAtMost(atUs, middle, Math.max(0, sample), count);
    if (middle < 0 || sample < 0) {
      column++;
      continue;
    }
    const end = atUs[sample + 1]!;
    if (middle >= end) break; // after the last one
    const next = Math.max(column + 1, Math.min(lastColumn, Math.ceil(end / step - 0.5)));
    // Close what is left, then open what is new: both meet at the innermost call that stays.
    let node = nodeOf[sample]!;
    const fresh: number[] = [];
    for (; node > 0 && open[depth[node]! - 1] !== node; node = parent[node]!) fresh.push(node);
    close(depth[node]!, column);
    for (let i = fresh.length - 1; i >= 0; i--) {
      open.push(fresh[i]!);
      begun.push(column);
    }
    column = next;
    if (column >= lastColumn || sample === count - 1) {
      close(0, Math.min(column, lastColumn));
    }
  }
  close(0, lastColumn);
}

/** From this width on a call of a merged flame has a rectangle of its own. */
const narrowestPx = 0.5;

/** Merged flame, left-heavy. Siblings too narrow to tell apart are one rectangle: that of the heaviest. */
export function treeRectangles(tree: Tree, view: Viewport, out: Rectangles): void {
  out.count = 0;
  const { firstChild, childCount, startUs, totalUs } = tree;
  const perUs = view.widthPx / (view.toUs - view.fromUs);
  if (tree.size < 2 || !(perUs > 0) || !Number.isFinite(perUs)) return;
  const narrowestUs = narrowestPx / perUs;
  const px = (us: number): number =>
    Math.max(0, Math.min(view.widthPx, Math.round((us - view.fromUs) * perUs)));
  const pending: number[] = [0];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    const row = tree.depth[parent]!;
    const first = firstChild[parent]!;
    const last = first + childCount[parent]!;
    if (row >= view.toRow || first === last) continue;
    const from = Math.max(first, lastAtMost(startUs, view.fromUs, first, last));
    for (let child = from; child < last && startUs[child]! < view.toUs; child++) {
      const wide = totalUs[child]! >= narrowestUs;
      const end = wide ? startUs[child]! + totalUs[child]! : startUs[last - 1]! + totalUs[last - 1]!;
      const fromPx = px(startUs[child]!);
      const toPx = Math.max(px(end), fromPx + 1);
      if (end > view.fromUs && row >= view.fromRow) out.add(fromPx, toPx, row, child);
      if (!wide) break;
      pending.push(child);
    }
  }
}
