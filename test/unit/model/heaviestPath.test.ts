import assert from 'node:assert/strict';
import { heaviestPath, siteOf } from '../../../src/model/heaviestPath';
import { stack } from '../../fakes/evidence';

const timers = 'node node:internal/timers:9 listOnTimeout';

/** The heaviest path of stacks that all stand for the same time. */
const of = (...stacks: ReturnType<typeof stack>[]) =>
  heaviestPath(stacks.map((frames) => ({ ms: 10, stack: frames })))!;

describe('heaviestPath', () => {
  it('takes the innermost own frame for the site: the user’s callback, not the user’s call of the package', () => {
    const frames = stack(
      'internal :1 sort',
      'own rows.ts:7 compare',
      'dependency lodash.js:3 orderBy',
      'own main.ts:4 handle',
      timers,
    );
    const { site, culprit } = of(frames);
    assert.equal(site?.frame.functionName, 'compare');
    assert.equal(culprit, site);
  });

  it('takes the function with most of the time first, then its heaviest line', () => {
    const { site, functionShare, lineShare } = of(
      stack('own a.ts:1 read'),
      stack('own a.ts:2 read'),
      stack('own a.ts:2 read'),
      stack('own b.ts:8 write'),
      stack('own b.ts:8 write'),
    );
    assert.deepEqual([site?.frame.functionName, site?.frame.line], ['read', 2]);
    assert.deepEqual([functionShare, lineShare], [0.6, 0.4]);
  });

  it('follows a callee as culprit while it holds at least half', () => {
    const below = (...inner: string[]) =>
      stack(...inner, 'dependency xml.js:3 parse', 'own main.ts:4 handle', timers);
    const half = of(
      below('dependency sax.js:9 write'),
      below('dependency sax.js:9 write'),
      below('dependency iconv.js:5 decode'),
      below('dependency entities.js:6 unescape'),
    );
    assert.equal(half.culprit?.frame.functionName, 'write');
    const third = of(
      below('dependency sax.js:9 write'),
      below('dependency iconv.js:5 decode'),
      below('dependency entities.js:6 unescape'),
    );
    assert.equal(third.culprit?.frame.functionName, 'parse', 'its callees share the time');
    for (const { site, stack: chosen, culprit } of [half, third]) {
      assert.equal(site?.frame.functionName, 'handle');
      assert.ok(chosen.includes(culprit!), 'the stack that is shown goes through it');
    }
  });

  it('gives of the culprit the line where most of its time goes', () => {
    const inDependency = (line: number) => stack(`dependency sax.js:${line} write`, 'own main.ts:4 handle');
    const { culprit } = of(inDependency(1), inDependency(2), inDependency(2));
    assert.equal(culprit?.frame.line, 2);
  });

  it('never calls Node’s own frames or V8’s built-ins a culprit', () => {
    const { culprit, stack: shown } = of(
      stack('internal :1 parse', 'node node:internal/url:2 parse', 'own main.ts:4 handle'),
    );
    assert.equal(culprit?.frame.functionName, 'handle');
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ['node', 'own'],
      'built-ins are not shown, Node’s frames are',
    );
  });

  it('has a culprit without a site where only packages ran', () => {
    const { site, culprit } = of(stack('dependency ws.js:8 parse', 'dependency ws.js:2 onData', timers));
    assert.deepEqual([site, culprit?.frame.line], [null, 8]);
  });

  it('goes by weight', () => {
    const path = heaviestPath([
      { ms: 1, stack: stack('own a.ts:1 quick') },
      { ms: 1, stack: stack('own a.ts:1 quick') },
      { ms: 5, stack: stack('own a.ts:2 slow') },
    ]);
    assert.equal(path?.site?.frame.functionName, 'slow');
  });

  it('is null without weight', () => {
    assert.equal(heaviestPath([]), null);
    assert.equal(heaviestPath([{ ms: 0, stack: stack('own a.ts:1 f') }]), null);
  });

  it('has no lines for a stack without frames', () => {
    assert.deepEqual(of([]), { site: null, culprit: null, stack: [], functionShare: 1, lineShare: 1 });
  });
});

describe('siteOf a recursion', () => {
  const call = 'own fib.ts:3 fib -> .fib';

  it('is the line that calls, when V8 shows the head of the function just entered', () => {
    assert.equal(siteOf(stack('own fib.ts:1 fib', call, call, 'own main.ts:4 handle'))?.frame.line, 3);
  });

  it('is the line itself when it does something', () => {
    assert.equal(siteOf(stack('own fib.ts:4 fib', call))?.frame.line, 4, 'a line behind the call');
    assert.equal(siteOf(stack('own fib.ts:2 fib -> fs.statSync', call))?.frame.line, 2, 'a call before it');
    assert.equal(siteOf(stack('own fib.ts:1 sum', call))?.frame.line, 1, 'another function');
  });

  it('weighs all depths as one line', () => {
    const deep = (depth: number) => stack('own fib.ts:1 fib', ...Array<string>(depth).fill(call));
    const { site, lineShare } = of(deep(1), deep(5), deep(40));
    assert.deepEqual([site?.frame.line, lineShare], [3, 1]);
  });
});
