import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { createStackTaker } from '../../../src/probe/stacks';

const take = createStackTaker([require.resolve('../../../src/probe/stacks')]);

/** Runs a test that changes how this thread formats stacks. */
function withOwnFormat(run: (error: { prepareStackTrace?: unknown; stackTraceLimit: number }) => void): void {
  const limit = Error.stackTraceLimit;
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    run(Error);
  } finally {
    Error.stackTraceLimit = limit;
    Reflect.deleteProperty(Error, 'prepareStackTrace');
    if (before) Object.defineProperty(Error, 'prepareStackTrace', before);
  }
}

describe('createStackTaker', () => {
  it('gives positions as V8 has them, 0-based, innermost first', () => {
    const code = '(take) => {\n  function inner() {\n    return take();\n  }\n  return inner();\n}';
    const run = runInThisContext(code, { filename: '/app/known.js' }) as (
      taker: typeof take,
    ) => ReturnType<typeof take>;
    assert.deepEqual(run(take).slice(0, 2), [
      { fn: 'inner', url: '/app/known.js', line0: 2, col0: 11 },
      { fn: '', url: '/app/known.js', line0: 4, col0: 9 },
    ]);
  });

  it('leaves out frames above the function to hide, and files of ours', () => {
    function wrapped() {
      return take(wrapped);
    }
    function caller() {
      return wrapped();
    }
    assert.equal(caller()[0]?.fn, 'caller');
    const frames = createStackTaker([__filename])();
    assert.ok(frames.length > 0 && frames.every(({ url }) => url !== __filename));
  });

  it('keeps both ends of a deep recursion', () => {
    const dive = (depth: number): ReturnType<typeof take> => (depth > 0 ? dive(depth - 1) : take());
    function bottom() {
      return dive(200);
    }
    const frames = bottom();
    assert.equal(frames.length, 100);
    assert.equal(frames[0]?.fn, 'dive');
    assert.ok(frames.slice(50).some(({ fn }) => fn === 'bottom'));
  });

  it('leaves Error as the program has set it up', () => {
    withOwnFormat((error) => {
      const prepare = (_error: Error, sites: unknown[]) => `mine ${sites.length}`;
      error.stackTraceLimit = 2;
      error.prepareStackTrace = prepare;
      assert.ok(take().length > 2, 'ours is deeper');
      assert.equal(error.prepareStackTrace, prepare);
      assert.equal(error.stackTraceLimit, 2);
      assert.equal(new Error('x').stack, 'mine 2');
      delete error.prepareStackTrace;
      take();
      assert.ok(!Object.hasOwn(error, 'prepareStackTrace'));
    });
  });

  it('works too while the program formats a stack itself', () => {
    withOwnFormat((error) => {
      let frames: ReturnType<typeof take> = [];
      error.prepareStackTrace = function prepare(failure: Error) {
        frames = take();
        return String(failure);
      };
      assert.equal(new Error('x').stack, 'Error: x');
      assert.deepEqual([frames[0]?.fn, frames[0]?.url], ['prepare', __filename]);
      assert.ok(frames[0]!.line0 > 0);
    });
  });
});
