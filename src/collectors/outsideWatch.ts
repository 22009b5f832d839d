import type { Beat, EnterFact, Fact, Look } from '../shared/facts';
import { lookPauseMs, probeExpression, stallEveryMs } from '../shared/looks';
import { evaluate, type InspectorSession } from '../inspector/session';
import type { Disposable } from '../shared/disposable';

export interface OutsideWatchOptions {
  readonly thresholdMs: number;
  /** Whether the user's debugger holds the thread: it is not looked at then. */
  readonly paused: () => boolean;
  readonly onFact: (fact: Fact) => void;
}

const pollMs = 10;
/** A beat comes every 20 ms when the loop turns; timers are late by a few. */
const beatMs = 30;

/**
 * Watches a debugged thread from outside its process, where a sentinel would show up in the user's list of threads. When
 * the beats of its probe fail to come, takes looks through the session. `accept` takes in the probe's lines.
 */
export class OutsideWatch implements Disposable {
  private readonly timer: NodeJS.Timeout;
  private beat: Beat | null = null;
  private beatAt = 0;
  private entered: EnterFact | null = null;
  private looks = 0;
  private nextLookAt = 0;
  private inFlight = false;
  private stallAt: number | null = null;
  /** Number of the turn, as the last look gave it; a beat may be of the turn before. */
  private turnSeq: number | null = null;

  constructor(
    private readonly session: InspectorSession,
    private readonly options: OutsideWatchOptions,
  ) {
    this.timer = setInterval(() => this.poll(), pollMs);
  }

  accept(line: Fact | Beat | EnterFact): void {
    if (line.t === 'beat') this.onBeat(line);
    else if (line.t === 'enter') this.entered = line;
    else {
      if (line.t === 'turn') this.turned();
      this.options.onFact(line);
    }
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  private onBeat(beat: Beat): void {
    if (this.stallAt !== null && this.beat) {
      this.options.onFact({ t: 'clear', th: beat.th, seq: this.turnSeq ?? this.beat.seq });
    }
    this.beat = beat;
    this.turned();
  }

  private turned(): void {
    this.beatAt = performance.now();
    this.entered = null;
    this.looks = 0;
    this.nextLookAt = 0;
    this.stallAt = null;
    this.turnSeq = null;
  }

  private poll(): void {
    const { beat, beatAt, options } = this;
    const now = performance.now();
    if (!beat || options.paused()) {
      this.beatAt = now;
      return;
    }
    const silentMs = now - beatAt;
    if (silentMs < beatMs) return;
    if (now >= this.nextLookAt && !this.inFlight) void this.look(beat, now);
    if (
      silentMs >= beatMs + options.thresholdMs &&
      (this.stallAt === null || now - this.stallAt >= stallEveryMs)
    ) {
      this.stallAt = now;
      this.sendStall(beat, silentMs);
    }
  }

  private sendStall({ th, seq, atMs }: Beat, silentMs: number): void {
    const { entered } = this;
    this.options.onFact({
      t: 'stall',
      th,
      seq: this.turnSeq ?? seq,
      sinceMs: entered?.sinceMs ?? atMs,
      atMs: atMs + silentMs,
      call: entered && {
        kind: entered.kind,
        call: entered.call,
        sinceMs: entered.sinceMs,
        stack: entered.stack,
      },
    });
  }

  private async look(beat: Beat, now: number): Promise<void> {
    this.inFlight = true;
    const askedMs = beat.atMs + (now - this.beatAt);
    try {
      const text = await evaluate(this.session, `${probeExpression}.look()`);
      const look = JSON.parse(String(text)) as Look;
      if (look.stack.length === 0 && look.microtasks === 0) return;
      const { seq, atMs, stack, microtasks } = look;
      this.options.onFact({ t: 'sample', th: beat.th, seq, askedMs, atMs, stack, microtasks });
      this.turnSeq = seq;
    } catch {
      // The target has gone, or its probe: the session's end tells.
    } finally {
      this.inFlight = false;
      this.nextLookAt = performance.now() + lookPauseMs(this.looks++);
    }
  }
}
