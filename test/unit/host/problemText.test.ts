import assert from 'node:assert/strict';
import { codeRange, ownerOf, problemOf } from '../../../src/host/problemText';
import { block, frame, site } from '../../fakes/reports';

const limits = { problemWarningMs: 50, problemErrorMs: 200 };
const own = (functionName: string, line: number) => frame({ functionName, line, file: '/app/src/routes.js' });
const dependency = (module: string) => frame({ module, file: `/app/node_modules/${module}/index.js` });

describe('a problem', () => {
  it('says what, how long, how often, for whom and what to do', () => {
    const measured = site({ count: 3, totalMs: 900, maxMs: 412, handlers: ['GET /v1/stock/:sku'] });
    const problem = problemOf(measured, block({ durationMs: 412 }), limits, null)!;
    assert.equal(
      problem.message,
      'fs.readFileSync blocked the event loop 3 times, for up to 412 ms (900 ms in all), in GET /v1/stock/:sku. ' +
        'Use fs.promises.readFile instead of fs.readFileSync and await it, or read once at start and keep the result.',
    );
    assert.equal(problem.code, 'sync-io');
    assert.match(problem.docs!, /^https:\/\/nodejs\.org\/api\/fs\.html/);
  });

  it('says what is known where there is no block to advise on', () => {
    const problem = problemOf(site({ category: 'cpu', call: null, maxMs: 60 }), null, limits, null)!;
    assert.equal(problem.message, 'Computing in JavaScript blocked the event loop for 60 ms.');
    assert.equal(problem.docs, null);
    const many = site({ handlers: ['a', 'b', 'c', 'd', 'e'] });
    assert.match(problemOf(many, null, limits, null)!.message, /, in a, b, c and 2 more\.$/);
  });

  it('is as severe as its longest block, and never as the program starts', () => {
    const severities = [49, 50, 199, 200].map(
      (maxMs) => problemOf(site({ maxMs }), null, limits, null)!.severity,
    );
    assert.deepEqual(severities, ['information', 'warning', 'warning', 'error']);
    const start = problemOf(site({ maxMs: 900 }), block({ phase: 'startup' }), limits, null)!;
    assert.equal(start.severity, 'information');
    assert.match(start.message, /for 900 ms as the program started\./);
  });

  it('over a budget is an error that names it', () => {
    const problem = problemOf(site({ maxMs: 45 }), null, limits, 30)!;
    assert.equal(problem.severity, 'error');
    assert.match(problem.message, /That is over the budget of 30 ms for renderReport\./);
    assert.match(ownerOf({ functionName: '', file: 'C:\\app\\a.ts' }), /in a\.ts$/);
  });

  it('is one of the user’s own code', () => {
    assert.equal(problemOf(site({ site: dependency('lodash') }), null, limits, null), null);
    assert.equal(problemOf(site({ site: frame({ file: 'node:fs' }) }), null, limits, null), null);
    assert.equal(problemOf(site({ category: 'starved' }), null, limits, null), null);
    const generated = problemOf(site({ site: frame({ source: 'generated' }) }), null, limits, null)!;
    assert.match(generated.message, /No source map was found/);
  });

  it('has the way to it: own callers and the handler first, then packages', () => {
    const stack = [
      frame({ file: 'node:fs', functionName: 'readFileSync' }),
      frame(),
      dependency('lodash'),
      own('load', 5),
      own('showStock', 9),
      dependency('express'),
      own('logRequest', 20),
    ];
    const handler = { framework: 'express', name: 'GET /stock' };
    const { related } = problemOf(site(), block({ stack, handler }), limits, null)!;
    assert.deepEqual(
      related.map(({ message }) => message),
      [
        'called from load',
        'called from logRequest',
        'handler of GET /stock',
        'renderReport in lodash',
        'renderReport in express',
      ],
    );
    assert.equal(related[2]!.frame, stack[4]);
    const direct = problemOf(site(), block({ stack: [frame()], handler }), limits, null)!;
    assert.deepEqual(direct.related, []);
  });

  it('is on the call, or on the line where the column is not in it', () => {
    const text = '  const a = read(b);  ';
    assert.deepEqual(codeRange(text, 13), [12, 20]);
    for (const column of [1, 0, 21, 99]) assert.deepEqual(codeRange(text, column), [2, 20]);
    assert.deepEqual(codeRange('', 5), [0, 0]);
  });
});
