import assert from 'node:assert/strict';
import { Pauses } from '../../../src/engine/pauses';

describe('Pauses', () => {
  it('give the part of a span in which the debugger held the target', () => {
    const pauses = new Pauses();
    pauses.set('s', true, 1000);
    pauses.set('s', false, 1300);
    pauses.set('s', true, 2000);
    pauses.set('s', false, 2100);
    assert.equal(pauses.within('s', 990, 1400), 310, 'from the beginning of the turn that was stopped');
    assert.equal(pauses.within('s', 0, 5000), 250 + 300 + 250 + 100, 'but not long before a stop was told');
    assert.equal(pauses.within('s', 1100, 1200), 100);
    assert.equal(pauses.within('s', 1250, 2050), 50 + 300, 'the end of one and the beginning of the next');
    assert.equal(pauses.within('s', 800, 1000), 0, 'a turn that ended before');
    assert.equal(pauses.within('s', 1300, 2000), 0);
    assert.equal(pauses.within('s', 5000, 0), 0, 'a span that ends before it begins');
  });

  it('last until they end', () => {
    const pauses = new Pauses();
    pauses.set('s', true, 1000);
    assert.ok(pauses.isPaused('s'));
    assert.equal(pauses.within('s', 900, 1700), 800);
    pauses.set('s', false, 1500);
    assert.ok(!pauses.isPaused('s'));
    assert.equal(pauses.within('s', 900, 1700), 600);
  });

  it('take a second word of the same for none', () => {
    const pauses = new Pauses();
    pauses.set('s', false, 500);
    pauses.set('s', true, 1000);
    pauses.set('s', true, 1200);
    pauses.set('s', false, 1300);
    pauses.set('s', false, 1900);
    assert.equal(pauses.within('s', 900, 3000), 400);
  });

  it('are each debugger’s own', () => {
    const pauses = new Pauses();
    pauses.set('a', true, 1000);
    assert.ok(!pauses.isPaused('b'));
    assert.deepEqual([pauses.within('b', 0, 2000), pauses.within(null, 0, 2000)], [0, 0]);
  });

  it('are forgotten past the latest 200', () => {
    const pauses = new Pauses();
    for (let n = 0; n < 201; n++) {
      pauses.set('s', true, n * 10);
      pauses.set('s', false, n * 10 + 1);
    }
    assert.equal(pauses.within('s', 0, 10_000), 2001, 'each but the first, and what lies between them');
    assert.equal(pauses.within('s', 0, 9), 0);
  });
});
