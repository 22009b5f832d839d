import assert from 'node:assert/strict';
import { busyStack, thresholdMs, WatchedThread } from '../../fakes/watchedThread';

describe('Watcher: a thread that runs and does not turn', () => {
  it('is looked at, with growing pauses, and told of when it passes the threshold', async () => {
    const thread = new WatchedThread();
    await thread.be('running', 15);
    assert.deepEqual(thread.told('stall'), []);
    await thread.be('running', 485);
    const samples = thread.told('sample');
    assert.deepEqual(samples[0]?.stack, busyStack);
    assert.ok(samples.every(({ seq, askedMs, atMs }) => seq === thread.seq && askedMs <= atMs));
    const pauses = samples.slice(1).map(({ atMs }, index) => atMs - samples[index]!.atMs);
    assert.ok(
      pauses.every((pause, index) => index === 0 || pause >= pauses[index - 1]!),
      pauses.join(),
    );
    assert.ok(pauses.at(-1)! > 4 * pauses[0]!, 'a long block is looked at rarely');
    const [first, ...later] = thread.told('stall');
    assert.deepEqual([first?.seq, first?.call], [thread.seq, null]);
    assert.ok(first!.atMs - first!.sinceMs >= thresholdMs);
    assert.ok(later.length > 0 && later.length <= 5, 'told again, but not at every poll');
    assert.ok(later.every(({ sinceMs }) => sinceMs === first!.sinceMs));
  });

  it('is no different while it waits for a processor', async () => {
    const thread = new WatchedThread();
    await thread.be('running', 5);
    await thread.be('waiting for a processor', 100);
    await thread.be('running', 5);
    await thread.be('waiting for a processor', 50);
    const stalls = thread.told('stall');
    assert.ok(stalls.length > 0);
    assert.equal(new Set(stalls.map(({ sinceMs }) => sinceMs)).size, 1, 'one block throughout');
    assert.deepEqual(thread.told('clear'), []);
    await thread.be('running', 5);
    thread.turn();
    await thread.be('asleep', 5);
    const fact = thread.watcher.watchFact(thread.seq - 1);
    assert.deepEqual([fact?.starvedMs, fact?.cpuMs], [150, 15]);
  });

  it('is not told of before it has run: an event came, and no processor was to be had', async () => {
    const thread = new WatchedThread();
    await thread.be('asleep', 20);
    await thread.be('waiting for a processor', 100);
    assert.deepEqual(thread.told('stall'), []);
  });

  it('begins its block no earlier than it was last seen idle', async () => {
    const thread = new WatchedThread();
    await thread.be('asleep', 100);
    const idleUntil = thread.now;
    await thread.be('running', 100);
    assert.equal(thread.told('stall')[0]?.sinceMs, idleUntil);
    thread.turn();
    await thread.be('asleep', 5);
    assert.equal(thread.watcher.watchFact(thread.seq - 1)?.firstBusyMs, idleUntil);
  });

  it('is asked once at a time', async () => {
    const thread = new WatchedThread();
    thread.look = 'never answers';
    await thread.be('running', 300);
    assert.equal(thread.looksAsked, 1);
    assert.ok(thread.told('stall').length > 0, 'it is told of all the same');
  });

  it('that cannot be reached is asked again, ever more rarely, and looked at once it can be', async () => {
    const thread = new WatchedThread();
    thread.look = () => null;
    await thread.be('running', 100);
    const early = thread.looksAsked;
    await thread.be('running', 900);
    assert.ok(early > 1 && thread.looksAsked < 3 * early, `${early}, then ${thread.looksAsked}`);
    assert.deepEqual(thread.told('sample'), []);
    thread.look = () => ({ stack: busyStack });
    await thread.be('running', 300);
    assert.deepEqual(thread.told('sample')[0]?.stack, busyStack);
  });

  it('gets a few looks in a row when it is met between two microtasks', async () => {
    const thread = new WatchedThread();
    let answers = 0;
    thread.look = () => ({ stack: answers++ < 3 ? [] : busyStack, microtasks: 1 });
    await thread.be('running', 10);
    assert.deepEqual(
      thread.told('sample').map(({ stack, microtasks }) => [stack, microtasks]),
      [[busyStack, 1]],
    );
    thread.look = () => ({ stack: [], microtasks: 9 });
    await thread.be('running', 10);
    assert.deepEqual(thread.told('sample').at(-1)?.microtasks, 9, 'a flood without a line is told too');
  });
});

