import assert from 'node:assert/strict';
import { claimSlot, createShared, maxThreads, ringBytes, slotAt, word } from '../../../src/probe/layout';
import { ringRead, ringWrite } from '../../../src/probe/ring';

describe('the ring between a thread and its sentinel', () => {
  it('gives lines back in order, across its end and in any script', () => {
    const slot = claimSlot(createShared())!;
    const line = 'ü𝒳'.repeat(ringBytes / 21);
    for (let round = 0; round < 40; round++) {
      assert.ok(ringWrite(slot, `${round} ${line}`));
      assert.ok(ringWrite(slot, 'short'));
      assert.equal(ringRead(slot), `${round} ${line}\nshort\n`);
    }
    assert.equal(ringRead(slot), '');
  });

  it('gives back exactly what was written, wherever a line falls', () => {
    const slot = claimSlot(createShared())!;
    let expected = '';
    let got = '';
    // A stride that has no part in common with the ring's size meets its end at every offset.
    for (let n = 0; n < 3000; n++) {
      const line = `${n} ${'é'.repeat((n * 37) % 211)}`;
      if (ringWrite(slot, line)) expected += line + '\n';
      if (n % 3 === 0) got += ringRead(slot);
    }
    assert.equal(got + ringRead(slot), expected);
    assert.equal(slot.words[word.dropped], 0);
  });

  it('goes on when its counters wrap', () => {
    const slot = claimSlot(createShared())!;
    slot.words[word.ringHead] = slot.words[word.ringTail] = 0x7fffffff - 4;
    for (const line of ['before and after', 'after']) {
      assert.ok(ringWrite(slot, line));
      assert.equal(ringRead(slot), `${line}\n`);
    }
    assert.ok(slot.words[word.ringHead]! < 100);
  });

  it('drops and counts what does not fit, and keeps what does', () => {
    const slot = claimSlot(createShared())!;
    assert.ok(ringWrite(slot, 'first'));
    assert.ok(!ringWrite(slot, 'x'.repeat(ringBytes)));
    assert.ok(ringWrite(slot, 'y'.repeat(ringBytes - 'first\n'.length - 1)), 'to the last byte');
    assert.ok(!ringWrite(slot, ''));
    assert.equal(slot.words[word.dropped], 2);
    assert.equal(ringRead(slot).length, ringBytes);
    assert.ok(ringWrite(slot, 'again'));
    assert.equal(ringRead(slot), 'again\n');
  });

  it('is each thread’s own', () => {
    const shared = createShared();
    const [one, other] = [claimSlot(shared)!, claimSlot(shared)!];
    ringWrite(one, 'x'.repeat(ringBytes - 1));
    one.turns.fill(7);
    assert.equal(ringRead(other), '');
    assert.ok(other.turns.every((count) => count === 0));
    assert.equal(ringRead(slotAt(shared, one.index)).length, ringBytes, 'the sentinel sees the same memory');
  });
});

describe('slots', () => {
  it('are there for each of many threads, and it is said when there is none', () => {
    const shared = createShared();
    for (let n = 0; n < maxThreads; n++) assert.equal(claimSlot(shared)?.index, n);
    assert.equal(claimSlot(shared), null);
  });

  it('keep words, figures, histogram and ring apart', () => {
    const { words, reals, turns, ring } = claimSlot(createShared())!;
    const last = Math.max(...Object.values(word));
    const parts = [
      [words.byteOffset, words.byteOffset + (last + 1) * 4],
      [reals.byteOffset + 8 * 8, reals.byteOffset + reals.byteLength],
      [turns.byteOffset, turns.byteOffset + turns.byteLength],
      [ring.byteOffset, ring.byteOffset + ring.byteLength],
    ] as const;
    parts.reduce((before, next) => {
      assert.ok(before[1] <= next[0], `${before.join()} and ${next.join()}`);
      return next;
    });
  });
});
