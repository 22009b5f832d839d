import { firstLookMs, lookPauseMs, looksInFlood, stallEveryMs } from '../shared/looks';
import type { CallKind, EnterFact, Fact, Look, StallFact, WatchFact } from '../shared/facts';
import type { CpuClock, CpuTime } from './cpuClock';
import { real, word, type Slot } from './layout';

/** What the watcher needs of the world; a thread's own clock throughout, in milliseconds. */
export interface WatcherOptions {
  readonly th: number;
  readonly isWorker: boolean;
  readonly thresholdMs: number;
  readonly now: () => number;
  readonly cpu: CpuClock;
  /** Interrupts the thread for a look; resolves when it is served, with null where it cannot be had. */
  readonly look: () => Promise<Look | null>;
  /** Makes the thread's loop turn once, if it can. */
  readonly nudge: () => void;
  readonly send: (fact: Fact) => void;
}

const nudgeMs = 250;
const stuckMs = 100;
const gapMs = 50;
const rememberedTurns = 16;

interface TurnFigures {
  suspendedMs: number;
  cpuAtStart: CpuTime | null;
  cpu: CpuTime | null;
  firstBusyMs: number | null;
}

/**
 * Watches one thread from outside its loop. A loop that has not turned for a while is either waiting for events or blocked;
 * the thread's processor time and the call it is in tell which, without waking it. While it is blocked, takes looks.
 */
export class Watcher {
  calls: readonly (readonly [string, CallKind])[] = [];
  private entered: EnterFact | null = null;
  private seq = -1;
  private pollMs: number;
  private figures: TurnFigures;
  private readonly past = new Map<number, TurnFigures>();
  private busySince: number | null = null;
  private lookInFlight = false;
  private looks = 0;
  private nextLookMs = 0;
  private idleAnswers = 0;
  private stallSentMs: number | null = null;
  private nudgedMs: number;

  constructor(
    private readonly slot: Slot,
    private readonly options: WatcherOptions,
  ) {
    this.pollMs = this.nudgedMs = options.now();
    const cpu = options.cpu.read();
    this.figures = { suspendedMs: 0, cpuAtStart: cpu, cpu, firstBusyMs: null };
  }

  /** A call that was announced with its stack before it was entered. */
  enter(entered: EnterFact): void {
    this.entered = entered;
  }

  /**
   * Several times in a threshold. `silentMs`: how long the observer itself did not run since it last polled though it had no
   * reason: neither slept nor waited for a processor.
   */
  poll(silentMs: number): void {
    const { slot, options } = this;
    const now = options.now();
    const seq = Atomics.load(slot.words, word.seq);
    const turnStart = slot.reals[real.turnStart]!;
    const cpu = options.cpu.read();
    const elapsed = now - this.pollMs;
    const before = this.figures.cpu;
    const ran = cpu && before ? cpu.runMs - before.runMs : 0;
    const ready = ran + (cpu && before ? (cpu.waitMs ?? 0) - (before.waitMs ?? 0) : 0);
    this.figures.cpu = cpu;
    const call = this.currentCall();
    // 1. The observer itself did not run, and neither did the thread: the process was stopped.
    const suspendedMs = silentMs > gapMs && ran < 0.2 * elapsed && !call ? elapsed : 0;
    this.figures.suspendedMs += suspendedMs;
    // 2. A new turn: what was known of the old one is kept for its report.
    if (seq !== this.seq) this.newTurn(seq, before, cpu, suspendedMs);
    // 3. Is the thread running or about to, in a call it cannot leave, or deaf?
    const nudged = this.nudgedMs > turnStart;
    const deaf = nudged && now - this.nudgedMs >= stuckMs;
    // How long it waits for a processor stands in its time only when it has got one.
    const waits = (): boolean => (this.busySince !== null || ran > 0) && options.cpu.ready() === true;
    if (suspendedMs === 0 && (ready >= 0.5 * elapsed || call !== null || deaf || waits())) {
      this.busySince ??= Math.max(turnStart, deaf ? this.nudgedMs : this.pollMs);
      this.figures.firstBusyMs ??= this.busySince;
    } else if (this.busySince !== null) {
      // Busy long enough to be told of, and now waiting for events: without a turn nobody would hear of it.
      if (now - this.busySince >= options.thresholdMs / 2) this.nudge(now);
      this.busySince = null;
      this.clearStall();
    }
    this.pollMs = now;
    // 4. While it is overdue: look, and tell.
    if (this.busySince !== null) this.overdue(now, now - this.busySince, call);
    // A rare nudge proves that quiet is idle: a thread asleep in native code does not answer.
    else if (!nudged && now - turnStart >= nudgeMs) this.nudge(now);
  }

