import assert from 'node:assert/strict';
import picocolors from 'picocolors';
import { textReport } from '../../../src/cli/textReport';
import { applyRules } from '../../../src/model/findings';
import type { Report } from '../../../src/shared/report';
import { block, frame, report, site, target } from '../../fakes/reports';

const sources: Record<string, string> = {
  '/app/src/report.js':
    "function renderReport(file) {\n  const text = fs.readFileSync(file, 'utf8');\n  return text;\n}\n",
  '/app/src/cart.js': 'function add(cart) {\n\tconst next = copy(cart);\n\treturn next;\n}\n',
};

function text(given: Report, columns = 80): string[] {
  return textReport(given, {
    columns,
    colors: picocolors.createColors(false),
    cwd: '/app',
    thresholdMs: 20,
    readSource: (file) => sources[file] ?? null,
  }).split('\n');
}

const copier = frame({
  functionName: 'deepCopy',
  file: '/app/node_modules/copier/index.js',
  line: 123,
  column: 5,
  module: 'copier',
});
const cart = frame({ functionName: 'add', file: '/app/src/cart.js', line: 2, column: 15 });
const blocks = [
  block({ durationMs: 812.4 }),
  block({ durationMs: 200 }),
  block({
    durationMs: 90,
    category: 'cpu',
    call: null,
    site: cart,
    culprit: copier,
    confidence: 0.4,
    ended: false,
  }),
  block({ durationMs: 60, category: 'gc', call: null, site: null }),
  block({ durationMs: 40, category: 'native', call: null, site: null, culprit: copier }),
];
const full = report({
  blocks,
  sites: [
    site({
      count: 2,
      totalMs: 1012.4,
      maxMs: 812.4,
      p99Ms: 812.4,
      handlers: ['GET /report', 'GET /csv', 'POST /x', 'PUT /y'],
    }),
    site({ site: cart, category: 'cpu', call: null, totalMs: 90, maxMs: 90, p99Ms: 90 }),
  ],
  findings: applyRules(
    [
      {
        id: 'sync-io',
        matches: ({ category }) => category === 'sync-io',
        advise: () => ({
          subject: 'Synchronous file access',
          why: 'It waits.',
          fix: 'Use fs.promises.readFile instead of fs.readFileSync and await it, or read once at start and keep the result.',
          docs: ['https://nodejs.org/api/fs.html#promises-api'],
        }),
      },
    ],
    blocks,
  ),
  targets: [
    target(),
    target({
      kind: 'worker',
      threadId: 1,
      name: 'pdf.js',
      eventLoop: { p50Ms: 0.4, p99Ms: null, maxMs: 2000, utilization: null },
    }),
  ],
  capture: {
    overhead: { mainThreadPct: 0.5, method: 'estimated' },
    dropped: { blocks: 2, samples: 1 },
    notes: ['The worker could not be watched from outside: the permission model forbids workers.'],
  },
});

