import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { createLineReader } from '../shared/lines';
import { probeExpression } from '../shared/looks';
import type { Ask, CallKind, EnterFact, Fact, ProbeConfig } from '../shared/facts';
import { createCpuClock, currentTid, type CpuTime } from './cpuClock';
import { Inspect } from './inspect';
import { carrier, maxThreads, real, slotAt, slotState, word, type Slot } from './layout';
import { LoopFigures } from './loopFigures';
import { Profiler } from './profiler';
import { ringRead } from './ring';
import { SignalFigures, signalsEveryMs } from './signalFigures';
import { message } from './sentinelHandle';
import { Watcher } from './watcher';

/**
 * The one thread per process that watches the others: reads what they left in shared memory, looks at a loop that does not
 * turn, and tells the engine. It works for as long as the engine's socket is open, and leaves the process alone after.
 */
export interface SentinelData {
  readonly shared: SharedArrayBuffer;
  readonly config: ProbeConfig;
}

/** Lines that threads write for the sentinel alone. */
export type Aside =
  { readonly t: 'calls'; readonly calls: readonly (readonly [string, CallKind])[] } | EnterFact;

const pollMs = 5;
const loopEveryMs = 250;
/** Past this the engine does not read: facts are dropped rather than kept in the program's memory. */
const maxBufferedBytes = 4 * 1024 * 1024;

interface Watched {
  readonly slot: Slot;
  readonly th: number;
  readonly watcher: Watcher;
  readonly loop: LoopFigures;
  readonly signals: SignalFigures;
  dropped: number;
}

const hrNow = (): number => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
};

