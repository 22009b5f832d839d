import { real, type Slot } from './layout';

const everyMs = 1000;
/** Counting handles takes longer the more there are: past this many milliseconds it is done more rarely. */
const costlyMs = 0.2;
const longestPauseMs = 60_000;

/** What the probe asks of Node; taken before the program can put something else in its place. */
export interface SignalSources {
  readonly now: () => number;
  readonly memoryUsage: () => { readonly heapUsed: number; readonly heapTotal: number };
  readonly activeResources: () => readonly unknown[];
  /** Processor time of the calling thread in microseconds, from Node 22.19 and 23.9 on. */
  readonly threadCpuUsage: (() => { readonly user: number; readonly system: number }) | undefined;
}

export function processSources(): SignalSources {
  const { memoryUsage, threadCpuUsage } = process as NodeJS.Process & {
    threadCpuUsage?: () => { user: number; system: number };
  };
  return {
    now: performance.now.bind(performance),
    memoryUsage,
    activeResources: process.getActiveResourcesInfo,
    threadCpuUsage,
  };
}

/**
 * Figures that only the thread itself can tell, written into shared memory on a turn of its loop at most once a second: it
 * wakes no loop, and an idle one keeps its last figures. About 9 µs a second (Node 20 to 26).
 */
export class Signals {
  private nextMs = 0;
  private handlesAtMs = 0;
  private handlesPauseMs = everyMs;

  constructor(
    private readonly slot: Pick<Slot, 'reals'>,
    private readonly sources: SignalSources,
    /** Called with the figures, at most once a second. */
    private readonly onTake: () => void,
  ) {}

  /** Called after every turn, with the time at which it ended. */
  turn(nowMs: number): void {
    if (nowMs < this.nextMs) return;
    this.nextMs = nowMs + everyMs;
    try {
      this.take(nowMs);
    } catch {
      // The permission model, or a program that changes what Node is: these figures stay as they are.
    }
  }

  private take(nowMs: number): void {
    const { slot, sources } = this;
    const { heapUsed, heapTotal } = sources.memoryUsage();
    slot.reals[real.heapUsed] = heapUsed;
    slot.reals[real.heapTotal] = heapTotal;
    if (sources.threadCpuUsage) {
      const { user, system } = sources.threadCpuUsage();
      slot.reals[real.cpu] = (user + system) / 1000;
    }
    if (nowMs >= this.handlesAtMs) this.countHandles();
    this.onTake();
  }

  private countHandles(): void {
    const { now, activeResources } = this.sources;
    const startMs = now();
    this.slot.reals[real.handles] = activeResources().length;
    const endMs = now();
    this.handlesPauseMs =
      endMs - startMs > costlyMs ? Math.min(2 * this.handlesPauseMs, longestPauseMs) : everyMs;
    this.handlesAtMs = endMs + this.handlesPauseMs;
  }
}