  /** What was seen of a turn that the thread has reported. */
  watchFact(seq: number): WatchFact | null {
    const figures = this.past.get(seq) ?? (seq === this.seq ? this.figures : null);
    if (!figures) return null;
    const { suspendedMs, cpuAtStart, cpu, firstBusyMs } = figures;
    const delta = (part: 'runMs' | 'waitMs'): number | null => {
      const end = cpu?.[part];
      const start = cpuAtStart?.[part];
      return typeof end === 'number' && typeof start === 'number' ? end - start : null;
    };
    return {
      t: 'watch',
      th: this.options.th,
      seq,
      suspendedMs,
      starvedMs: delta('waitMs'),
      cpuMs: delta('runMs'),
      firstBusyMs,
    };
  }

  dispose(): void {
    this.options.cpu.dispose();
  }

  private newTurn(seq: number, before: CpuTime | null, cpu: CpuTime | null, suspendedMs: number): void {
    // Turns that began and ended between two polls share what was seen in that time.
    for (let past = Math.max(this.seq + 1, seq - 4); past < seq; past++) {
      this.past.set(past, { suspendedMs, cpuAtStart: before, cpu, firstBusyMs: null });
    }
    this.past.set(this.seq, this.figures);
    for (const old of this.past.keys()) {
      if (this.past.size <= rememberedTurns) break;
      this.past.delete(old);
    }
    this.figures = { suspendedMs, cpuAtStart: before, cpu, firstBusyMs: null };
    this.clearStall();
    this.seq = seq;
    this.busySince = null;
    this.looks = 0;
    this.nextLookMs = 0;
    this.entered = null;
  }

  private clearStall(): void {
    if (this.stallSentMs !== null) this.options.send({ t: 'clear', th: this.options.th, seq: this.seq });
    this.stallSentMs = null;
  }

  private currentCall(): { kind: CallKind; call: string; sinceMs: number } | null {
    const index = this.slot.words[word.call]!;
    if (index === 0) return null;
    const [call, kind] = this.calls[index - 1] ?? ['', 'sync-io' as const];
    // A worker asleep in Atomics.wait waits for work.
    if (kind === 'wait' && this.options.isWorker) return null;
    return { call, kind, sinceMs: this.slot.reals[real.callSince]! };
  }

  private overdue(now: number, busyMs: number, call: ReturnType<Watcher['currentCall']>): void {
    if (busyMs >= firstLookMs && now >= this.nextLookMs && !this.lookInFlight) void this.look(now);
    if (
      busyMs >= this.options.thresholdMs &&
      (this.stallSentMs === null || now - this.stallSentMs >= stallEveryMs)
    ) {
      this.sendStall(now, call);
    }
  }

  private sendStall(now: number, call: ReturnType<Watcher['currentCall']>): void {
    const { entered } = this;
    const known =
      call && entered?.call === call.call && entered.sinceMs === call.sinceMs ? entered.stack : null;
    const fact: StallFact = {
      t: 'stall',
      th: this.options.th,
      seq: this.seq,
      sinceMs: this.busySince ?? now,
      atMs: now,
      call: call && { ...call, stack: known },
    };
    this.stallSentMs = now;
    this.options.send(fact);
  }

  private async look(askedMs: number): Promise<void> {
    this.lookInFlight = true;
    const { seq } = this;
    let look = await this.options.look();
    // Caught between two microtasks, or before there was a sign of any: one of the next has a line.
    for (let again = 0; again < looksInFlood && look?.stack.length === 0 && look.seq === seq; again++) {
      look = await this.options.look();
    }
    this.lookInFlight = false;
    if (look === null || (look.stack.length === 0 && look.microtasks === 0)) {
      // Not reachable yet; or the loop was waiting for events after all and other threads used the processor.
      this.idleAnswers = Math.min(this.idleAnswers + 1, 6);
      this.nextLookMs = this.options.now() + 3 * 2 ** this.idleAnswers;
      return;
    }
    this.idleAnswers = 0;
    const { stack, atMs, microtasks } = look;
    this.options.send({ t: 'sample', th: this.options.th, seq: look.seq, askedMs, atMs, stack, microtasks });
    // Caught between two microtasks: the next one may have a line.
    if (look.seq !== seq || stack.length === 0) return;
    this.nextLookMs = this.options.now() + lookPauseMs(this.looks);
    this.looks++;
  }

  private nudge(now: number): void {
    this.nudgedMs = now;
    this.options.nudge();
  }
}
