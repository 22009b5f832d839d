import type { Fact, HelloFact, LoopFact, RawStack, RequestInfo, StallFact, TurnFact } from '../shared/facts';
import type { Block, Frame, LoopFigures, TargetReport } from '../shared/report';
import type { Stall, TargetView } from '../shared/snapshot';
import { attribute } from '../model/attribute';
import type { ResolvedStack, TurnEvidence } from '../model/evidence';
import { figuresOf, noFigures, spanOf } from '../model/loopDelay';
import { stallVerdict } from '../model/stallVerdict';
import { stacksOf, type TimedStack } from '../model/timeline/blockStacks';
import { HeldTime } from './heldTime';
import { PendingTurn } from './pendingTurn';

/** How a thread's positions become the user's. */
export interface StackResolver {
  socketEvent(stack: readonly Frame[]): Promise<string | null>;
  resolveStack(stack: RawStack): Promise<ResolvedStack>;
}

export interface ObservedThreadOptions {
  readonly id: string;
  /** Id of the target that started it; null where that is not observed, or not yet known. */
  readonly parent: () => string | null;
  readonly owner: string | null;
  readonly hello: HelloFact;
  readonly thresholdMs: number;
  readonly resolver: StackResolver;
  /** Milliseconds of a span, in epoch time, in which a debugger held the thread. */
  readonly pausedWithin: (fromMs: number, toMs: number) => number;
  readonly onBlock: (block: Block, stacks: readonly TimedStack[]) => void;
  readonly onChange: () => void;
}

/** Samples and collections of a turn arrive just after it. */
const settleMs = 80;
const recentMs = 1000;
/** Most overdue turns that are kept apart at once; there is one, unless facts of an earlier one are late. */
const maxPending = 8;

interface SeenBlock {
  readonly block: Block;
  readonly stacks: readonly TimedStack[];
}

/** All that is known of one thread of an observed program. */
export class ObservedThread {
  private readonly turns = new Map<number, PendingTurn>();
  private readonly settling = new Set<Promise<void>>();
  private recent: LoopFact[] = [];
  private overall: LoopFact | null = null;
  private longestMs = 0;
  /** Turns of the last second that reached the threshold. */
  private recentTurns: TurnFact[] = [];
  private stall: { fact: StallFact; view: Stall | null } | null = null;
  private endedAtMs: number | null = null;
  private droppedFacts = 0;
  private name: string;
  private readonly held: HeldTime;

  constructor(private readonly options: ObservedThreadOptions) {
    this.name = options.hello.name;
    this.held = new HeldTime(options.hello.originMs, options.pausedWithin);
  }

  get id(): string {
    return this.options.id;
  }

  get owner(): string | null {
    return this.options.owner;
  }

  get hello(): HelloFact {
    return this.options.hello;
  }

  get dropped(): number {
    return this.droppedFacts;
  }

  get alive(): boolean {
    return this.endedAtMs === null;
  }

  /** Epoch milliseconds since which the loop has not turned, where a turn is overdue; else null. */
  get stalledSinceMs(): number | null {
    return this.stall && this.options.hello.originMs + this.stall.fact.sinceMs;
  }

  accept(fact: Fact): void {
    if (fact.t === 'turn') this.turnEnded(fact);
    else if (fact.t === 'sample') this.turn(fact.seq).addSample(fact);
    else if (fact.t === 'watch') this.turn(fact.seq).watch = fact;
    else if (fact.t === 'gc') this.addGc(fact.startMs, fact.durationMs);
    else if (fact.t === 'loop') this.addLoop(fact);
    else if (fact.t === 'stall') this.stalled(fact);
    else if (fact.t === 'clear' && this.stall?.fact.seq === fact.seq) this.stall = null;
    else if (fact.t === 'held') this.held.add(fact);
    else if (fact.t === 'dropped') this.droppedFacts += fact.count;
    else if (fact.t === 'name') this.name = fact.name;
    else if (fact.t === 'bye') this.end(this.options.hello.originMs + fact.atMs);
    if (fact.t === 'sample' && this.stall?.fact.seq === fact.seq) void this.updateStall();
    if (fact.t === 'loop' || fact.t === 'clear' || fact.t === 'bye') this.options.onChange();
  }

