import assert from 'node:assert/strict';
import { applyRules, findings } from '../../../src/model/findings';
import { asynchronousCall } from '../../../src/model/rules/builtinCalls';
import { categories } from '../../../src/shared/report';
import { block, frame } from '../../fakes/reports';

describe('findings', () => {
  it('says nothing about nothing', () => {
    assert.deepEqual(findings([]), []);
  });

  it('gathers the blocks of a category, points to them longest first, and names the calls', () => {
    const [finding, ...rest] = findings([
      block({ durationMs: 30, call: 'fs.statSync' }),
      block({ durationMs: 120 }),
      block({ durationMs: 40, category: 'cpu', call: null }),
    ]);
    assert.equal(finding?.id, 'sync-io');
    assert.equal(
      finding?.title,
      'Synchronous file access (fs.readFileSync and fs.statSync) held the loop 2 times, 150 ms in all, 120 ms at the longest',
    );
    assert.deepEqual(finding?.evidence, [1, 0]);
    assert.match(finding?.fix ?? '', /fs\.promises\.readFile instead of fs\.readFileSync/);
    assert.deepEqual(
      rest.map(({ id }) => id),
      ['cpu'],
    );
  });

  it('has advice for every category with a known cause, with a document of Node where there is one', () => {
    for (const category of categories) {
      const found = findings([block({ category, call: null, site: null })]);
      if (category === 'unknown') assert.deepEqual(found, []);
      else {
        assert.equal(found.length, 1, category);
        const [{ title, why, fix, docs }] = found as [(typeof found)[0]];
        assert.match(title, /held the loop once, for 100 ms$/);
        for (const text of [why, fix]) assert.match(text, /\w\.$/, category);
        for (const text of [title, why, fix]) assert.doesNotMatch(text, /undefined|null|\(\)$/, category);
        assert.ok(docs.every((address) => address.startsWith('https://nodejs.org/')));
      }
    }
  });

  it('weighs by the longest block of the running program', () => {
    const severity = (given: Parameters<typeof block>[0]) => findings([block(given)])[0]?.severity;
    assert.equal(severity({ durationMs: 200 }), 'error');
    assert.equal(severity({ durationMs: 50 }), 'warning');
    assert.equal(severity({ durationMs: 49 }), 'info');
    assert.equal(severity({ durationMs: 900, phase: 'startup' }), 'info');
    assert.equal(severity({ durationMs: 900, category: 'starved' }), 'info');
  });

  it('puts the worst first', () => {
    const found = findings([
      block({ durationMs: 60, category: 'json' }),
      block({ durationMs: 30, category: 'zlib' }),
      block({ durationMs: 70, category: 'crypto' }),
      block({ durationMs: 300, category: 'cpu' }),
    ]);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['cpu', 'crypto', 'json', 'zlib'],
    );
  });

  it('tells loading at start from loading while serving', () => {
    const ids = (phase: 'startup' | 'running') =>
      findings([block({ category: 'module-load', call: 'require', phase })]).map(({ id }) => id);
    assert.deepEqual(ids('startup'), ['module-load-startup']);
    assert.deepEqual(ids('running'), ['module-load']);
  });

  it('names the package in which the time went', () => {
    const culprit = frame({ functionName: 'deepCopy', module: 'copier' });
    const [finding] = findings([block({ category: 'cpu', call: null, culprit })]);
    assert.match(finding?.why ?? '', /The longest was in deepCopy inside the package copier, for 100 ms\./);
  });

  it('keeps the list of evidence short', () => {
    const [finding] = findings(Array.from({ length: 500 }, () => block()));
    assert.equal(finding?.evidence.length, 50);
    assert.match(finding?.title ?? '', /500 times/);
  });

  it('lets no rule that throws break another', () => {
    const works = {
      id: 'works',
      matches: () => true,
      advise: () => ({ subject: 'It', why: 'Why.', fix: 'Fix.', docs: [] }),
    };
    const breaks = {
      ...works,
      id: 'breaks',
      advise: () => {
        throw new Error('out of order');
      },
    };
    const found = applyRules([breaks, works], [block()]);
    assert.deepEqual(
      found.map(({ id }) => id),
      ['works', 'breaks-failed'],
    );
    assert.equal(found[1]?.why, 'out of order');
  });
});

describe('asynchronousCall', () => {
  const cases: readonly [string, string | null][] = [
    ['fs.readFileSync', 'fs.promises.readFile'],
    ['fs.existsSync', 'fs.promises.access'],
    ['fs.writeSync', 'FileHandle.write'],
    ['child_process.execSync', 'child_process.exec'],
    ['crypto.pbkdf2Sync', 'crypto.pbkdf2'],
    ['zlib.gzipSync', 'zlib.gzip'],
    ['JSON.parse', null],
    ['require', null],
  ];
  for (const [call, expected] of cases)
    it(`${call} → ${expected}`, () => assert.equal(asynchronousCall(call), expected));
});
