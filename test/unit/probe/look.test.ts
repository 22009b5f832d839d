import assert from 'node:assert/strict';
import { claimSlot, createShared, real, word } from '../../../src/probe/layout';
import { Looker } from '../../../src/probe/look';
import type { Look, RawStack } from '../../../src/shared/facts';
import { rawFrame } from '../../fakes/callClock';

/** A look's mark has run in both queues once a macrotask comes. */
const queuesRun = () => new Promise((resolve) => setImmediate(resolve));

function looker(stack: RawStack) {
  const slot = claimSlot(createShared())!;
  slot.reals[real.turnStart] = 1200;
  const seen: RawStack[] = [];
  const { look } = new Looker(
    slot,
    () => 1500,
    () => stack,
    (taken) => seen.push(taken),
  );
  return { slot, seen, look: () => JSON.parse(look()) as Look };
}

describe('Looker', () => {
  it('says which turn it is, since when, and where, without the evaluation that asked', () => {
    const frames = [rawFrame('busy'), rawFrame('main')];
    const { slot, seen, look } = looker([rawFrame('', 0, ''), ...frames]);
    slot.words[word.seq] = 9;
    assert.deepEqual(look(), { seq: 9, sinceMs: 1200, atMs: 1500, stack: frames, microtasks: 0 });
    assert.deepEqual(seen, [frames]);
  });

  it('has no frames when nothing runs', () => {
    assert.deepEqual(looker([rawFrame('', 0, '')]).look().stack, []);
    assert.deepEqual(looker([]).look().stack, []);
  });

  it('knows by the mark that it left whether the queues turned since the last look', async () => {
    const { look } = looker([rawFrame('busy')]);
    assert.equal(look().microtasks, 0);
    assert.equal(look().microtasks, 0, 'nothing ran in between');
    await queuesRun();
    assert.ok(look().microtasks > 0);
    assert.equal(look().microtasks, 0);
  });

  it('does not take the end of a turn for a flood', async () => {
    const { slot, look } = looker([rawFrame('busy')]);
    look();
    slot.words[word.seq]!++;
    await queuesRun();
    assert.equal(look().microtasks, 0);
  });
});
