import type { Frame } from '../../shared/report';
import type { Span, StackSamples } from '../../shared/timeline';
import type { ColumnRing } from './columns';

export type SampleColumns = {
  readonly thread: Uint32Array;
  readonly atMs: Float64Array;
  readonly ms: Float32Array;
  readonly node: Uint32Array;
};

/** What a generation of the stack store keeps, as it is read. */
export interface KeptStacks {
  readonly samples: ColumnRing<SampleColumns>;
  readonly frames: readonly Frame[];
  /** Of each node, whose number is above its parent's; 0 is the empty stack. */
  readonly parents: readonly number[];
  readonly frameOf: readonly number[];
  /** Numbers of threads by id. */
  readonly threads: ReadonlyMap<string, number>;
}

/** More frames than all generations may have together. */
const frameSpace = 2 ** 21;

/** The stacks of one span, put together from what is kept: frames and beginnings of stacks are given once. */
export class StackAnswer {
  private readonly frames: Frame[] = [];
  private readonly frameIndex = new Map<string, number>();
  private readonly parents: number[] = [0];
  private readonly frameOf: number[] = [0];
  private readonly children = new Map<number, number>();
  private readonly rows: { readonly atMs: number; readonly ms: number; readonly node: number }[] = [];

  constructor(private readonly span: Span) {}

  take({ samples, frames, parents, frameOf, threads }: KeptStacks): void {
    const { thread, fromMs, toMs } = this.span;
    const number = threads.get(thread);
    if (number === undefined) return;
    /** Numbers here by those there. */
    const known = new Map<number, number>([[0, 0]]);
    const nodeOf = (there: number): number => {
      const path: number[] = [];
      let at = there;
      for (; !known.has(at); at = parents[at]!) path.push(at);
      let node = known.get(at)!;
      for (const next of path.reverse()) known.set(next, (node = this.child(node, frames[frameOf[next]!]!)));
      return node;
    };
    for (let index = 0; index < samples.size; index++) {
      if (samples.value('thread', index) !== number) continue;
      const startMs = samples.value('atMs', index);
      const atMs = Math.max(fromMs, startMs);
      const ms = Math.min(toMs, startMs + samples.value('ms', index)) - atMs;
      if (ms > 0) this.rows.push({ atMs, ms, node: nodeOf(samples.value('node', index)) });
    }
  }

  /** The latest `most` of them; `blockedMs`: the time of the span's blocks. */
  columns(most: number, blockedMs: number): StackSamples {
    const rows = this.rows.sort((a, b) => a.atMs - b.atMs).slice(-most);
    const knownMs = rows.reduce((sum, { ms }) => sum + ms, 0);
    return {
      frames: this.frames,
      nodes: { parent: Uint32Array.from(this.parents), frame: Uint32Array.from(this.frameOf) },
      samples: {
        atMs: Float64Array.from(rows, ({ atMs }) => atMs),
        ms: Float32Array.from(rows, ({ ms }) => ms),
        node: Uint32Array.from(rows, ({ node }) => node),
      },
      unknownMs: Math.max(0, blockedMs - knownMs),
    };
  }

  private child(parent: number, frame: Frame): number {
    const name = frameKey(frame);
    let number = this.frameIndex.get(name);
    if (number === undefined) this.frameIndex.set(name, (number = this.frames.push(frame) - 1));
    const key = parent * frameSpace + number;
    let node = this.children.get(key);
    if (node === undefined) {
      node = this.parents.push(parent) - 1;
      this.frameOf.push(number);
      this.children.set(key, node);
    }
    return node;
  }
}

/** The same for frames that are the same place. */
export function frameKey({ file, functionName, line, column }: Frame): string {
  return `${file}\n${functionName}\n${line}\n${column}`;
}
