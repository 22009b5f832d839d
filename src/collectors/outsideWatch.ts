import type { Beat, EnterFact, Fact, Look } from '../shared/facts';
import { lookPauseMs, looksInFlood, stallEveryMs } from '../shared/looks';

/** What the watch needs of the world. */
export interface OutsideWatchOptions {
  readonly thresholdMs: number;
  /** A clock of ours in milliseconds; the thread's own is reckoned from it. */
  readonly now: () => number;
  /** Interrupts the thread for a look; resolves when it is served, with null where it cannot be had. */
  readonly look: () => Promise<Look | null>;
  /** Whether the user's debugger holds the thread: it is not looked at then. */
  readonly paused: () => boolean;
  readonly onFact: (fact: Fact) => void;
}

/** How often `poll` is to be called. */
export const pollMs = 10;
/**
 * Polls that come later than this say that we were held up ourselves: what the thread sent meanwhile is yet to be read, what it
 * had sent by the poll before is not. On a machine with no processor to spare every poll may be such.
 */
const lateMs = 50;
/** A beat comes every 20 ms when the loop turns; timers are late by a few. */
const beatMs = 30;

/**
 * Watches a thread from outside its process, where a sentinel would show up in the user's list of threads. When the beats
 * of its probe fail to come, takes looks and tells of a stall, as the sentinel does.
 */
export class OutsideWatch {
  private beat: Beat | null = null;
  /** The thread's clock minus ours, by the beat that was quickest on its way. */
  private aheadMs = -Infinity;
  /** Time of ours since which nothing says that the loop turns, or that the debugger lets it. */
  private quietAt = 0;
  private polledAt = 0;
  private heldAt = -Infinity;
  /** The long call that the thread went into, as long as nothing shows it outside of that. */
  private entered: EnterFact | null = null;
  /** First sign of what keeps the loop, on the thread's clock. */
  private busySinceMs: number | null = null;
  /** Number of the turn, as the last look gave it; the beat may be of the turn before. */
  private turnSeq: number | null = null;
  private looks = 0;
  private nextLookAt = 0;
  private inFlight = false;
  /** It is ending: what is evaluated in a Node that tears itself down can crash it. */
  private ended = false;
  private stall: { readonly at: number; readonly seq: number } | null = null;

  constructor(private readonly options: OutsideWatchOptions) {}

  /** Takes in a line of the probe. */
  accept(line: Fact | Beat | EnterFact): void {
    if (line.t === 'beat') {
      this.turned();
      this.beat = line;
      this.aheadMs = Math.max(this.aheadMs, line.atMs - this.quietAt);
    } else if (line.t === 'enter') {
      this.entered = line;
      this.busySinceMs ??= line.sinceMs;
    } else {
      if (line.t === 'bye') this.ended = true;
      if (line.t === 'turn') {
        // It says of the stall all that is to be said.
        this.stall = null;
        this.turned();
      }
      this.options.onFact(line);
    }
  }

  poll(): void {
    const { beat, options } = this;
    const now = options.now();
    const late = now - this.polledAt > lateMs;
    const heardUntil = late ? this.polledAt : now;
    this.polledAt = now;
    if (!beat || this.ended) return;
    if (options.paused()) this.heldAt = now;
    // The debugger's word that it lets go comes late, and what ran before is a part of its step.
    if (now - this.heldAt < beatMs) {
      this.turned();
      return;
    }
    const quietMs = heardUntil - this.quietAt;
    if (quietMs < beatMs) return;
    if (now >= this.nextLookAt && !this.inFlight) void this.look(beat.th, now);
    const due =
      this.stall === null ? quietMs >= beatMs + options.thresholdMs : now - this.stall.at >= stallEveryMs;
    if (due) this.sendStall(beat, now);
  }

  /** The loop turns, or stands for a reason of the debugger's: no stall. */
  private turned(): void {
    if (this.stall && this.beat) this.options.onFact({ t: 'clear', th: this.beat.th, seq: this.stall.seq });
    this.stall = null;
    this.quietAt = this.options.now();
    this.entered = null;
    this.busySinceMs = null;
    this.turnSeq = null;
    this.looks = 0;
    this.nextLookAt = 0;
  }

  /** The thread's clock, as it is reckoned. */
  threadMs(at = this.options.now()): number {
    return at + this.aheadMs;
  }

  private sendStall({ th, seq: beatSeq }: Beat, now: number): void {
    const { entered } = this;
    const seq = this.turnSeq ?? beatSeq;
    this.stall = { at: now, seq };
    this.options.onFact({
      t: 'stall',
      th,
      seq,
      sinceMs: this.busySinceMs ?? this.threadMs(this.quietAt),
      atMs: this.threadMs(now),
      call: entered && {
        kind: entered.kind,
        call: entered.call,
        sinceMs: entered.sinceMs,
        stack: entered.stack,
      },
    });
  }

  private async look(th: number, now: number): Promise<void> {
    this.inFlight = true;
    const { quietAt, options } = this;
    let look = await options.look();
    // Caught between two microtasks, or before there was a sign of any: one of the next has a line.
    for (let again = 0; again < looksInFlood && look?.stack.length === 0 && !options.paused(); again++) {
      look = await options.look();
    }
    this.inFlight = false;
    if (!look) this.nextLookAt = Infinity;
    if (!look || options.paused()) return;
    const { seq, atMs, stack, microtasks } = look;
    const answered = options.now();
    if (stack.length === 0 && microtasks === 0) {
      // It waits for events; the beats are late on their way.
      this.turned();
      return;
    }
    options.onFact({ t: 'sample', th, seq, askedMs: this.threadMs(now), atMs, stack, microtasks });
    // The loop has turned since it was asked.
    if (this.quietAt !== quietAt) return;
    this.turnSeq = seq;
    this.busySinceMs ??= this.threadMs(quietAt);
    // It is served before or after a native call, not within: code of the program's own on top says after.
    if (stack[0] && !stack[0].url.startsWith('node:')) this.entered = null;
    this.nextLookAt = answered + lookPauseMs(this.looks++);
  }
}
