import assert from 'node:assert/strict';
import { SiteTable } from '../../../src/model/sites';
import { block, frame } from '../../fakes/reports';

const at = (line: number, durationMs = 100) => block({ site: frame({ line }), durationMs });

function tableOf(...blocks: ReturnType<typeof block>[]): SiteTable {
  const table = new SiteTable();
  for (const one of blocks) table.add(one);
  return table;
}

describe('SiteTable', () => {
  it('sums up by line, worst first', () => {
    const list = tableOf(at(1, 30), at(2, 100), at(1, 50), at(1, 40)).list();
    assert.deepEqual(
      list.map(({ site, count, totalMs, maxMs, p99Ms }) => [site.line, count, totalMs, maxMs, p99Ms]),
      [
        [1, 3, 120, 50, 50],
        [2, 1, 100, 100, 100],
      ],
    );
  });

  it('keeps lines of different files apart, and columns of one line together', () => {
    const sites = [frame(), frame({ file: '/app/other.js' }), frame({ column: 40 })];
    const list = tableOf(...sites.map((site) => block({ site }))).list();
    assert.deepEqual(
      list.map(({ count }) => count),
      [2, 1],
    );
  });

  it('tells of the worst block what it was', () => {
    const quick = block({ durationMs: 30, category: 'json', call: 'JSON.parse' });
    const slow = block({ durationMs: 300, category: 'gc', call: null });
    const [site] = tableOf(quick, slow, quick).list();
    assert.deepEqual([site?.category, site?.call, site?.maxMs], ['gc', null, 300]);
  });

  it('forgets what only some targets measured, and takes nothing away from a line that others did', () => {
    const of = (line: number, target: string) => block({ site: frame({ line }), target });
    const table = tableOf(of(1, 't1'), of(1, 't2'), of(2, 't2'), ...Array.from({ length: 60 }, (_, n) => of(3, `t${n + 2}`)), of(3, 't1')); // prettier-ignore
    table.forget(new Set(Array.from({ length: 60 }, (_, n) => `t${n + 2}`)));
    const left = table.views().map(({ site, count }) => [site.line, count]);
    assert.deepEqual(left, [[3, 61], [1, 2]]); // prettier-ignore
    assert.ok(!table.has(frame({ line: 2 })));
    table.forget(new Set(['t1']));
    assert.deepEqual(table.views(), []);
  });

  it('knows where in a handler the way to a line began', () => {
    const caller = frame({ file: '/app/src/routes.js', line: 14 });
    const handler = { framework: 'http', name: 'GET /a' };
    const [view] = tableOf(block({ handler, stack: [frame(), caller] }), block({ handler })).views();
    assert.deepEqual(view?.uses.map((use) => [use.frame, use.count]), [[caller, 2]]); // prettier-ignore
  });

  it('names each handler once', () => {
    const of = (name: string) => block({ handler: { framework: 'http', name } });
    const [site] = tableOf(of('GET /a'), of('GET /b'), of('GET /a'), block()).list();
    assert.deepEqual(site?.handlers, ['GET /a', 'GET /b']);
  });

  it('tells how long its blocks were, and where they came from', () => {
    const of = (durationMs: number, target: string, name: string | null) =>
      block({ durationMs, target, handler: name === null ? null : { framework: 'http', name } });
    const [view] = tableOf(
      ...[of(20, 't1', null), of(50, 't1', 'GET /a'), of(999, 't2', 'GET /a'), of(1000, 't2', 'GET /a')],
    ).views();
    assert.deepEqual(view?.spread, [1, 1, 0, 0, 1, 1]);
    assert.deepEqual(view.uses, [
      { target: 't2', handler: 'GET /a', frame: null, count: 2, totalMs: 1999, maxMs: 1000 },
      { target: 't1', handler: 'GET /a', frame: null, count: 1, totalMs: 50, maxMs: 50 },
      { target: 't1', handler: null, frame: null, count: 1, totalMs: 20, maxMs: 20 },
    ]);
  });

  it('leaves out blocks without a line', () => {
    assert.deepEqual(tableOf(block({ site: null })).list(), []);
  });

  it('computes p99 from the latest 512 durations; count, total and maximum from all', () => {
    const [site] = tableOf(at(1, 9000), ...Array.from({ length: 512 }, (_, n) => at(1, 100 + n))).list();
    assert.deepEqual([site?.count, site?.maxMs], [513, 9000]);
    assert.equal(site?.p99Ms, 606, '507th of the 512 from 100 to 611');
  });

  it('takes up 2,000 lines and goes on counting those', () => {
    const table = new SiteTable();
    for (let line = 1; line <= 2001; line++) table.add(at(line));
    table.add(at(1));
    const list = table.list();
    assert.equal(list.length, 2000);
    assert.deepEqual([list[0]?.site.line, list[0]?.count], [1, 2]);
    assert.ok(!list.some(({ site }) => site.line === 2001));
  });
});
