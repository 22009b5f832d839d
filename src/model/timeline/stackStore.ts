import type { Frame } from '../../shared/report';
import type { Span, StackSamples } from '../../shared/timeline';
import type { TimedStack } from './blockStacks';
import { ColumnRing } from './columns';

/** What a generation holds at most; see `StackStore`. */
export interface StackLimits {
  readonly samples: number;
  readonly nodes: number;
  readonly frames: number;
}

const defaultLimits: StackLimits = { samples: 300_000, nodes: 100_000, frames: 20_000 };
/** Most samples of one answer: the latest. */
const maxAnswer = 100_000;

type SampleColumns = {
  readonly thread: Uint32Array;
  readonly atMs: Float64Array;
  readonly ms: Float32Array;
  readonly node: Uint32Array;
};
const empty: SampleColumns = {
  thread: new Uint32Array(0),
  atMs: new Float64Array(0),
  ms: new Float32Array(0),
  node: new Uint32Array(0),
};

/** Samples whose stacks share their frames and their beginnings; 0 is the empty stack. */
class Generation {
  readonly samples: ColumnRing<SampleColumns>;
  readonly frames: Frame[] = [];
  readonly parents: number[] = [0];
  readonly frameOf: number[] = [0];
  /** Numbers of threads by id. */
  readonly threads = new Map<string, number>();
  private readonly frameIndex = new Map<string, number>();
  private readonly children = new Map<number, number>();

  constructor(private readonly limits: StackLimits) {
    this.samples = new ColumnRing({ ...empty }, limits.samples);
  }

  get isFull(): boolean {
    const { samples, nodes, frames } = this.limits;
    return this.samples.size >= samples || this.parents.length >= nodes || this.frames.length >= frames;
  }

  /** `atMs`: epoch milliseconds. */
  add(thread: string, atMs: number, ms: number, stack: TimedStack['stack']): void {
    let number = this.threads.get(thread);
    if (number === undefined) this.threads.set(thread, (number = this.threads.size));
    this.samples.add(0, { thread: number, atMs, ms, node: this.node(stack) });
  }

  /** Number of a stack, which is given innermost first. */
  private node(stack: TimedStack['stack']): number {
    let node = 0;
    for (let index = stack.length - 1; index >= 0; index--) {
      const frame = this.frame(stack[index]!.frame);
      // A block can bring some more than the limit.
      const key = node * this.limits.frames * 4 + frame;
      let child = this.children.get(key);
      if (child === undefined) {
        child = this.parents.push(node) - 1;
        this.frameOf.push(frame);
        this.children.set(key, child);
      }
      node = child;
    }
    return node;
  }

  private frame(frame: Frame): number {
    const key = `${frame.file}\n${frame.functionName}\n${frame.line}\n${frame.column}`;
    let index = this.frameIndex.get(key);
    if (index === undefined) {
      index = this.frames.push(frame) - 1;
      this.frameIndex.set(key, index);
    }
    return index;
  }
}

/**
 * The stacks of recent blocks, of all threads. They are kept in two generations: a full one becomes the old one, and the old
 * one goes, so that what is kept is at most twice and at least once what a generation holds. With the default limits about
 * 25 MB a generation.
 */
export class StackStore {
  private old: Generation | null = null;
  private young: Generation;

  constructor(private readonly limits = defaultLimits) {
    this.young = new Generation(limits);
  }

  /** Adds the stacks of a block; `originMs` is the epoch of their clock's zero. */
  add(thread: string, originMs: number, stacks: readonly TimedStack[]): void {
    if (this.young.isFull) {
      this.old = this.young;
      this.young = new Generation(this.limits);
    }
    for (const { fromMs, toMs, stack } of stacks)
      this.young.add(thread, originMs + fromMs, toMs - fromMs, stack);
  }

  clear(): void {
    this.old = null;
    this.young = new Generation(this.limits);
  }

  /** The stacks that were taken in a span, cut to it; `blockedMs` is the time of the span's blocks. */
  stacks({ thread, fromMs, toMs }: Span, blockedMs: number): StackSamples {
    const frames: Frame[] = [];
    const samples: { atMs: number; ms: number; stack: readonly number[] }[] = [];
    for (const generation of [this.old, this.young]) {
      const number = generation?.threads.get(thread);
      if (generation && number !== undefined) collect(generation, number, fromMs, toMs, frames, samples);
    }
    const answer = samples.sort((a, b) => a.atMs - b.atMs).slice(-maxAnswer);
    const knownMs = answer.reduce((sum, { ms }) => sum + ms, 0);
    return { frames, samples: answer, unknownMs: Math.max(0, blockedMs - knownMs) };
  }
}

function collect(
  { samples, parents, frameOf, frames: all }: Generation,
  thread: number,
  fromMs: number,
  toMs: number,
  frames: Frame[],
  into: { atMs: number; ms: number; stack: readonly number[] }[],
): void {
  // Equal stacks are one array: they cross to the asker once.
  const stacks = new Map<number, readonly number[]>();
  const numbers = new Map<number, number>();
  const stackOf = (node: number): readonly number[] => {
    const stack: number[] = [];
    for (let at = node; at !== 0; at = parents[at]!) {
      const frame = frameOf[at]!;
      let number = numbers.get(frame);
      if (number === undefined) numbers.set(frame, (number = frames.push(all[frame]!) - 1));
      stack.push(number);
    }
    return stack.reverse();
  };
  for (let index = 0; index < samples.size; index++) {
    if (samples.value('thread', index) !== thread) continue;
    const startMs = samples.value('atMs', index);
    const atMs = Math.max(fromMs, startMs);
    const ms = Math.min(toMs, startMs + samples.value('ms', index)) - atMs;
    if (!(ms > 0)) continue;
    const node = samples.value('node', index);
    let stack = stacks.get(node);
    if (!stack) stacks.set(node, (stack = stackOf(node)));
    into.push({ atMs, ms, stack });
  }
}