describe('Watcher: a thread that waits for events', () => {
  it('is left alone', async () => {
    const thread = new WatchedThread();
    await thread.be('asleep', 240);
    assert.deepEqual([thread.facts, thread.looksAsked, thread.nudges], [[], 0, 0]);
  });

  it('is nudged once in a while, and proves so that it can turn', async () => {
    const thread = new WatchedThread();
    await thread.be('asleep', 2000);
    assert.ok(thread.nudges >= 4 && thread.nudges <= 8, `${thread.nudges}`);
    assert.deepEqual([thread.facts, thread.looksAsked], [[], 0]);
  });

  it('is no block when others of its process were busy: it answers a look without a stack', async () => {
    const thread = new WatchedThread();
    thread.look = () => ({ stack: [] });
    // Where the system tells only of the whole process, its time looks like this thread's.
    await thread.be('running', 400);
    assert.deepEqual(thread.told('sample'), []);
    assert.ok(thread.looksAsked < 200, `asked ever more rarely: ${thread.looksAsked}`);
  });

  it('ends a stall that was told, and its turn is asked for', async () => {
    const thread = new WatchedThread();
    await thread.be('running', 60);
    assert.equal(thread.told('stall').length, 1);
    const { seq } = thread;
    await thread.be('asleep', 10);
    assert.deepEqual(thread.facts.at(-1), { t: 'clear', th: 0, seq });
    assert.equal(thread.nudges, 1, 'without a turn nobody would hear of the block');
  });
});

describe('Watcher: turns', () => {
  it('clears a stall with the turn', async () => {
    const thread = new WatchedThread();
    await thread.be('running', 30);
    const { seq } = thread;
    thread.turn();
    await thread.be('running', 5);
    assert.deepEqual(thread.told('clear'), [{ t: 'clear', th: 0, seq }]);
    await thread.be('running', 10);
    assert.equal(thread.told('clear').length, 1);
  });

  it('that come often are never looked into, however busy the thread is', async () => {
    const thread = new WatchedThread();
    for (let n = 0; n < 50; n++) {
      await thread.be('running', 5);
      thread.turn();
    }
    assert.deepEqual([thread.facts, thread.looksAsked], [[], 0]);
  });

  it('are remembered for their report, the latest few', async () => {
    const thread = new WatchedThread();
    const long = thread.seq;
    await thread.be('running', 50);
    thread.turn();
    await thread.be('asleep', 5);
    assert.equal(thread.watcher.watchFact(long)?.cpuMs, 50);
    for (let n = 0; n < 30; n++) {
      thread.turn();
      await thread.be('asleep', 5);
    }
    assert.equal(thread.watcher.watchFact(long), null);
    assert.equal(thread.watcher.watchFact(thread.seq + 1), null, 'one that has not been seen');
  });

  it('that came between two polls share what was seen meanwhile', async () => {
    const thread = new WatchedThread();
    await thread.be('running', 5);
    thread.turn();
    const between = thread.seq;
    thread.turn();
    await thread.be('running', 5);
    assert.equal(thread.watcher.watchFact(between)?.cpuMs, 5);
  });

  it('have no processor time where the system does not tell', async () => {
    const thread = new WatchedThread({ tellsCpu: false });
    await thread.be('asleep', 50);
    const fact = thread.watcher.watchFact(thread.seq);
    assert.deepEqual([fact?.cpuMs, fact?.starvedMs], [null, null]);
  });
});

