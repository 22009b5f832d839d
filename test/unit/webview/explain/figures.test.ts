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

/** Where a figure of that name has to be from: the end of its path. */
const homes: Readonly<Record<string, string>> = {
  ...{ 'median delay': 'overall.p50Ms', 'p99 delay': 'overall.p99Ms', 'longest delay': 'overall.maxMs' },
  ...{ busy: 'overall.utilization', 'p99, last second': 'lastSecond.p99Ms' },
  ...{ 'busy, last second': 'lastSecond.utilization', collections: 'gc.count', longest: 'gc.maxMs' },
  ...{ 'share of the time': 'gcShare', process: 'pid', thread: 'threadId', 'Node.js': 'node' },
  ...{ 'threads observed': 'targets.length', 'blocked now': 'stalls.length', for: 'stalls[0].durationMs' },
  ...{ 'in line': 'stalls[0].site', 'longest block': '.maxMs', 'its line': '.site', blocks: '.count)' },
};

function homeOf(group: string, label: string): string {
  if (label.startsWith('blocks by')) return '.count)';
  if (label !== 'in all') return homes[label] ?? 'nowhere';
  return /server\.js|seed\.js/.test(group) ? 'gc.totalMs' : '.totalMs)';
}

describe('figures of a page that explains', () => {
  it('are what their names say', () => {
    for (const page of pageIds)
      for (const { name, figures } of figuresFor(page, liveFigures(), english))
        for (const { label, from } of figures)
          assert.ok(from.endsWith(homeOf(name, label)), `${page}, ${name}, ${label}: ${from}`);
  });

  it('have nothing of the last second of what has ended', () => {
    const groups = figuresFor('event-loop', liveFigures(), english);
    const lastSeconds = groups.map(({ name, figures }) => [
      name,
      figures.filter(({ label }) => label.includes('last second')).length,
    ]);
    assert.deepEqual(lastSeconds, [
      ['All threads', 0],
      ['server.js', 2],
      ['server.js, worker 3', 2],
      ['seed.js (ended)', 0],
    ]);
  });

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
