import assert from 'node:assert/strict';
import { WorstBlocks } from '../../../src/host/worstBlocks';
import { emptySnapshot } from '../../fakes/engine';
import { block, frame, siteView } from '../../fakes/reports';

describe('the longest block of a line', () => {
  const other = siteView({ site: frame({ line: 9 }) });

  it('is known when the blocks that are told are others', () => {
    const worst = new WorstBlocks();
    const long = block({ durationMs: 300 });
    worst.accept({ ...emptySnapshot, blocks: [block(), long], sites: [siteView()] });
    worst.accept({ ...emptySnapshot, blocks: [block()], sites: [siteView(), other] });
    assert.equal(worst.of(siteView()), long);
  });

  it('is forgotten with its line', () => {
    const worst = new WorstBlocks();
    worst.accept({ ...emptySnapshot, blocks: [block({ durationMs: 300 })], sites: [siteView(), other] });
    worst.accept({ ...emptySnapshot, sites: [other] });
    const again = block();
    worst.accept({ ...emptySnapshot, blocks: [again], sites: [other, siteView()] });
    assert.equal(worst.of(siteView()), again);
  });
});
