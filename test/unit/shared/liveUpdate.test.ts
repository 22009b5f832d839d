import assert from 'node:assert/strict';
import { LiveTeller, updated } from '../../../src/shared/liveUpdate';
import type { LiveFigures } from '../../../src/shared/panels';
import { liveFigures } from '../../fakes/liveFigures';

/** As it crosses to a webview. */
const crossed = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('figures that a panel is told', () => {
  it('are what they are, told as what is new: lines that change, move, come and go', () => {
    const first = liveFigures();
    const [worst, ...others] = first.sites;
    const more = { ...worst!, count: worst!.count + 1 };
    const steps: LiveFigures[] = [
      { ...first, sites: [more, ...others] },
      { ...first, sites: [...others, more] },
      { ...first, sites: others.slice(2), stalls: [] },
      first,
      { ...first, targets: [], sites: [] },
    ];
    const teller = new LiveTeller();
    let known = crossed(teller.whole(first));
    for (const step of steps) {
      known = updated(known, crossed(teller.update(crossed(step))));
      assert.deepEqual(known, step);
    }
  });

  it('are little where little is new', () => {
    const live = liveFigures();
    const teller = new LiveTeller();
    teller.whole(live);
    assert.deepEqual(teller.update(crossed(live)).sites, [...live.sites.keys()]);
  });
});
