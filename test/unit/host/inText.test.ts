import assert from 'node:assert/strict';
import { handlerFrame } from '../../../src/model/callPath';
import { functionLine, type CodeSymbol } from '../../../src/host/functionLine';
import { heatStep, shareText } from '../../../src/host/heatSteps';
import { histogram } from '../../../src/host/histogram';
import { SiteIndex } from '../../../src/host/siteIndex';
import { culpritText, handlerLensText, lensText } from '../../../src/host/words';
import { emptySnapshot } from '../../fakes/engine';
import { block, frame, site, siteView } from '../../fakes/reports';

const route = { framework: 'express', name: 'GET /v1/stock/:sku' };
const inLodash = frame({ file: '/app/node_modules/lodash/lodash.js', line: 7, module: 'lodash' });

describe('the index of lines', () => {
  it('finds 2,000 lines of 500 files', () => {
    const sites = Array.from({ length: 2000 }, (_, n) =>
      siteView({ site: frame({ file: `C:\\app\\src\\File${n % 500}.ts`, line: n }), totalMs: n }),
    );
    const index = new SiteIndex({ ...emptySnapshot, sites }, true);
    for (let file = 0; file < 500; file++) {
      const found = index.sitesIn(`c:/app/src/file${file}.ts`).map((one) => one.site.line);
      assert.deepEqual(found, [file, file + 500, file + 1000, file + 1500]);
    }
    assert.deepEqual(index.sitesIn('C:\\app\\src\\other.ts'), []);
    assert.equal(index.share(sites[1999]!), 1999 / 1_999_000);
  });

  it('minds case where the file system does', () => {
    const index = new SiteIndex({ ...emptySnapshot, sites: [siteView()] }, false);
    assert.equal(index.sitesIn('/app/src/report.js').length, 1);
    assert.equal(index.sitesIn('/app/src/Report.js').length, 0);
  });

  it('has the lines of dependencies that blocks went to, and who called them', () => {
    const culprit = { frame: inLodash, totalMs: 412, maxMs: 300, caller: frame() };
    const index = new SiteIndex({ ...emptySnapshot, culprits: [culprit] }, false);
    const culprits = index.culpritsIn(inLodash.file);
    assert.deepEqual(culprits, [culprit]);
    assert.deepEqual(index.culpritsIn('/app/src/report.js'), [], 'own code is no dependency');
    const text = '412 ms of blocks went here, called from renderReport report.js:2';
    assert.equal(culpritText(culprits[0]!, false), `● ${text}`);
    assert.equal(culpritText(culprits[0]!, true), `○ before this edit: ${text}`);
  });

  it('has the functions that answer requests, with what blocked for them in all lines', () => {
    const caller = frame({ file: '/app/src/routes.js', line: 14 });
    const use = { target: 't1', handler: route.name, frame: caller, count: 2, totalMs: 300, maxMs: 200 };
    const sites = [
      siteView({ uses: [use, { ...use, handler: null, frame: null }] }),
      siteView({ site: frame({ line: 9 }), uses: [{ ...use, frame: null, count: 1, maxMs: 250 }] }),
    ];
    const index = new SiteIndex({ ...emptySnapshot, sites }, false);
    const totals = { count: 3, totalMs: 600, maxMs: 250 };
    assert.deepEqual(index.handlersIn(caller.file), [{ name: route.name, frame: caller, totals }]);
    assert.deepEqual(index.handlersIn('/app/src/report.js'), []);
  });
});

describe('the call path', () => {
  const outer = frame({ file: '/app/src/routes.js', line: 14 });
  const middleware = frame({ file: '/app/src/app.js', line: 3 });

  it('leads to the function that the framework called', () => {
    const inner = frame({ file: 'node:fs', functionName: 'readFileSync' });
    const stack = [inner, frame(), outer, inLodash, middleware];
    assert.equal(handlerFrame(block({ handler: route, stack })), outer);
  });

  it('is none where the line itself answers, or no request waits', () => {
    assert.equal(handlerFrame(block({ handler: route, stack: [frame(), inLodash, middleware] })), null);
    assert.equal(handlerFrame(block({ stack: [frame(), outer] })), null);
    assert.equal(handlerFrame(block({ handler: route, stack: [outer] })), null);
  });
});

