import assert from 'node:assert/strict';
import { siteDetails, stallDetails } from '../../../src/host/details';
import { escapeMarkdown, frameLink } from '../../../src/host/markdown';
import { pathKey } from '../../../src/host/paths';
import { blockedNowText, noteText, runningDuration } from '../../../src/host/words';
import { WorstBlocks } from '../../../src/host/worstBlocks';
import type { Stall } from '../../../src/shared/snapshot';
import { emptySnapshot } from '../../fakes/engine';
import { block, frame, site, siteView } from '../../fakes/reports';

const inLodash = frame({
  functionName: 'baseClone',
  file: '/app/node_modules/lodash/lodash.js',
  module: 'lodash',
});

describe('notes', () => {
  it('say how often, how long and by what', () => {
    const measured = site({ count: 3, maxMs: 411.7 });
    assert.equal(noteText(measured, null, false), '● blocked 3×, longest 412 ms · fs.readFileSync');
    const once = site({ category: 'cpu', call: null, maxMs: 1234 });
    assert.equal(noteText(once, frame(), false), '● blocked once, 1.2 s · computing in JavaScript');
    assert.equal(
      noteText(once, inLodash, false),
      '● blocked once, 1.2 s · computing in JavaScript in lodash baseClone',
    );
    assert.equal(
      noteText(once, null, true),
      '○ before this edit: blocked once, 1.2 s · computing in JavaScript',
    );
  });

  it('count while a block lasts', () => {
    const stall = { durationMs: 1260, category: 'crypto', call: 'crypto.pbkdf2Sync', culprit: null } as Stall;
    assert.equal(blockedNowText(stall), '● blocked now · 1.2 s · crypto.pbkdf2Sync');
    const shown = [70, 999.4, 999.6, 12_070, 60_000, 125_300].map(runningDuration);
    assert.deepEqual(shown, ['70 ms', '999 ms', '1.0 s', '12.0 s', '1 min 0.0 s', '2 min 5.3 s']);
  });

  it('find their file whatever Windows makes of its path', () => {
    assert.equal(pathKey('C:\\app\\src\\a.ts', true), pathKey('c:/App/src/a.ts', true));
    assert.notEqual(pathKey('/app/a.ts', false), pathKey('/app/A.ts', false));
  });

  it('have the longest block of their line at hand, until all is cleared', () => {
    const worst = new WorstBlocks();
    const long = block({ durationMs: 300 });
    worst.accept({ ...emptySnapshot, sites: [siteView()], blocks: [block(), long, block({ site: null })] });
    worst.accept({ ...emptySnapshot, sites: [siteView()], blocks: [block({ durationMs: 200 })] });
    assert.equal(worst.of(site()), long);
    assert.equal(worst.of(site({ site: frame({ line: 3 }) })), null);
    worst.accept(emptySnapshot);
    assert.equal(worst.of(site()), null);
  });
});

describe('details', () => {
  it('tell figures, requests, advice and the stack with links', () => {
    const text = siteDetails({
      site: siteView({
        ...{ count: 4, totalMs: 800, maxMs: 412, spread: [2, 1, 0, 1, 0, 0] },
        uses: [
          { target: 't1', handler: 'GET /v1/stock/:sku', frame: null, count: 2, totalMs: 500, maxMs: 412 },
          { target: 't2', handler: 'GET /v1/stock/:sku', frame: null, count: 1, totalMs: 100, maxMs: 100 },
          { target: 't1', handler: null, frame: null, count: 1, totalMs: 200, maxMs: 200 },
        ],
      }),
      longest: block({
        durationMs: 412,
        stack: [frame(), frame({ file: 'node:fs', functionName: 'readFileSync' })],
      }),
      share: 0.4,
      edited: false,
    });
    assert.match(text, /^\*\*Blocked the event loop 4 times: longest 412 ms\*\*\n/);
    assert.match(text, /\np99 100 ms, 800 ms in all, 40 % of the time that all lines blocked\n/);
    assert.match(text, /\nFor GET \/v1\/stock\/:sku \(75 %\), no request \(25 %\)\n/);
    assert.match(text, /\| 100 ms to 200 ms \| &ensp;0× \| &ensp; \|\n/);
    assert.match(text, /\n\[What to do\]\(https:\/\/nodejs\.org\//);
    assert.match(text, /\(command:looplens\.clear\).*\(command:looplens\.toggleAll\)/);
    assert.match(text, /\*\*Instead:\*\* Use fs\.promises\.readFile/);
    assert.match(text, /\nBy fs\.readFileSync \(95 % sure: the call was measured\)\n/);
    assert.match(
      text,
      /- \[renderReport report\.js:2\]\(command:looplens\.showLine\?%5B%22%2Fapp%2Fsrc%2Freport\.js%22%2C2%2C19%5D\)/,
    );
    assert.match(text, /- readFileSync node:fs:2/);
  });

  it('do without what is not known, and say what was edited or generated', () => {
    const text = siteDetails({
      site: siteView({ site: frame({ source: 'generated' }) }),
      longest: null,
      share: 1,
      edited: true,
    });
    assert.match(text, /edited since/);
    assert.match(text, /No source map/);
    assert.doesNotMatch(text, /% sure/);
  });

  it('of a block that lasts name its stack', () => {
    const stall = { durationMs: 2000, category: 'cpu', call: null, culprit: null, stack: [frame()] };
    assert.match(stallDetails(stall as unknown as Stall), /for 2 s, by computing[^]*renderReport/);
  });

  it('take nothing from the program for Markdown', () => {
    assert.equal(escapeMarkdown('a|b [x](y) $(bug)\n<b>'), 'a\\|b \\[x\\]\\(y\\) \\$\\(bug\\) \\<b\\>');
    const link = frameLink(frame({ file: 'C:\\a (b)\\c.ts', functionName: '_x_' }));
    assert.equal(
      link,
      '[\\_x\\_ c.ts:2](command:looplens.showLine?%5B%22C%3A%5C%5Ca%20%28b%29%5C%5Cc.ts%22%2C2%2C19%5D)',
    );
  });
});
