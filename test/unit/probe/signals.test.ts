import assert from 'node:assert/strict';
import { claimSlot, createShared, real, word } from '../../../src/probe/layout';
import { SignalFigures } from '../../../src/probe/signalFigures';
import { Signals } from '../../../src/probe/signals';
import type { SignalFact } from '../../../src/shared/facts';

/** A thread whose clock goes by hand; counting its handles takes `countMs`. */
function thread({ tellsCpu = true, countMs = 0 } = {}) {
  const slot = claimSlot(createShared())!;
  slot.reals.fill(NaN, real.heapUsed);
  const counted: number[] = [];
  const taken: number[] = [];
  let clock = 0;
  const signals = new Signals(
    slot,
    {
      now: () => clock,
      memoryUsage: () => ({ heapUsed: 10 + clock, heapTotal: 99 }),
      activeResources: () => {
        counted.push(clock);
        clock += countMs;
        return ['Timeout', 'TCPSocketWrap'];
      },
      threadCpuUsage: tellsCpu ? () => ({ user: 1500, system: 500 }) : undefined,
    },
    () => taken.push(clock),
  );
  /** Turns of the loop every `stepMs`. */
  const turns = (untilMs: number, stepMs: number): void => {
    while (clock < untilMs) {
      clock += stepMs;
      signals.turn(clock);
    }
  };
  return { slot, signals, counted, taken, turns };
}

describe('Signals', () => {
  it('are taken at most once a second, however fast the loop turns', () => {
    const { taken, turns } = thread();
    turns(3500, 1);
    assert.deepEqual(taken, [1, 1001, 2001, 3001]);
  });

  it('are left in shared memory', () => {
    const { slot, turns } = thread();
    assert.ok(Number.isNaN(slot.reals[real.heapUsed]!));
    turns(7, 7);
    assert.deepEqual(
      [real.heapUsed, real.heapTotal, real.handles, real.cpu].map((index) => slot.reals[index]),
      [17, 99, 2, 2],
    );
  });

  it('count handles more rarely where that takes long', () => {
    const { counted, turns } = thread({ countMs: 1 });
    turns(130_000, 100);
    const pauses = counted.slice(1).map((atMs, index) => atMs - counted[index]!);
    assert.ok(pauses[0]! >= 2000 && pauses[1]! >= 4000 && pauses[2]! >= 8000, String(pauses));
    assert.ok(Math.max(...pauses) <= 62_000);
    const { counted: cheap, turns: often } = thread({ countMs: 0.1 });
    often(10_000, 100);
    assert.ok(cheap.length >= 9);
  });

  it('do without what Node does not tell, or what fails', () => {
    const { slot, turns } = thread({ tellsCpu: false });
    turns(7, 7);
    assert.ok(Number.isNaN(slot.reals[real.cpu]!));
    const fail = (): never => {
      throw new Error('denied');
    };
    const failing = { now: () => 0, memoryUsage: fail, activeResources: fail, threadCpuUsage: fail };
    new Signals(slot, failing, fail).turn(5);
    assert.equal(slot.reals[real.heapUsed], 17);
  });
});

describe('SignalFigures', () => {
  const clock = (ofThread: boolean) => ({
    ofThread,
    read: () => ({ runMs: 70, waitMs: null }),
    ready: () => null,
    dispose() {},
  });

  function sent(th: number, cpu: ReturnType<typeof clock> | null, seen = true): SignalFact {
    const { slot, turns } = thread();
    if (seen) turns(7, 7);
    slot.words[word.requests] = 3;
    const facts: SignalFact[] = [];
    new SignalFigures(
      slot,
      th,
      cpu,
      () => 1234,
      (fact) => facts.push(fact),
    ).send();
    assert.equal(facts.length, 1);
    return facts[0]!;
  }

  it('say what the thread left, and what the system tells', () => {
    const { rss, ...fact } = sent(0, clock(true));
    assert.deepEqual(fact, {
      ...{ t: 'signal', th: 0, atMs: 1234, cpuMs: 70 },
      ...{ heapUsed: 17, heapTotal: 99, handles: 2, requests: 3 },
    });
    assert.ok(rss! > 1_000_000);
  });

  it('take no process’s time for a thread’s, and no memory of a process for a worker’s', () => {
    assert.equal(sent(0, clock(false)).cpuMs, 2, 'the thread’s own word');
    assert.equal(sent(3, null).rss, null);
  });

  it('say what is not known', () => {
    const { cpuMs, heapUsed, heapTotal, handles } = sent(0, null, false);
    assert.deepEqual([cpuMs, heapUsed, heapTotal, handles], [null, null, null, null]);
  });
});
