import assert from 'node:assert/strict';
import { english } from '../../../../src/model/message';
import { pageIds } from '../../../../src/shared/panels';
import { figuresFor, type Figure } from '../../../../src/webview/explain/figures';
import { frame, siteView } from '../../../fakes/reports';
import { liveFigures, nothingLive, targetView, valueAt } from '../../../fakes/liveFigures';

function figure(page: (typeof pageIds)[number], group: string, label: string, live = liveFigures()): Figure {
  const found = figuresFor(page, live, english)
    .find(({ name }) => name === group)
    ?.figures.find((one) => one.label === label);
  assert.ok(found, `${group}: ${label}`);
  return found;
}

describe('figures of a page that explains', () => {
  for (const page of pageIds) {
    it(`${page}: stand in the snapshot where they say`, () => {
      for (const live of [liveFigures(), liveFigures({ sites: [], stalls: [] })]) {
        const figures = figuresFor(page, live, english).flatMap((group) => group.figures);
        assert.ok(figures.length > 0);
        for (const { label, from, value } of figures)
          assert.deepEqual(value, valueAt(live, from), `${label}: ${from}`);
      }
    });

    it(`${page}: there are none before anything was observed`, () => {
      assert.deepEqual(figuresFor(page, nothingLive, english), []);
    });
  }

  it('add up the lines that the page is about, and no others', () => {
    assert.equal(figure('io-and-thread-pool', 'All threads', 'blocks').value, 12 + 2 + 7);
    assert.equal(figure('io-and-thread-pool', 'All threads', 'blocks by fs.readFileSync').value, 12 + 7);
    assert.equal(figure('asynchronous-code', 'All threads', 'longest block').value, 90);
    assert.equal(figure('v8', 'Computing in JavaScript', 'blocks').value, 3);
    assert.equal(figure('garbage-collection', 'server.js', 'share of the time').value, 0.034);
  });

  it('name the line of the longest block', () => {
    assert.deepEqual(figure('event-loop', 'All threads', 'its line').value, frame({ line: 40 }));
  });

  it('say what is not known yet', () => {
    assert.equal(figure('event-loop', 'server.js, worker 3', 'p99 delay').value, null);
  });

  it('show threads that run before those that have ended, and not too many', () => {
    const ended = targetView({ id: 'old', name: 'old.js', endedAtMs: 1 });
    const live = liveFigures({ targets: [ended, ...Array.from({ length: 40 }, () => targetView())] });
    const names = figuresFor('garbage-collection', live, english).map(({ name }) => name);
    assert.deepEqual(names, ['All threads', 'server.js', 'server.js', 'server.js']);
    assert.equal(figuresFor('threads', live, english).length, 1 + 32);
    const one = figuresFor('threads', liveFigures({ targets: [ended] }), english);
    assert.equal(one[1]!.name, 'old.js (ended)');
  });

  it('list no more than a few calls, the most frequent first', () => {
    const calls = ['a', 'b', 'c', 'd', 'e', 'f'];
    const sites = calls.map((call, at) => siteView({ call: `fs.${call}`, count: at + 1 }));
    const [all] = figuresFor('streams', liveFigures({ sites }), english);
    assert.deepEqual(
      all!.figures.map(({ label }) => label).filter((label) => label.startsWith('blocks by')),
      ['f', 'e', 'd', 'c'].map((call) => `blocks by fs.${call}`),
    );
  });
});
