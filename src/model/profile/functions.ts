import type { CallNodes } from './profile';

/** Time of each function, in microseconds: indices are those of `frames`. */
export interface FunctionTimes {
  readonly selfUs: Float64Array;
  /** A call within a call of the same function counts once, with the outer one. */
  readonly totalUs: Float64Array;
}

/** What `selfUs` and `totalUs` of calls add up to for each of `frameCount` functions. */
export function functionTimes(
  nodes: CallNodes,
  frameCount: number,
  selfUs = nodes.selfUs,
  totalUs = nodes.totalUs,
): FunctionTimes {
  const times = { selfUs: new Float64Array(frameCount), totalUs: new Float64Array(frameCount) };
  const outer = outermost(nodes, frameCount);
  for (let node = 1; node < nodes.frame.length; node++) {
    const frame = nodes.frame[node]!;
    times.selfUs[frame]! += selfUs[node]!;
    if (outer[node]) times.totalUs[frame]! += totalUs[node]!;
  }
  return times;
}

/** 1 for calls of a function that is not on the stack already. */
export function outermost({ frame, end }: CallNodes, frameCount: number): Uint8Array {
  const outer = new Uint8Array(frame.length);
  // In preorder a call lies within another while its number is below that one's end.
  const until = new Uint32Array(frameCount);
  for (let node = 1; node < frame.length; node++) {
    const index = frame[node]!;
    if (node < until[index]!) continue;
    outer[node] = 1;
    until[index] = end[node]!;
  }
  return outer;
}