describe('Watcher: a process that was stopped', () => {
  it('is not blocked, and its time is told as such', async () => {
    const thread = new WatchedThread();
    await thread.be('asleep', 20);
    const { seq } = thread;
    await thread.be('asleep', 5000, 5000, 4995);
    assert.deepEqual([thread.told('stall'), thread.told('sample')], [[], []]);
    await thread.be('asleep', 5);
    assert.equal(thread.watcher.watchFact(seq)?.suspendedMs, 5000);
  });

  it('ran, if its threads used the processor meanwhile: only the observer got none', async () => {
    const thread = new WatchedThread();
    await thread.be('running', 400, 200, 195);
    assert.ok(thread.told('stall').length > 0);
    assert.equal(thread.watcher.watchFact(thread.seq)?.suspendedMs, 0);
  });

  it('was not, if its observer waited for a processor as its other threads did', async () => {
    const thread = new WatchedThread();
    await thread.be('running', 10);
    await thread.be('waiting for a processor', 400, 100);
    assert.ok(thread.told('stall').length > 0);
    assert.equal(thread.watcher.watchFact(thread.seq)?.suspendedMs, 0);
  });
});

describe('Watcher: a call that the thread cannot leave', () => {
  const calls = [
    ['fs.readFileSync', 'sync-io'],
    ['child_process.execSync', 'child-process'],
    ['Atomics.wait', 'wait'],
  ] as const;

  function watched(options = {}): WatchedThread {
    const thread = new WatchedThread(options);
    thread.watcher.calls = calls;
    thread.look = 'never answers';
    return thread;
  }

  it('is named, though the thread uses no processor', async () => {
    const thread = watched();
    await thread.be('asleep', 20);
    thread.enter(0);
    const sinceMs = thread.now;
    await thread.be('asleep', 60);
    assert.deepEqual(thread.told('stall')[0]?.call, {
      kind: 'sync-io',
      call: 'fs.readFileSync',
      sinceMs,
      stack: null,
    });
  });

  it('has its line where it was announced', async () => {
    const thread = watched();
    thread.enter(1);
    const announced = { t: 'enter', kind: 'child-process', sinceMs: thread.now, stack: busyStack } as const;
    await thread.be('asleep', 5);
    thread.watcher.enter({ ...announced, call: 'child_process.execSync' });
    await thread.be('asleep', 60);
    assert.deepEqual(thread.told('stall')[0]?.call?.stack, busyStack);
  });

  it('does not take the line of a call before it', async () => {
    const thread = watched();
    await thread.be('asleep', 5);
    thread.watcher.enter({
      ...{ t: 'enter', call: 'child_process.execSync', kind: 'child-process' },
      ...{ sinceMs: thread.now - 3, stack: busyStack },
    });
    thread.enter(1);
    await thread.be('asleep', 60);
    assert.equal(thread.told('stall')[0]?.call?.stack, null);
  });

  it('is a block in Atomics.wait on a main thread; a worker only waits for work', async () => {
    for (const [isWorker, stalls] of [
      [false, true],
      [true, false],
    ] as const) {
      const thread = watched({ isWorker });
      thread.enter(2);
      await thread.be('asleep', 100);
      assert.equal(thread.told('stall').length > 0, stalls);
    }
  });

  it('is seen without a name too: native code asleep answers no nudge', async () => {
    const thread = watched();
    thread.answersNudges = false;
    await thread.be('asleep', 250);
    assert.deepEqual([thread.nudges, thread.told('stall')], [1, []]);
    const nudgedMs = thread.now;
    await thread.be('asleep', 200);
    const [stall] = thread.told('stall');
    assert.deepEqual([stall?.call, stall?.sinceMs], [null, nudgedMs]);
    assert.equal(thread.nudges, 1, 'and is not nudged again');
  });
});
