import assert from 'node:assert/strict';
import { real, word } from '../../../src/probe/layout';
import { fakeCallClock, rawFrame } from '../../fakes/callClock';

describe('CallClock', () => {
  it('tells a call’s own time from that of the calls inside it', () => {
    const { clock, register, run } = fakeCallClock();
    const [outer, inner] = [register('fs.cpSync'), register('fs.statSync')];
    run(outer, 10, () => {
      run(inner, 3);
      run(inner, 4);
    });
    run(inner, 5);
    const times = clock
      .takeTurn()
      .calls.map(({ call, count, selfMs, totalMs }) => [call, count, selfMs, totalMs]);
    assert.deepEqual(
      new Map(times.map((one) => [one[0], one])),
      new Map([
        ['fs.cpSync', ['fs.cpSync', 1, 10, 17]],
        ['fs.statSync', ['fs.statSync', 3, 12, 5]],
      ]),
      'nested time is in no total',
    );
  });

  it('gives back how long the call took, what is inside included', () => {
    const { clock, world, register, run } = fakeCallClock();
    const [outer, inner] = [register('a'), register('b')];
    clock.enter(outer, () => {});
    run(inner, 3);
    world.nowMs += 2;
    assert.equal(
      clock.leave(outer, () => {}),
      5,
    );
  });

  it('shows at every moment which call the thread is in, and since when', () => {
    const { world, register, run } = fakeCallClock();
    const { words, reals } = world.crumb;
    const [outer, inner] = [register('a'), register('b')];
    const shown = () => [words[word.call], reals[real.callSince]];
    run(outer, 10, () => {
      assert.deepEqual(shown(), [outer + 1, 1000]);
      run(inner, 5, () => assert.deepEqual(shown(), [inner + 1, 1010]));
      assert.deepEqual(shown(), [outer + 1, 1000]);
    });
    assert.equal(words[word.call], 0);
  });

  it('takes the stack at entry only of calls that ask for it', () => {
    const { world, register, run } = fakeCallClock();
    world.stack = [rawFrame('build')];
    run(register('fs.readFileSync'), 1);
    run(register('child_process.execSync', 'child-process', true), 1);
    assert.deepEqual(world.entered, [{ call: 'child_process.execSync', sinceMs: 1001, stack: world.stack }]);
  });

  it('takes a stack only when time has come together: one for many quick calls', () => {
    const { clock, world, register, run } = fakeCallClock();
    const stat = register('fs.statSync');
    world.stack = [rawFrame('walk')];
    for (let n = 0; n < 10; n++) run(stat, 1);
    assert.equal(world.taken.length, 2);
    const [call] = clock.takeTurn().calls;
    assert.deepEqual(
      call?.stacks.map(({ ms }) => ms),
      [4, 4],
      'each stands for the time since the one before it',
    );
  });

  it('grows its steps in a long turn and stops at 48 stacks, while time goes on counting', () => {
    const { clock, world, register, run } = fakeCallClock();
    const stat = register('fs.statSync');
    for (let n = 0; n < 1000; n++) run(stat, 4);
    const [call] = clock.takeTurn().calls;
    assert.equal(world.taken.length, 48);
    assert.equal(call?.selfMs, 4000);
    const steps = new Set(call?.stacks.map(({ ms }) => ms));
    assert.deepEqual([...steps], [4, 8, 16, 32]);
  });

  it('writes each frame of a turn once', () => {
    const { clock, world, register, run } = fakeCallClock();
    const stat = register('fs.statSync');
    for (const line of [4, 7, 4]) {
      world.stack = [rawFrame('walk', line), rawFrame('main', 1)];
      run(stat, 5);
    }
    const { calls, frames } = clock.takeTurn();
    assert.deepEqual(frames, [rawFrame('walk', 4), rawFrame('main', 1), rawFrame('walk', 7)]);
    assert.deepEqual(
      calls[0]?.stacks.map((stack) => stack.frames),
      [
        [0, 1],
        [2, 1],
        [0, 1],
      ],
    );
  });

  it('begins every turn anew, reported or not', () => {
    const { clock, world, register, run } = fakeCallClock();
    const stat = register('fs.statSync');
    for (const next of [() => clock.takeTurn(), () => clock.reset()]) {
      for (let n = 0; n < 100; n++) run(stat, 4);
      clock.sleptMs = 9;
      next();
      world.taken.length = 0;
      assert.deepEqual([clock.sleptMs, clock.takeTurn()], [0, { calls: [], frames: [] }]);
      run(stat, 4);
      assert.equal(world.taken.length, 1, 'the first step again');
      assert.deepEqual(clock.takeTurn().calls[0]?.count, 1);
    }
  });

  it('keeps its place in calls that nest deeper than it looks', () => {
    const { clock, world, register, run } = fakeCallClock();
    const stringify = register('JSON.stringify', 'json');
    const nest = (depth: number): void => run(stringify, 1, () => void (depth > 1 && nest(depth - 1)));
    nest(400);
    assert.equal(world.crumb.words[word.call], 0);
    const [call] = clock.takeTurn().calls;
    assert.deepEqual(
      [call?.totalMs, call?.selfMs],
      [400, 400],
      'what is deeper counts for the last that is seen',
    );
    run(stringify, 2);
    assert.equal(clock.takeTurn().calls[0]?.totalMs, 2);
  });
});
