import assert from 'node:assert/strict';
import {
  panned,
  revealing,
  showing,
  ticks,
  wholeView,
  within,
  zoomed,
} from '../../../src/webview/flame/viewport';

const extent = { endUs: 10_000, rows: 30, shownRows: 10 };
const whole = wholeView(extent);
const part = { fromUs: 2000, toUs: 3000, top: 5 };

describe('the view of a flame', () => {
  it('keeps what is under the pointer where it is when zooming', () => {
    const { fromUs, toUs } = zoomed(whole, 0.5, 0.3, extent);
    assert.equal(toUs - fromUs, 5000);
    assert.equal(fromUs + (toUs - fromUs) * 0.3, 3000);
  });

  it('never leaves what there is to see', () => {
    assert.deepEqual(zoomed(part, 1000, 0.5, extent), { ...whole, top: 5 });
    assert.deepEqual(panned(part, -50, -50, extent), { fromUs: 0, toUs: 1000, top: 0 });
    assert.deepEqual(panned(part, 50, 50, extent), { fromUs: 9000, toUs: 10_000, top: 20 });
    assert.deepEqual(within({ fromUs: 5, toUs: 5, top: 0 }, { endUs: 0, rows: 0, shownRows: 10 }), {
      ...{ fromUs: 0, toUs: 1, top: 0 },
    });
  });

  it('shows a microsecond at the least', () => {
    const { fromUs, toUs } = zoomed(part, 1e-9, 0.5, extent);
    assert.ok(Math.abs(toUs - fromUs - 1) < 1e-6);
  });

  it('moves to a call only as far as it must', () => {
    assert.deepEqual(revealing(2100, 2200, 8, part, extent), part, 'it is seen');
    assert.deepEqual(revealing(2100, 2200, 3, part, extent), { ...part, top: 3 });
    assert.deepEqual(revealing(2100, 2200, 17, part, extent), { ...part, top: 8 });
    assert.deepEqual(revealing(7000, 7100, 8, part, extent), { fromUs: 6550, toUs: 7550, top: 5 });
  });

  it('zooms to a call with some room beside it', () => {
    const { fromUs, toUs } = showing(4000, 6000, 5, part, extent);
    assert.deepEqual([fromUs, toUs], [3800, 6200]);
  });
});

describe('ticks of the ruler', () => {
  it('are round and no more than there is room for', () => {
    assert.deepEqual(ticks(0, 1000, 5), { stepUs: 200, at: [0, 200, 400, 600, 800, 1000] });
    assert.deepEqual(ticks(130, 160, 4), { stepUs: 10, at: [130, 140, 150, 160] });
  });
});