class Sentinel {
  private readonly watched = new Map<number, Watched>();
  private inspect!: Inspect;
  private profiler!: Profiler;
  private readonly slots: Slot[];
  private readonly ownCpu = createCpuClock(currentTid());
  private polled: { readonly atMs: number; readonly cpu: CpuTime | null } = { atMs: hrNow(), cpu: null };
  private loopSentMs = 0;
  private signalsSentMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    { shared }: SentinelData,
    private readonly config: ProbeConfig,
    private readonly socket: Socket,
  ) {
    this.slots = Array.from({ length: maxThreads }, (_, index) => slotAt(shared, index));
  }

  start(): void {
    const main = this.slots[0]!;
    if (Atomics.compareExchange(main.words, word.carrier, carrier.none, carrier.sentinel) !== carrier.none)
      return;
    const reader = createLineReader((ask) => void this.answer(ask as Ask));
    // Not before: the main thread's end waits for a sentinel only from here on, and a session must not outlast it.
    this.inspect = new Inspect();
    this.profiler = new Profiler(
      this.inspect,
      (fact) => this.send(fact),
      (line) => this.write(line),
    );
    this.socket.setEncoding('utf8').on('data', reader);
    this.socket.on('close', () => void this.leave());
    parentPort!.on('message', (text) => {
      if (text === message.flush) this.flush();
      else this.finish();
    });
    this.poll();
  }

  private readonly poll = (): void => {
    const now = hrNow();
    const silentMs = this.silentMs(now);
    for (const { watcher } of this.watched.values()) watcher.poll(silentMs);
    this.collect();
    if (now - this.loopSentMs >= loopEveryMs) {
      this.loopSentMs = now;
      for (const { loop } of this.watched.values()) loop.send();
    }
    if (now - this.signalsSentMs >= signalsEveryMs) {
      this.signalsSentMs = now;
      for (const { signals } of this.watched.values()) signals.send();
    }
    this.timer = setTimeout(this.poll, pollMs);
  };

  /** Time since the last poll in which this thread neither slept by its own will, nor ran, nor waited for a processor. */
  private silentMs(now: number): number {
    const before = this.polled;
    const cpu = this.ownCpu.ofThread ? this.ownCpu.read() : null;
    this.polled = { atMs: now, cpu };
    const elapsed = now - before.atMs;
    if (!cpu || !before.cpu) return elapsed;
    return elapsed - pollMs - (cpu.runMs - before.cpu.runMs) - (cpu.waitMs! - before.cpu.waitMs!);
  }

  /** Takes up new threads, passes on what all have written, and lets go of those that have ended. */
  private collect(): void {
    for (const slot of this.slots) {
      const state = Atomics.load(slot.words, word.state);
      const known = state === slotState.live || state === slotState.ended;
      if (known && !this.watched.has(slot.index)) this.watch(slot);
    }
    for (const watched of this.watched.values()) {
      // Read before the ring: a thread writes its last line before it says that it has ended.
      const ended = Atomics.load(watched.slot.words, word.state) === slotState.ended;
      this.drain(watched);
      if (ended) this.end(watched);
    }
  }

  private watch(slot: Slot): void {
    const th = slot.words[word.threadId]!;
    const origin = slot.reals[real.hrOrigin]!;
    const now = (): number => hrNow() - origin;
    const cpu = createCpuClock(slot.words[word.tid]!);
    const watcher = new Watcher(slot, {
      th,
      isWorker: th !== 0,
      thresholdMs: this.config.thresholdMs,
      now,
      cpu,
      look: () => this.inspect.look(th),
      nudge: () => {
        if (th === 0) parentPort!.postMessage(message.nudge);
        else void this.inspect.evaluate(th, '0');
      },
      send: (fact) => this.send(fact),
    });
    const loop = new LoopFigures(slot, th, (fact) => this.send(fact));
    const signals = new SignalFigures(slot, th, cpu, now, (fact) => this.send(fact));
    this.watched.set(slot.index, { slot, th, watcher, loop, signals, dropped: 0 });
  }

  private end({ slot, loop, signals, watcher }: Watched): void {
    loop.send();
    signals.send();
    watcher.dispose();
    this.watched.delete(slot.index);
    Atomics.store(slot.words, word.ringTail, Atomics.load(slot.words, word.ringHead));
    Atomics.store(slot.words, word.state, slotState.free);
  }

  private drain(watched: Watched): void {
    const { slot, watcher, th } = watched;
    for (const line of ringRead(slot).split('\n')) {
      if (line === '') continue;
      const fact = JSON.parse(line) as Fact | Aside;
      if (fact.t === 'calls') watcher.calls = fact.calls;
      else if (fact.t === 'enter') watcher.enter(fact);
      else {
        this.write(line);
        if (fact.t === 'turn') {
          const seen = watcher.watchFact(fact.seq);
          if (seen) this.send(seen);
        }
      }
    }
    const dropped = slot.words[word.dropped]!;
    if (dropped !== watched.dropped) {
      this.send({ t: 'dropped', th, count: dropped - watched.dropped });
      watched.dropped = dropped;
    }
  }

  private send(fact: Fact): void {
    this.write(JSON.stringify(fact));
  }

  private write(line: string): void {
    if (this.socket.writableLength < maxBufferedBytes) this.socket.write(line + '\n');
  }

  private async answer(ask: Ask): Promise<void> {
    if (ask.t === 'detach') {
      await this.leave();
      return;
    }
    if (ask.t === 'profile') {
      const origin = [...this.watched.values()].find(({ th }) => th === ask.th)?.slot.reals[real.hrOrigin];
      await this.profiler.record(ask.th, ask.durationMs, () => hrNow() - (origin ?? 0));
      return;
    }
    const map = await this.inspect.evaluate(
      ask.th,
      `${probeExpression}.sourceMap(${JSON.stringify(ask.url)})`,
    );
    this.send({ t: 'sourceMap', th: ask.th, url: ask.url, map: typeof map === 'string' ? map : null });
  }

  /** The main thread is about to end and waits for this. */
  private flush(): void {
    const main = this.slots[0]!;
    if (Atomics.load(main.words, word.carrier) !== carrier.flush) return;
    this.collect();
    for (const { loop, signals } of this.watched.values()) {
      loop.send();
      signals.send();
    }
    clearTimeout(this.timer);
    this.inspect.dispose();
    this.socket.write('\n', () => {
      Atomics.store(main.words, word.carrier, carrier.flushed);
      Atomics.notify(main.words, word.carrier);
    });
  }

  /** The engine is gone or has asked to: every thread's probe is taken out, then this thread ends. */
  private async leave(): Promise<void> {
    clearTimeout(this.timer);
    this.socket.removeAllListeners('close');
    const threads = [...this.watched.values()].map(({ th }) => th);
    await Promise.all(threads.map((th) => this.inspect.evaluate(th, `${probeExpression}?.detach()`)));
    for (const watched of this.watched.values()) {
      this.drain(watched);
      watched.watcher.dispose();
    }
    this.ownCpu.dispose();
    this.inspect.dispose();
    this.socket.end();
    // Node aborts the process when this thread ends just as the main thread lets go of the session.
    parentPort!.postMessage(message.closed);
  }

  private finish(): void {
    parentPort!.removeAllListeners('message');
    parentPort!.unref();
  }
}

const data = workerData as SentinelData;
const socket = connect(data.config.endpoint);
socket.on('error', () => socket.destroy());
socket.once('connect', () => new Sentinel(data, data.config, socket).start());
