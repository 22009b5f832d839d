import assert from 'node:assert/strict';
import { panned, zoomed } from '../../../../src/webview/timeline/viewport';

const all = { fromMs: 0, toMs: 10_000 };

describe('the time in sight', () => {
  it('zooms around a moment, which stays where it is', () => {
    assert.deepEqual(zoomed({ fromMs: 2000, toMs: 4000 }, 0.5, 2500, all), { fromMs: 2250, toMs: 3250 });
  });

  it('never shows more than there is, nor nothing', () => {
    assert.deepEqual(zoomed({ fromMs: 2000, toMs: 4000 }, 100, 3000, all), all);
    const { fromMs, toMs } = zoomed({ fromMs: 2000, toMs: 4000 }, 1e-9, 3000, all);
    assert.equal(toMs - fromMs, 20);
  });

  it('stays within what there is when it is moved', () => {
    assert.deepEqual(panned({ fromMs: 2000, toMs: 4000 }, -5000, all), { fromMs: 0, toMs: 2000 });
    assert.deepEqual(panned({ fromMs: 2000, toMs: 4000 }, 50_000, all), { fromMs: 8000, toMs: 10_000 });
  });
});