describe('textReport', () => {
  it('says first what matters, then where, then what to do', () => {
    assert.deepEqual(text(full, 100), [
      '',
      'The event loop was blocked 5 times, 1.2 s in all, 812 ms at the longest, at src/report.js:2:19, in',
      '12 s of observation.',
      '',
      '1. src/report.js:2:19',
      '   renderReport · synchronous file access · fs.readFileSync',
      '   2 × · total 1 s · max 812 ms · p99 812 ms · GET /report · GET /csv · POST /x · 1 more',
      '     1 | function renderReport(file) {',
      "   > 2 |   const text = fs.readFileSync(file, 'utf8');",
      '       |                   ^',
      '     3 |   return text;',
      '',
      '2. src/cart.js:2:15',
      '   add · computing in JavaScript',
      '   1 × · total 90 ms · max 90 ms · p99 90 ms',
      '     1 | function add(cart) {',
      '   > 2 |   const next = copy(cart);',
      '       |                ^',
      '     3 |   return next;',
      '   inside copier deepCopy, node_modules/copier/index.js:123:5',
      '   not certain (confidence 0.4): it may be a line nearby or a caller',
      '   still lasted when observation ended',
      '',
      'Outside your code',
      '  garbage collection · 1 block · total 60 ms · max 60 ms',
      '  native code · 1 block · total 40 ms · max 40 ms',
      '  in deepCopy node_modules/copier/index.js:123:5',
      '',
      'What to do',
      '  Synchronous file access held the loop 2 times, 1 s in all, 812 ms at the longest',
      '    Use fs.promises.readFile instead of fs.readFileSync and await it, or read once at start and keep',
      '    the result.',
      '    https://nodejs.org/api/fs.html#promises-api',
      '',
      'thread                     Node.js   delay p50    p99     max  busy          gc',
      'pdf.js (worker 1 of 4711)  v20.20.2     0.4 ms      ?     2 s     ?  12 × 40 ms',
      'server.js (4711)           v20.20.2     1.2 ms  80 ms  812 ms  43 %  12 × 40 ms',
      '',
      'Notes',
      '  - The worker could not be watched from outside: the permission model forbids workers.',
      '  - 2 blocks did not fit the report.',
      '  - Lost on the way: 1 sample.',
      '',
    ]);
  });

  it('can be read in 40 columns', () => {
    assert.deepEqual(text(full, 40).slice(0, 44), [
      '',
      'The event loop was blocked 5 times,',
      '1.2 s in all, 812 ms at the longest, at',
      'src/report.js:2:19, in 12 s of',
      'observation.',
      '',
      '1. src/report.js:2:19',
      '   renderReport',
      '   synchronous file access',
      '   fs.readFileSync',
      '   2 × · total 1 s · max 812 ms',
      '   p99 812 ms · GET /report · GET /csv',
      '   POST /x · 1 more',
      '     1 | function renderReport(file) {',
      '   > 2 |   const text = fs.readFileSync…',
      '       |                   ^',
      '     3 |   return text;',
      '',
      '2. src/cart.js:2:15',
      '   add · computing in JavaScript',
      '   1 × · total 90 ms · max 90 ms',
      '   p99 90 ms',
      '     1 | function add(cart) {',
      '   > 2 |   const next = copy(cart);',
      '       |                ^',
      '     3 |   return next;',
      '   inside copier deepCopy,',
      '   node_modules/copier/index.js:123:5',
      '   not certain (confidence 0.4): it may',
      '   be a line nearby or a caller',
      '   still lasted when observation ended',
      '',
      'Outside your code',
      '  garbage collection · 1 block',
      '  total 60 ms · max 60 ms',
      '  native code · 1 block · total 40 ms',
      '  max 40 ms',
      '  in deepCopy node_modules/copier/index.js:123:5',
      '',
      'What to do',
      '  Synchronous file access held the loop',
      '  2 times, 1 s in all, 812 ms at the',
      '  longest',
      '    Use fs.promises.readFile instead of',
    ]);
    assert.deepEqual(text(full, 40).slice(49, 55), [
      'pdf.js (worker 1 of 4711)',
      '  v20.20.2 · delay p50 0.4 ms · p99 ?',
      '  max 2 s · busy ? · gc 12 × 40 ms',
      'server.js (4711)',
      '  v20.20.2 · delay p50 1.2 ms',
      '  p99 80 ms · max 812 ms · busy 43 %',
    ]);
  });

  it('has good news where nothing blocked', () => {
    assert.deepEqual(text(report()), [
      '',
      'No block of 20 ms or more in 12 s of observation.',
      '',
      'thread            Node.js   delay p50    p99     max  busy          gc',
      'server.js (4711)  v20.20.2     1.2 ms  80 ms  812 ms  43 %  12 × 40 ms',
      '',
    ]);
  });

  it('does not call it good news where nothing was observed', () => {
    assert.deepEqual(text(report({ targets: [] })), ['', 'Nothing was observed.', '']);
  });

  it('speaks of one block as one, at start, without a source or a frame', () => {
    const one = report({
      blocks: [block({ phase: 'startup', site: frame({ file: '/else/where.js', functionName: '' }) })],
      sites: [site({ site: frame({ file: '/else/where.js', functionName: '', source: 'generated' }) })],
      targets: [],
    });
    assert.deepEqual(text({ ...one, targets: [target()] }).slice(0, 9), [
      '',
      'The event loop was blocked once, for 100 ms at /else/where.js:2:19, in 12 s of',
      'observation.',
      '',
      '1. /else/where.js:2:19',
      '   (anonymous) · synchronous file access · fs.readFileSync · at start',
      '   1 × · total 100 ms · max 100 ms · p99 100 ms',
      '   generated code: no source map leads to what was written',
      '',
    ]);
    const [, sentence] = text(report({ blocks: [block({ category: 'gc', site: null })] }));
    assert.equal(sentence, 'The event loop was blocked once, for 100 ms by garbage collection, in 12 s of');
  });

  it('shows the worst ten lines and counts the rest', () => {
    const sites = Array.from({ length: 13 }, (_, index) => site({ site: frame({ line: index + 1 }) }));
    const lines = text(report({ sites, blocks: [block()] }));
    assert.ok(lines.some((line) => line.startsWith('10. ')));
    assert.ok(!lines.some((line) => line.startsWith('11. ')));
    assert.ok(lines.includes('… and 3 more lines with blocks'));
  });

  it('passes on nothing that a terminal would obey', () => {
    const evil = '\u001b]0;owned\u0007';
    const bad = frame({ functionName: evil, file: `/app/${evil}.js` });
    const lines = text(
      report({
        blocks: [block({ site: bad })],
        sites: [site({ site: bad, call: evil, handlers: [evil] })],
        targets: [target({ name: evil })],
        capture: { ...report().capture, notes: [evil] },
      }),
    );

    assert.doesNotMatch(lines.join(''), /[\u0000-\u001f\u007f-\u009f]/);
  });
});
