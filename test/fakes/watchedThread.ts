import type { Fact, Look, RawStack } from '../../src/shared/facts';
import { claimSlot, createShared, real, word } from '../../src/probe/layout';
import { Watcher } from '../../src/probe/watcher';
import { rawFrame } from './callClock';

const pollMs = 5;
export const thresholdMs = 20;
export const busyStack: RawStack = [rawFrame('busy', 7)];

/** What a thread does until the next poll. */
type Doing = 'running' | 'waiting for a processor' | 'asleep';

/** A thread that does as it is told, with its watcher on a clock of its own: every step is one poll of the sentinel. */
export class WatchedThread {
  readonly facts: Fact[] = [];
  nudges = 0;
  looksAsked = 0;
  /** Answers of the thread when it is interrupted; null: it cannot be reached. */
  look: (() => Partial<Look> | null) | 'never answers' = () => ({ stack: busyStack });
  /** Whether the loop turns when it is nudged. */
  answersNudges = true;
  private nowMs = 1000;
  private readonly cpu = { runMs: 0, waitMs: 0 };
  private doing: Doing = 'asleep';
  /** Waiting that Linux does not tell of before it is over. */
  private waitingMs = 0;
  private readonly slot = claimSlot(createShared())!;
  readonly watcher: Watcher;

  constructor({ isWorker = false, tellsCpu = true } = {}) {
    this.startTurn();
    this.watcher = new Watcher(this.slot, {
      th: 0,
      isWorker,
      thresholdMs,
      now: () => this.nowMs,
      cpu: {
        ofThread: true,
        read: () => (tellsCpu ? { ...this.cpu } : null),
        ready: () => (tellsCpu ? this.doing !== 'asleep' : null),
        dispose: () => {},
      },
      look: () => this.answer(),
      nudge: () => {
        this.nudges++;
        if (this.answersNudges) this.turn();
      },
      send: (fact) => this.facts.push(fact),
    });
  }

  /**
   * Time goes by, poll by poll. The sentinel itself may get to run only `everyMs`; `silentMs` of it are such that it should have
   * run and did not.
   */
  async be(doing: Doing, forMs: number, everyMs = pollMs, silentMs = 0): Promise<void> {
    this.doing = doing;
    for (let ms = 0; ms < forMs; ms += everyMs) {
      this.nowMs += everyMs;
      if (doing === 'waiting for a processor') this.waitingMs += everyMs;
      else {
        this.cpu.waitMs += this.waitingMs;
        this.waitingMs = 0;
      }
      if (doing === 'running') this.cpu.runMs += everyMs;
      await this.poll(silentMs);
    }
  }

  /** The loop turns. */
  turn(): void {
    this.slot.words[word.seq]!++;
    this.startTurn();
  }

  /** The thread enters call number `index` of the watcher's table. */
  enter(index: number): void {
    this.slot.words[word.call] = index + 1;
    this.slot.reals[real.callSince] = this.nowMs;
  }

  leave(): void {
    this.slot.words[word.call] = 0;
  }

  get seq(): number {
    return this.slot.words[word.seq]!;
  }

  get now(): number {
    return this.nowMs;
  }

  /** The facts of one type, oldest first. */
  told<T extends Fact['t']>(type: T): Extract<Fact, { t: T }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { t: T }> => fact.t === type);
  }

  private async poll(silentMs: number): Promise<void> {
    this.watcher.poll(silentMs);
    // A look that can be had is served before the next poll.
    await new Promise((resolve) => setImmediate(resolve));
  }

  private startTurn(): void {
    this.slot.reals[real.turnStart] = this.nowMs;
  }

  private answer(): Promise<Look | null> {
    this.looksAsked++;
    if (this.look === 'never answers') return new Promise(() => {});
    const look = this.look();
    const turn = { seq: this.seq, sinceMs: this.slot.reals[real.turnStart]!, atMs: this.nowMs };
    return Promise.resolve(look && { ...turn, stack: [], microtasks: 0, ...look });
  }
}