  /** The thread is gone, or observation is: what lasted then is a block that never ended. */
  end(atMs = Date.now()): void {
    if (this.endedAtMs !== null) return;
    this.endedAtMs = atMs;
    this.closeStall(atMs);
    this.options.onChange();
  }

  /** Resolves when every turn that was reported has become a block. */
  async settled(): Promise<void> {
    while (this.settling.size > 0) await Promise.all(this.settling);
  }

  view(nowMs: number): TargetView {
    return {
      ...this.identity(),
      owner: this.options.owner,
      startedAtMs: this.options.hello.originMs,
      endedAtMs: this.endedAtMs,
      lastSecond: this.lastSecond(nowMs),
      overall: this.overallFigures(),
      gc: this.gc(),
      gcShare: this.overall && this.overall.gc[1] / Math.max(1, this.overall.toMs - this.overall.fromMs),
    };
  }

  report(): TargetReport {
    const { originMs } = this.options.hello;
    return {
      ...this.identity(),
      startedAt: new Date(originMs).toISOString(),
      endedAt: this.endedAtMs === null ? null : new Date(this.endedAtMs).toISOString(),
      eventLoop: this.overallFigures(),
      gc: this.gc(),
    };
  }

  stallView(nowMs: number): Stall | null {
    const view = this.stall?.view;
    return view ? { ...view, durationMs: nowMs - view.startedAtMs } : null;
  }

  /** A stall that lasts as observation ends, as a block; it is not recorded. */
  openBlock(nowMs: number): Promise<Block | null> {
    if (!this.stall) return Promise.resolve(null);
    return this.unendedBlock(this.stall.fact, nowMs).then((seen) => seen && seen.block);
  }

  identity() {
    const { id, parent, hello } = this.options;
    return {
      id,
      pid: hello.pid,
      threadId: hello.threadId,
      kind: hello.threadId === 0 ? ('process' as const) : ('worker' as const),
      parent: parent(),
      name: this.name.split(/[\\/]/).pop() || `worker ${hello.threadId}`,
      node: hello.node,
    };
  }

  private turn(seq: number): PendingTurn {
    let turn = this.turns.get(seq);
    if (!turn) {
      turn = new PendingTurn();
      this.turns.set(seq, turn);
      for (const old of this.turns.keys()) {
        if (this.turns.size <= maxPending) break;
        if (!this.turns.get(old)!.fact) this.turns.delete(old);
      }
    }
    return turn;
  }

  private turnEnded(fact: TurnFact): void {
    this.stall = null;
    if (fact.phase === 'running') {
      this.longestMs = Math.max(this.longestMs, fact.busyMs);
      this.recentTurns = this.recentTurns.filter(({ endMs }) => endMs > fact.endMs - recentMs);
      this.recentTurns.push(fact);
    }
    const turn = this.turn(fact.seq);
    turn.fact = fact;
    const done = new Promise<void>((resolve) => setTimeout(resolve, settleMs)).then(() =>
      this.settle(fact, turn),
    );
    this.settling.add(done);
    void done.finally(() => this.settling.delete(done));
    this.options.onChange();
  }

  private async settle(fact: TurnFact, turn: PendingTurn): Promise<void> {
    this.turns.delete(fact.seq);
    const seen = await this.blockOf(fact, turn, true);
    if (seen) this.options.onBlock(seen.block, seen.stacks);
  }

