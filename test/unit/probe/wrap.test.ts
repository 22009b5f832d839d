import assert from 'node:assert/strict';
import { Children } from '../../../src/probe/children';
import { Wrapper } from '../../../src/probe/wrap';
import { fakeCallClock } from '../../fakes/callClock';

const key = { call: 'fs.statSync', kind: 'sync-io', stackAtEntry: false } as const;

function wrapperOf(children: Children | null = null) {
  const { clock, world } = fakeCallClock();
  return { wrapper: new Wrapper(clock, children), clock, world };
}

describe('Wrapper', () => {
  it('calls the original with what it was called with, and tells the clock', () => {
    const { wrapper, clock, world } = wrapperOf();
    const seen: unknown[] = [];
    const owner = {
      statSync(this: unknown, ...args: unknown[]) {
        world.nowMs += 7;
        seen.push(this, ...args);
        return 'result';
      },
    };
    const took: number[] = [];
    wrapper.wrap(owner, 'statSync', key, { onDone: (ms) => took.push(ms) });
    assert.equal(owner.statSync(1, undefined), 'result');
    assert.deepEqual(seen, [owner, 1, undefined]);
    assert.deepEqual(took, [7]);
    assert.deepEqual(clock.takeTurn().calls[0]?.selfMs, 7);
  });

  it('looks like the original: name, length, own properties and how it is declared', () => {
    const { wrapper } = wrapperOf();
    const native = Object.assign((path: string, options?: object) => [path, options], {
      native: () => 'fast',
    });
    const owner = Object.defineProperty({} as { realpathSync: typeof native }, 'realpathSync', {
      value: native,
      enumerable: false,
      writable: true,
      configurable: true,
    });
    const symbol = Symbol('promisify');
    Object.defineProperty(native, symbol, { value: 5, enumerable: false });
    wrapper.wrap(owner, 'realpathSync', key);
    assert.notEqual(owner.realpathSync, native);
    for (const property of ['name', 'length', 'native', symbol]) {
      assert.deepEqual(
        Object.getOwnPropertyDescriptor(owner.realpathSync, property),
        Object.getOwnPropertyDescriptor(native, property),
      );
    }
    assert.deepEqual(Object.keys(owner), [], 'as hidden as before');
  });

  it('lets errors through as they are, with as many of the program’s frames as without us', () => {
    const { wrapper, clock } = wrapperOf();
    const failing = { statSync: () => JSON.parse('{') as unknown };
    const frames = () => {
      const deep = (depth: number): unknown => (depth > 0 ? deep(depth - 1) : failing.statSync());
      try {
        deep(30);
      } catch (error) {
        return (error as Error).stack!.split('\n').filter((line) => /\bdeep\b/.test(line)).length;
      }
      return 0;
    };
    const limit = Error.stackTraceLimit;
    const before = frames();
    wrapper.wrap(failing, 'statSync', key);
    assert.equal(frames(), before);
    assert.equal(Error.stackTraceLimit, limit);
    assert.equal(clock.takeTurn().calls[0]?.count, 1, 'its time is known all the same');
  });

  it('has no say where Error has no limit', () => {
    const { wrapper } = wrapperOf();
    const limit = Error.stackTraceLimit;
    const owner = { statSync: () => Error.stackTraceLimit };
    wrapper.wrap(owner, 'statSync', key);
    try {
      (Error as { stackTraceLimit: unknown }).stackTraceLimit = 'all';
      assert.equal(owner.statSync(), 'all');
      assert.equal(Error.stackTraceLimit, 'all');
    } finally {
      Error.stackTraceLimit = limit;
    }
  });

  it('passes through what `when` says no to', () => {
    const { wrapper, clock } = wrapperOf();
    const owner = { sort: (compare?: () => number) => compare };
    wrapper.wrap(owner, 'sort', key, { when: (args) => args[0] === undefined });
    owner.sort(() => 0);
    assert.deepEqual(clock.takeTurn().calls, []);
    owner.sort();
    assert.equal(clock.takeTurn().calls.length, 1);
  });

  it('leaves alone what is no function or cannot be replaced', () => {
    const { wrapper, clock } = wrapperOf();
    const getter = () => () => {};
    const owner = Object.defineProperties(
      { constants: {}, text: 'x' },
      {
        lazy: { get: getter, configurable: true },
        fixed: { value: () => {}, writable: false, configurable: true },
      },
    );
    const before = Object.getOwnPropertyDescriptors(owner);
    for (const name of ['constants', 'text', 'lazy', 'fixed', 'missing']) wrapper.wrap(owner, name, key);
    assert.deepEqual(Object.getOwnPropertyDescriptors(owner), before);
    assert.deepEqual(clock.keys, []);
  });

  it('puts everything back, also what cannot be declared anew, as V8’s gc', () => {
    const { wrapper, clock } = wrapperOf();
    const owner = Object.defineProperty(
      { statSync: () => 1 } as Record<'statSync' | 'lstatSync', () => number>,
      'lstatSync',
      {
        value: () => 2,
        writable: true,
      },
    );
    const before = Object.getOwnPropertyDescriptors(owner);
    wrapper.wrap(owner, 'statSync', key);
    wrapper.wrap(owner, 'lstatSync', key);
    wrapper.restore();
    assert.deepEqual(Object.getOwnPropertyDescriptors(owner), before);
    owner.statSync();
    assert.deepEqual(clock.takeTurn().calls, []);
  });

  it('does not undo what somebody put on top of it', () => {
    const { wrapper } = wrapperOf();
    const owner = { statSync: () => 'stat' };
    wrapper.wrap(owner, 'statSync', key);
    const ours = owner.statSync;
    const theirs = () => `traced ${ours()}`;
    owner.statSync = theirs;
    wrapper.restore();
    assert.equal(owner.statSync, theirs);
    assert.equal(owner.statSync(), 'traced stat');
  });

  it('hands the environment to processes that a call starts and waits for, and to no other call', () => {
    const config = { endpoint: 'e', token: 't', thresholdMs: 20, sentinel: 's', spool: '' };
    class ChildProcess {
      spawn() {}
    }
    const children = new Children(config, '/probe.cjs', () => ({ ChildProcess, Worker: class {} }));
    const { wrapper } = wrapperOf(children);
    const told = () => process.env['LOOPLENS'];
    const owner = { execSync: told, statSync: told };
    wrapper.wrap(owner, 'execSync', { ...key, call: 'child_process.execSync', kind: 'child-process' });
    wrapper.wrap(owner, 'statSync', key);
    assert.deepEqual(JSON.parse(owner.execSync()!), config);
    assert.equal(owner.statSync(), undefined);
    assert.equal(told(), undefined);
  });
});
