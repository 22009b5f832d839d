import type { Frame } from '../../src/shared/report';
import type { StackSamples } from '../../src/shared/timeline';

/** A stack as a person writes it: indices of frames, outermost first. */
export interface WrittenSample {
  readonly atMs: number;
  readonly ms: number;
  readonly stack: readonly number[];
}

/** Stacks in columns; each sample has nodes of its own, which is allowed. */
export function stackSamples(
  frames: readonly Frame[],
  written: readonly WrittenSample[],
  unknownMs = 0,
): StackSamples {
  const parent = [0];
  const frame = [0];
  const node = written.map(({ stack }) =>
    stack.reduce((above, index) => {
      frame.push(index);
      return parent.push(above) - 1;
    }, 0),
  );
  return {
    frames,
    nodes: { parent: Uint32Array.from(parent), frame: Uint32Array.from(frame) },
    samples: {
      atMs: Float64Array.from(written, ({ atMs }) => atMs),
      ms: Float32Array.from(written, ({ ms }) => ms),
      node: Uint32Array.from(node),
    },
    unknownMs,
  };
}

/** What `stackSamples` was given, of stacks from anywhere. */
export function writtenSamples({ nodes, samples }: StackSamples): WrittenSample[] {
  return Array.from(samples.atMs, (atMs, index) => {
    const stack: number[] = [];
    for (let node = samples.node[index]!; node !== 0; node = nodes.parent[node]!)
      stack.unshift(nodes.frame[node]!);
    return { atMs, ms: samples.ms[index]!, stack };
  });
}
