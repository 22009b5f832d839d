import assert from 'node:assert/strict';
import { OutsideWatch } from '../../../src/collectors/outsideWatch';
import type { Fact, Look, RawFrame, SampleFact, StallFact, TurnFact } from '../../../src/shared/facts';

const user: RawFrame = { fn: 'spin', url: '/app/a.js', line0: 3, col0: 2 };
const internal: RawFrame = { fn: 'spawnSync', url: 'node:child_process', line0: 9, col0: 0 };
const th = 0;

describe('OutsideWatch', () => {
  /** Ours; the thread's is behind by `lag`. */
  let now: number;
  const lag = 400;
  let paused: boolean;
  let facts: Fact[];
  let asked: ((look: Look | null) => void)[];
  let watch: OutsideWatch;

  beforeEach(() => {
    now = 1000;
    paused = false;
    facts = [];
    asked = [];
    watch = new OutsideWatch({
      thresholdMs: 20,
      now: () => now,
      look: () => new Promise((resolve) => asked.push(resolve)),
      paused: () => paused,
      onFact: (fact) => facts.push(fact),
    });
    watch.poll();
    beat();
  });

  function beat(seq = 7): void {
    watch.accept({ t: 'beat', th, seq, turnMs: now - lag, atMs: now - lag });
  }

  function pass(ms: number, andBeats = false): void {
    for (let left = ms; left > 0; left -= 10) {
      now += 10;
      if (andBeats) beat();
      watch.poll();
    }
  }

  async function answer(stack: RawFrame[], microtasks = 0, seq = 8): Promise<void> {
    asked.shift()!({ seq, sinceMs: 0, atMs: now - lag, stack, microtasks });
    await Promise.resolve();
    await Promise.resolve();
  }

  const of = <T extends Fact['t']>(type: T) =>
    facts.filter(({ t }) => t === type) as Extract<Fact, { t: T }>[];
  const lastStall = (): StallFact => of('stall').at(-1)!;
  const samples = (): SampleFact[] => of('sample');

  it('looks no more at a thread that is ending', () => {
    watch.accept({ t: 'bye', th, atMs: now - lag, reason: 'exit', code: 0 });
    pass(200);
    assert.equal(asked.length, 0);
    assert.deepEqual(
      facts.map(({ t }) => t),
      ['bye'],
    );
  });

  it('asks nothing while beats come, and says nothing', () => {
    pass(500, true);
    assert.equal(asked.length, 0);
    assert.deepEqual(facts, []);
  });

  it('looks at a loop that is overdue, and tells of the stall on the thread’s clock', async () => {
    pass(30);
    assert.equal(asked.length, 1);
    await answer([user]);
    assert.deepEqual(samples(), [
      { t: 'sample', th, seq: 8, askedMs: 630, atMs: 630, stack: [user], microtasks: 0 },
    ]);
    pass(20);
    assert.deepEqual(lastStall(), { t: 'stall', th, seq: 8, sinceMs: 600, atMs: 650, call: null });
    pass(100);
    assert.equal(of('stall').length, 2, 'again, as it grows');
  });

  it('reckons by the beat that was quickest on its way', () => {
    now += 20;
    watch.accept({ t: 'beat', th, seq: 7, turnMs: now - lag, atMs: now - lag - 300 });
    watch.poll();
    pass(60);
    assert.equal(lastStall().sinceMs, 620);
  });

  it('looks ever more rarely, and at one look a time', async () => {
    pass(60);
    assert.equal(asked.length, 1, 'the first is not answered yet');
    const gaps: number[] = [];
    for (let look = 0; look < 12; look++) {
      await answer([user]);
      const from = now;
      while (!asked[0]) pass(10);
      gaps.push(now - from);
    }
    assert.deepEqual(
      gaps,
      [...gaps].sort((a, b) => a - b),
    );
    assert.equal(gaps.at(-1), 200);
  });

  it('clears a stall when a beat comes, and needs none when the turn is told', () => {
    pass(60);
    const { seq } = lastStall();
    beat(9);
    assert.deepEqual(of('clear'), [{ t: 'clear', th, seq }]);
    pass(60);
    watch.accept({ t: 'turn', th, seq: 9 } as TurnFact);
    beat(10);
    assert.equal(of('clear').length, 1);
    assert.equal(of('turn').length, 1, 'the fact goes on');
  });

  it('names the call that was announced, until code of the program’s own runs after it', async () => {
    const call = {
      call: 'child_process.execSync',
      kind: 'child-process',
      sinceMs: 605,
      stack: [user],
    } as const;
    watch.accept({ t: 'enter', ...call });
    pass(60);
    assert.deepEqual(lastStall().call, call);
    assert.equal(lastStall().sinceMs, 605);
    await answer([internal, user]);
    pass(100);
    assert.deepEqual(lastStall().call, call, 'still on its way into it');
    await answer([user]);
    pass(100);
    assert.equal(lastStall().call, null);
    assert.equal(lastStall().sinceMs, 605);
  });

  it('forgets an announced call with the turn', () => {
    watch.accept({ t: 'enter', call: 'c', kind: 'crypto', sinceMs: 601, stack: [] });
    pass(20);
    beat();
    pass(60);
    assert.equal(lastStall().call, null);
  });

  it('neither looks nor tells of a stall while the debugger holds the thread', () => {
    pass(10);
    paused = true;
    pass(5000);
    assert.equal(asked.length, 0);
    assert.deepEqual(facts, []);
  });

  it('takes back a stall that turns out to be a breakpoint', () => {
    pass(60);
    paused = true;
    pass(10);
    assert.equal(of('clear').length, 1);
    pass(1000);
    assert.equal(of('stall').length, 1);
  });

  it('drops the answer to a look that the debugger caught up with', async () => {
    pass(30);
    paused = true;
    await answer([user]);
    assert.deepEqual(samples(), []);
  });

  it('counts a block after a breakpoint from there', () => {
    paused = true;
    pass(1000);
    paused = false;
    pass(100);
    const stall = lastStall();
    assert.ok(stall.sinceMs >= 1000 + 1000 - lag);
    assert.ok(stall.sinceMs <= stall.atMs - 20);
  });

  it('takes a loop that waits for events for no stall', async () => {
    pass(30);
    // Asked again, for it could be between two microtasks.
    while (asked.length > 0) await answer([]);
    pass(30);
    assert.deepEqual(facts, []);
  });

  it('reads what has come before it judges, when it was held up itself', () => {
    now += 5000;
    watch.poll();
    beat();
    watch.poll();
    assert.equal(asked.length, 0);
    assert.deepEqual(facts, []);
  });

  it('looks all the same where it is held up at each poll, at what was quiet by the poll before', async () => {
    for (let poll = 0; poll < 3; poll++) {
      now += 100;
      beat();
      now += 1;
      watch.poll();
    }
    const sinceMs = now - 1 - lag;
    assert.equal(asked.length, 0, 'beats came');
    for (let poll = 0; poll < 2; poll++) {
      now += 100;
      watch.poll();
    }
    assert.equal(asked.length, 1);
    await answer([user]);
    now += 100;
    watch.poll();
    assert.equal(lastStall().sinceMs, sinceMs);
  });

  it('tells of microtasks that follow microtasks', async () => {
    pass(30);
    await answer([]);
    await answer([], 2);
    for (let again = 0; again < 9; again++) await answer([], 2);
    assert.equal(samples()[0]?.microtasks, 2);
  });

  it('asks no more of a thread that cannot answer, until it turns', async () => {
    pass(30);
    asked.shift()!(null);
    await Promise.resolve();
    pass(500);
    assert.equal(asked.length, 0);
    beat();
    pass(30);
    assert.equal(asked.length, 1);
  });
});