  private async blockOf(fact: TurnFact, turn: PendingTurn, ended: boolean): Promise<SeenBlock | null> {
    const { id, hello, thresholdMs } = this.options;
    const evidence = await this.evidence(fact, turn);
    const attribution = attribute(evidence, thresholdMs);
    if (!attribution) return null;
    const phase = fact.phase === 'startup' ? 'startup' : 'running';
    // Loading the program is how it starts, and what no line of the user's does is Node's own start.
    if (phase === 'startup' && (attribution.category === 'module-load' || !attribution.site)) return null;
    const startedAt = new Date(hello.originMs + attribution.startMs).toISOString();
    const handler = attribution.handler ?? (await this.socketHandler(attribution.stack));
    const block = { target: id, startedAt, ended, phase, ...attribution, handler } as const;
    return { block, stacks: stacksOf(evidence, attribution) };
  }

  private async socketHandler(stack: readonly Frame[]): Promise<RequestInfo | null> {
    const event = await this.options.resolver.socketEvent(stack);
    return event === null ? null : { framework: 'socket.io', name: event };
  }

  private async evidence(fact: TurnFact, turn: PendingTurn): Promise<TurnEvidence> {
    const resolve = (stack: RawStack) => this.options.resolver.resolveStack(stack);
    const fromMs = fact.endMs - fact.busyMs - fact.idleMs;
    return {
      turn: fact,
      calls: await Promise.all(
        fact.calls.map(async (call) => ({
          ...call,
          stacks: await Promise.all(
            call.stacks.map(async ({ ms, atMs, frames }) => ({
              ms,
              atMs,
              stack: await resolve(frames.map((index) => fact.frames[index]!)),
            })),
          ),
        })),
      ),
      samples: await Promise.all(
        turn.samples.map(async (sample) => ({ ...sample, stack: await resolve(sample.stack) })),
      ),
      watch: turn.watch,
      gcMs: turn.gcMs,
      pausedMs: this.held.within(fromMs, fact.endMs),
    };
  }

  /** The loop's figures as they were if it had waited for events while a debugger or a recording held the thread. */
  withoutPauses(fact: LoopFact): LoopFact {
    return this.held.takenOut(fact);
  }

  private addGc(startMs: number, durationMs: number): void {
    for (const turn of this.turns.values()) {
      const { fact } = turn;
      if (fact && startMs >= fact.endMs - fact.busyMs - fact.idleMs && startMs <= fact.endMs)
        turn.gcMs += durationMs;
    }
  }

  private addLoop(fact: LoopFact): void {
    this.recent.push(fact);
    const oldest = fact.toMs - recentMs;
    this.recent = this.recent.filter(({ toMs }) => toMs > oldest);
    this.overall = this.overall ? mergeLoops(this.overall, fact) : fact;
  }

  private lastSecond(nowMs: number): LoopFigures {
    if (this.endedAtMs !== null) return noFigures;
    const now = nowMs - this.options.hello.originMs;
    const from = now - recentMs - settleMs;
    const longestMs = this.recentTurns.reduce(
      (longest, { endMs, busyMs }) => (endMs > from ? Math.max(longest, busyMs) : longest),
      0,
    );
    const figures = withMaximum(figuresOf(spanOf(this.recent.filter(({ toMs }) => toMs > from))), longestMs);
    const stall = this.stall && nowMs - this.options.hello.originMs - this.stall.fact.sinceMs;
    if (stall === null) return figures;
    // The turn that still lasts is in no histogram yet.
    const busy = Math.min(stall, recentMs);
    return {
      p50Ms: Math.max(figures.p50Ms ?? 0, stall - recentMs / 2),
      p99Ms: Math.max(figures.p99Ms ?? 0, stall - recentMs / 100),
      maxMs: Math.max(figures.maxMs ?? 0, stall),
      utilization: Math.max(figures.utilization ?? 0, busy / recentMs),
    };
  }

  private overallFigures(): LoopFigures {
    return withMaximum(this.overall ? figuresOf(spanOf([this.overall])) : noFigures, this.longestMs);
  }

