import assert from 'node:assert/strict';
import { LineShift } from '../../../src/host/lineShift';
import { samePath } from '../../../src/host/paths';
import { duration, noteText, steadyDuration } from '../../../src/host/words';
import type { Site } from '../../../src/shared/report';

describe('notes', () => {
  it('follow their line through edits above, and go when it is edited itself', () => {
    const shift = new LineShift();
    shift.follow(10);
    shift.apply({ startLine: 2, endLine: 2, addedLines: 3 });
    assert.equal(shift.now(10), 13);
    shift.apply({ startLine: 0, endLine: 2, addedLines: 0 });
    assert.equal(shift.now(10), 11);
    shift.apply({ startLine: 20, endLine: 20, addedLines: 5 });
    assert.equal(shift.now(10), 11);
    shift.apply({ startLine: 11, endLine: 11, addedLines: 0 });
    assert.equal(shift.now(10), null);
  });

  it('say how often, how long and by what', () => {
    const site = { count: 3, maxMs: 411.7, category: 'sync-io', call: 'fs.readFileSync' } as Site;
    assert.equal(noteText(site), '● blocked 3×, longest 412 ms · fs.readFileSync');
    assert.equal(
      noteText({ ...site, count: 1, category: 'cpu', call: null }),
      '● blocked once 412 ms · computing in JavaScript',
    );
  });

  it('give durations in words, and in a steady width', () => {
    assert.deepEqual([0.4, 999.4, 999.6, 59_900, 120_000].map(duration), [
      '0 ms',
      '999 ms',
      '1.0 s',
      '59.9 s',
      '2 min',
    ]);
    assert.equal(new Set([0, 12, 999, 1200, 59_000].map((ms) => steadyDuration(ms).length)).size, 1);
  });

  it('find their file whatever Windows makes of its path', () => {
    assert.ok(samePath('C:\\app\\src\\a.ts', 'c:/App/src/a.ts', true));
    assert.ok(!samePath('/app/a.ts', '/app/A.ts', false));
  });
});
