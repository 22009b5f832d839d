import assert from 'node:assert/strict';
import { claimSlot, createShared, real, word } from '../../../src/probe/layout';
import { TurnDetector } from '../../../src/probe/turns';
import { turnBucket, type TurnFact } from '../../../src/shared/facts';
import { fakeCallClock } from '../../fakes/callClock';

type Turn = Parameters<ConstructorParameters<typeof TurnDetector>[3]>[0];

const thresholdMs = 20;

/** A detector on this thread's own loop. */
function detect() {
  const slot = claimSlot(createShared())!;
  const { clock, register, run } = fakeCallClock();
  const turns: Turn[] = [];
  let onTick = (): void => {};
  const detector = new TurnDetector(
    slot,
    clock,
    thresholdMs,
    (turn) => turns.push(turn),
    () => onTick(),
  );
  /** The end of a turn. The detector keeps no loop turning, so this does. */
  const tick = () =>
    new Promise<void>((resolve) => {
      const next = setInterval(() => {}, 1);
      onTick = () => {
        clearInterval(next);
        resolve();
      };
    });
  return { slot, clock, register, run, turns, detector, tick };
}

function hold(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** How many turns fell in buckets of `fromMs` and more. */
function counted(turns: Uint32Array, fromMs: number): number {
  return turns.subarray(turnBucket(fromMs)).reduce((sum, count) => sum + count, 0);
}

describe('TurnDetector', () => {
  let stop = (): void => {};
  afterEach(() => stop());

  function start() {
    const detection = detect();
    stop = () => detection.detector.stop();
    detection.detector.start();
    return detection;
  }

  it('tells of a turn that was busy for the threshold, with its calls', async () => {
    const { turns, tick, register, run, slot } = start();
    const stat = register('fs.statSync');
    await tick();
    hold(thresholdMs + 1);
    run(stat, 15);
    await tick();
    const found = turns.find(({ calls }) => calls.length > 0);
    assert.equal(found?.phase, 'running');
    assert.ok(found.busyMs >= thresholdMs + 1);
    assert.deepEqual(
      found.calls.map(({ call, selfMs }) => [call, selfMs]),
      [['fs.statSync', 15]],
    );
    assert.ok(counted(slot.turns, thresholdMs) >= 1);
  });

  it('counts every turn by its length, numbers it, and begins the calls anew', async () => {
    const { turns, tick, slot, register, run, clock } = start();
    const stat = register('fs.statSync');
    await tick();
    const before = slot.words[word.seq]!;
    for (let n = 0; n < 5; n++) {
      run(stat, 1);
      await tick();
    }
    assert.ok(slot.words[word.seq]! >= before + 5);
    assert.equal(counted(slot.turns, 0), slot.words[word.seq]! - 1, 'all but that in which it began');
    assert.ok(turns.every(({ calls }) => calls.length <= 1));
    assert.deepEqual(clock.takeTurn().calls, []);
    assert.ok(slot.reals[real.turnStart]! <= performance.now());
  });

  it('says startup of what was before the loop first turned, and counts it as no turn', async () => {
    const { turns, tick, slot } = start();
    hold(thresholdMs + 1);
    await tick();
    assert.equal(turns[0]?.phase, 'startup');
    assert.equal(counted(slot.turns, 0), 0);
  });

  it('does not count what a worker slept', async () => {
    const { turns, tick, clock } = start();
    await tick();
    turns.length = 0;
    hold(thresholdMs + 1);
    clock.sleptMs = 1_000_000;
    await tick();
    assert.deepEqual(
      turns.filter(({ idleMs }) => idleMs >= 1_000_000),
      [],
      'nothing is left of it',
    );
  });

  it('closes the turn that the end cuts off', async () => {
    const { turns, tick, detector, slot } = start();
    await tick();
    const seq = slot.words[word.seq]!;
    hold(thresholdMs + 1);
    detector.end();
    assert.deepEqual([turns.at(-1)?.phase, turns.at(-1)?.seq], ['exit', seq] satisfies [
      TurnFact['phase'],
      number,
    ]);
  });

  it('keeps no loop alive, and is quiet once it stops', async () => {
    const { detector, slot, tick } = start();
    await tick();
    detector.stop();
    const seq = slot.words[word.seq];
    for (let n = 0; n < 3; n++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(slot.words[word.seq], seq);
  });
});