  private gc(): TargetReport['gc'] {
    const [count, totalMs, maxMs] = this.overall?.gc ?? [0, 0, 0];
    return { count, totalMs, maxMs };
  }

  private stalled(fact: StallFact): void {
    if (this.held.within(fact.sinceMs, fact.atMs) > 0) return;
    const same = this.stall?.fact.seq === fact.seq;
    this.stall = {
      fact: same ? { ...fact, sinceMs: Math.min(this.stall!.fact.sinceMs, fact.sinceMs) } : fact,
      view: this.stall?.view ?? null,
    };
    void this.updateStall();
  }

  private async updateStall(): Promise<void> {
    const { stall } = this;
    if (!stall) return;
    const verdict = await this.stallNow(stall.fact);
    if (this.stall?.fact.seq !== stall.fact.seq) return;
    const { id, hello } = this.options;
    this.stall.view = {
      target: id,
      startedAtMs: hello.originMs + stall.fact.sinceMs,
      durationMs: stall.fact.atMs - stall.fact.sinceMs,
      ...verdict,
    };
    this.options.onChange();
  }

  private async stallNow({ call, seq }: StallFact) {
    const resolve = (stack: RawStack) => this.options.resolver.resolveStack(stack);
    const samples = this.turns.get(seq)?.samples ?? [];
    return stallVerdict(
      call && { kind: call.kind, call: call.call, stack: call.stack ? await resolve(call.stack) : null },
      await Promise.all(samples.map(async (sample) => ({ ...sample, stack: await resolve(sample.stack) }))),
    );
  }

  /** The thread ended in a stall: it becomes a block without an end. */
  private closeStall(atMs: number): void {
    const { stall } = this;
    this.stall = null;
    if (!stall) return;
    const done = this.unendedBlock(stall.fact, atMs).then((seen) => {
      if (seen) this.options.onBlock(seen.block, seen.stacks);
    });
    this.settling.add(done);
    void done.finally(() => this.settling.delete(done));
  }

  private async unendedBlock(stall: StallFact, atMs: number): Promise<SeenBlock | null> {
    const endMs = Math.max(stall.atMs, atMs - this.options.hello.originMs);
    const busyMs = endMs - stall.sinceMs;
    const { call } = stall;
    const frames = call?.stack ?? [];
    const ms = call ? endMs - call.sinceMs : 0;
    const stacks = [{ ms, atMs: endMs, frames: frames.map((_, index) => index) }];
    const calls = call?.stack
      ? [{ kind: call.kind, call: call.call, count: 1, selfMs: ms, totalMs: ms, stacks }]
      : [];
    const fact: TurnFact = {
      t: 'turn',
      th: stall.th,
      seq: stall.seq,
      endMs,
      busyMs,
      idleMs: 0,
      phase: 'running',
      calls,
      frames,
      request: null,
    };
    return this.blockOf(fact, this.turns.get(stall.seq) ?? new PendingTurn(), false);
  }
}

/** A histogram knows the longest turn to a twentieth; where its own report was had, that is the maximum. */
function withMaximum(figures: LoopFigures, longestMs: number): LoopFigures {
  const { p50Ms, p99Ms, maxMs } = figures;
  if (maxMs === null || longestMs === 0) return figures;
  const most = (ms: number | null): number | null => ms && Math.min(ms, longestMs);
  return { ...figures, p50Ms: most(p50Ms), p99Ms: most(p99Ms), maxMs: longestMs };
}

function mergeLoops(a: LoopFact, b: LoopFact): LoopFact {
  const turns = new Map(a.turns);
  for (const [bucket, count] of b.turns) turns.set(bucket, (turns.get(bucket) ?? 0) + count);
  return {
    ...b,
    fromMs: b.fromMs - (a.toMs - a.fromMs),
    idleMs: a.idleMs + b.idleMs,
    turns: [...turns],
  };
}