describe('lenses', () => {
  it('sum the lines of a function', () => {
    const one = site({ totalMs: 1200, p99Ms: 90, count: 14 });
    assert.equal(lensText([one], false), 'blocked 1.2 s in all · p99 90 ms · 14×');
    const two = [one, site({ totalMs: 300, maxMs: 250, count: 2 })];
    assert.equal(
      lensText(two, true),
      '○ before this edit: blocked 1.5 s in all · longest 250 ms · 16×',
      'percentiles of two lines make none together',
    );
  });

  it('name the route of a handler, and count several', () => {
    const line = { name: 'GET /a', frame: frame(), totals: { count: 2, totalMs: 300, maxMs: 200 } };
    const both = 'GET /a blocked 300 ms in all · longest 200 ms · 2×';
    assert.equal(handlerLensText([line, { ...line, frame: frame({ line: 3 }) }], false), both);
    const other = { ...line, name: 'GET /b', totals: { count: 1, totalMs: 50, maxMs: 50 } };
    assert.equal(
      handlerLensText([line, other], false),
      '2 routes blocked 350 ms in all · longest 200 ms · 3×',
    );
  });
});

describe('the function of a line', () => {
  function symbol(name: string, startLine: number, endLine: number, ...children: CodeSymbol[]): CodeSymbol {
    return { name, isFunction: true, startLine, endLine, nameLine: startLine, children };
  }
  const at = (symbols: CodeSymbol[], line: number, functionName: string, text = '') =>
    functionLine(symbols, (n) => text.split('\n')[n] ?? '', { line, functionName });

  it('is the innermost that holds it', () => {
    const symbols = [symbol('routes', 1, 20, symbol('get callback', 4, 8)), symbol('other', 21, 30)];
    assert.equal(at(symbols, 5, ''), 4);
    assert.equal(at(symbols, 10, ''), 1);
    assert.equal(at(symbols, 25, 'other'), 21);
  });

  it('is the one of its name, also where VS Code knows it as a constant', () => {
    const constant = { ...symbol('report', 2, 12, symbol('map callback', 4, 8)), isFunction: false };
    assert.equal(at([constant], 5, 'Shop.report'), 2);
    assert.equal(at([constant], 5, ''), 4);
    assert.equal(at([constant], 10, ''), null, 'a constant is no function');
  });

  it('is looked for in the text where there are no symbols', () => {
    const text = [
      'export async function report(rows) {',
      '  slow(rows);',
      '}',
      'const total = (rows) => {',
      '  return slow(rows);',
      '};',
      'class Shop {',
      '  async find(sku) {',
      '    this.total(find);',
    ].join('\n');
    assert.equal(at([], 1, 'report', text), 0);
    assert.equal(at([], 4, 'total', text), 3);
    assert.equal(at([], 8, 'Shop.find', text), 7);
    assert.equal(at([], 4, '', text), null);
    assert.equal(at([], 4, 'missing', text), null);
  });
});

describe('heat', () => {
  it('has four steps by share', () => {
    assert.deepEqual([0, 0.049, 0.05, 0.19, 0.2, 0.49, 0.5, 1].map(heatStep), [0, 0, 1, 1, 2, 2, 3, 3]);
    assert.deepEqual([0.001, 0.454, 1].map(shareText), ['under 1 %', '45 %', '100 %']);
  });
});

describe('the histogram', () => {
  it('says in words and bars how many blocks were how long', () => {
    assert.equal(
      histogram([0, 40, 0, 1, 0, 2]),
      [
        '| length | &ensp;blocks | |',
        '| :-- | --: | :-- |',
        `| 50 ms to 100 ms | &ensp;40× | &ensp;${'▄'.repeat(16)} |`,
        '| 100 ms to 200 ms | &ensp;0× | &ensp; |',
        '| 200 ms to 500 ms | &ensp;1× | &ensp;▄ |',
        '| 500 ms to 1 s | &ensp;0× | &ensp; |',
        '| 1 s and longer | &ensp;2× | &ensp;▄ |',
      ].join('\n'),
    );
  });

  it('is left out for a single block', () => assert.equal(histogram([0, 1, 0, 0, 0, 0]), ''));
});
