import type { Frame } from '../../shared/report';
import type { Span, StackSamples } from '../../shared/timeline';
import { frameKey, StackAnswer, type KeptStacks, type SampleColumns } from './stackAnswer';
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

const empty: SampleColumns = {
  thread: new Uint32Array(0),
  atMs: new Float64Array(0),
  ms: new Float32Array(0),
  node: new Uint32Array(0),
};

/** Samples whose stacks share their frames and their beginnings; 0 is the empty stack. */
class Generation implements KeptStacks {
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
    const key = frameKey(frame);
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
  stacks(span: Span, blockedMs: number): StackSamples {
    const answer = new StackAnswer(span);
    for (const generation of [this.old, this.young]) if (generation) answer.take(generation);
    return answer.columns(maxAnswer, blockedMs);
  }
}
