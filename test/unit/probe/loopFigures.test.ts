import assert from 'node:assert/strict';
import { claimSlot, createShared, real, word } from '../../../src/probe/layout';
import { LoopFigures } from '../../../src/probe/loopFigures';
import { turnBucket, type Fact } from '../../../src/shared/facts';

/** A thread's slot whose loop turns by hand. */
function thread() {
  const slot = claimSlot(createShared())!;
  const facts: Fact[] = [];
  const figures = new LoopFigures(slot, 3, (fact) => facts.push(fact));
  let nowMs = 0;
  /** A turn: what the loop waited, then what it was busy. */
  const turn = (idleMs: number, busyMs: number): void => {
    nowMs += idleMs + busyMs;
    if (slot.words[word.seq]! > 0) slot.turns[turnBucket(busyMs)]!++;
    slot.words[word.seq]!++;
    slot.reals[real.idle]! += idleMs;
    slot.reals[real.turnStart] = nowMs;
  };
  return { slot, facts, figures, turn };
}

describe('LoopFigures', () => {
  it('tells what happened since it was last asked', () => {
    const { facts, figures, turn, slot } = thread();
    turn(0, 40);
    figures.send();
    turn(100, 10);
    turn(30, 10);
    figures.send();
    turn(50, 400);
    slot.words[word.gcCount] = 2;
    slot.reals[real.gcTotal] = 5;
    slot.reals[real.gcMax] = 4;
    figures.send();
    assert.deepEqual(facts, [
      { t: 'loop', th: 3, fromMs: 40, toMs: 190, idleMs: 130, turns: [[turnBucket(10), 2]], gc: [0, 0, 0] },
      { t: 'loop', th: 3, fromMs: 190, toMs: 640, idleMs: 50, turns: [[turnBucket(400), 1]], gc: [2, 5, 4] },
    ]);
  });

  it('says nothing while the loop does not turn, and then all of it', () => {
    const { facts, figures, turn } = thread();
    turn(0, 40);
    figures.send();
    figures.send();
    figures.send();
    assert.deepEqual(facts, []);
    turn(0, 3000);
    figures.send();
    assert.equal(facts.length, 1);
  });

  it('begins with the first turn: the program’s start is none of its loop', () => {
    const { facts, figures, turn } = thread();
    figures.send();
    turn(0, 900);
    figures.send();
    turn(10, 5);
    figures.send();
    assert.deepEqual(facts, [
      { t: 'loop', th: 3, fromMs: 900, toMs: 915, idleMs: 10, turns: [[turnBucket(5), 1]], gc: [0, 0, 0] },
    ]);
  });

  it('counts no turn of a time that it does not tell of', () => {
    const { facts, figures, turn } = thread();
    turn(0, 40);
    turn(0, 700);
    figures.send();
    turn(200, 5);
    figures.send();
    assert.deepEqual(facts, [
      { t: 'loop', th: 3, fromMs: 740, toMs: 945, idleMs: 200, turns: [[turnBucket(5), 1]], gc: [0, 0, 0] },
    ]);
  });
});
