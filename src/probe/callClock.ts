import type { CallKind, CallTime, RawFrame, RawStack, TurnFact } from '../shared/facts';
import { real, word } from './layout';

/** What the sentinel reads to know what a thread is in; the shared slot's words, or private ones where there is no sentinel. */
export interface Breadcrumb {
  readonly words: Int32Array;
  readonly reals: Float64Array;
}

export interface CallKey {
  readonly call: string;
  readonly kind: CallKind;
  /** Take the stack before the call too: it is long, and cannot be looked into while it lasts. */
  readonly stackAtEntry: boolean;
}

const maxDepth = 256;
const firstStepMs = 4;
const maxStacksPerTurn = 48;

type Hide = (...args: never[]) => unknown;

/**
 * Clock of the wrapped calls of one thread: how long each took in this turn, and the stacks that stand for that time.
 * `enter` and `leave` bracket every wrapped call, so they allocate nothing.
 */
export class CallClock {
  readonly keys: CallKey[] = [];
  private readonly count: number[] = [];
  private readonly selfMs: number[] = [];
  private readonly totalMs: number[] = [];
  private readonly stacks: { ms: number; atMs: number; stack: RawStack }[][] = [];
  private readonly touched: number[] = [];

  private depth = 0;
  private readonly ids = new Int32Array(maxDepth);
  private readonly starts = new Float64Array(maxDepth);
  private readonly children = new Float64Array(maxDepth);
  private sinceStackMs = 0;
  private stepMs = firstStepMs;
  private stackCount = 0;
  /** Time in this turn that a worker spent asleep in Atomics.wait: no block, it has nothing to do. */
  sleptMs = 0;

  constructor(
    private readonly crumb: Breadcrumb,
    private readonly now: () => number,
    private readonly takeStack: (hide?: Hide) => RawStack,
    /** Hears every stack that was taken for the turn. */
    private readonly onStack: (stack: RawStack) => void,
    private readonly onEntryStack: (id: number, sinceMs: number, stack: RawStack) => void,
  ) {}

  /** Registers a call; the number goes to `enter` and `leave`. */
  register(key: CallKey): number {
    this.keys.push(key);
    this.count.push(0);
    this.selfMs.push(0);
    this.totalMs.push(0);
    this.stacks.push([]);
    return this.keys.length - 1;
  }

  enter(id: number, hide: Hide): void {
    const depth = this.depth++;
    if (depth >= maxDepth) return;
    const now = this.now();
    this.ids[depth] = id;
    this.starts[depth] = now;
    this.children[depth] = 0;
    this.crumb.reals[real.callSince] = now;
    this.crumb.words[word.call] = id + 1;
    if (this.keys[id]!.stackAtEntry) this.onEntryStack(id, now, this.takeStack(hide));
  }

  /** Gives the milliseconds since the call was entered. */
  leave(id: number, hide: Hide): number {
    const depth = --this.depth;
    if (depth >= maxDepth) return 0;
    const now = this.now();
    const elapsed = now - this.starts[depth]!;
    const self = elapsed - this.children[depth]!;
    if (this.count[id] === 0) this.touched.push(id);
    this.count[id]!++;
    this.selfMs[id]! += self;
    if (depth === 0) {
      this.totalMs[id]! += elapsed;
      this.crumb.words[word.call] = 0;
    } else {
      const outer = depth - 1;
      this.children[outer]! += elapsed;
      this.crumb.words[word.call] = this.ids[outer]! + 1;
      this.crumb.reals[real.callSince] = this.starts[outer]!;
    }
    this.sinceStackMs += self;
    if (this.sinceStackMs >= this.stepMs) this.keepStack(id, now, hide);
    return elapsed;
  }

  /** Time of the turn so far, and a clean slate for the next. */
  takeTurn(): Pick<TurnFact, 'calls' | 'frames'> {
    const frames = new FrameTable();
    const calls = this.touched.map((id): CallTime => ({
      kind: this.keys[id]!.kind,
      call: this.keys[id]!.call,
      count: this.count[id]!,
      selfMs: this.selfMs[id]!,
      totalMs: this.totalMs[id]!,
      stacks: this.stacks[id]!.map(({ ms, atMs, stack }) => ({
        ms,
        atMs,
        frames: stack.map((frame) => frames.indexOf(frame)),
      })),
    }));
    this.reset();
    return { calls, frames: frames.list };
  }

  reset(): void {
    for (const id of this.touched) {
      this.count[id] = 0;
      this.selfMs[id] = 0;
      this.totalMs[id] = 0;
      if (this.stacks[id]!.length > 0) this.stacks[id] = [];
    }
    this.touched.length = 0;
    this.sinceStackMs = 0;
    this.sleptMs = 0;
    this.stackCount = 0;
    this.stepMs = firstStepMs;
  }

  /** Each stack stands for the wrapped time since the last one; steps grow, so that a long turn stays cheap. */
  private keepStack(id: number, atMs: number, hide: Hide): void {
    if (this.stackCount++ < maxStacksPerTurn) {
      const stack = this.takeStack(hide);
      this.stacks[id]!.push({ ms: this.sinceStackMs, atMs, stack });
      this.onStack(stack);
    }
    if (this.stackCount % 12 === 0) this.stepMs *= 2;
    this.sinceStackMs = 0;
  }
}

/** Frames by what they are: the stacks of one turn share most of theirs. */
class FrameTable {
  readonly list: RawFrame[] = [];
  private readonly indices = new Map<string, number>();

  indexOf(frame: RawFrame): number {
    const key = `${frame.url}:${frame.line0}:${frame.col0}:${frame.fn}`;
    let index = this.indices.get(key);
    if (index === undefined) {
      index = this.list.push(frame) - 1;
      this.indices.set(key, index);
    }
    return index;
  }
}
