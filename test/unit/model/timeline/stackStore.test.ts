import assert from 'node:assert/strict';
import { stacksOf } from '../../../../src/model/timeline/blockStacks';
import { StackStore } from '../../../../src/model/timeline/stackStore';
import { noStacks } from '../../../../src/shared/timeline';
import { writtenSamples } from '../../../fakes/stacks';
import { call, sample, stack, turn } from '../../../fakes/evidence';

const handler = stack('own app.ts:4 report', 'node node:http:1 emit');
const deeper = stack('dependency lib.js:9 clone', 'own app.ts:5 report', 'node node:http:1 emit');
const span = { startMs: 1000, durationMs: 100, category: 'cpu' as const };

const names = (stacks: ReturnType<typeof stacksOf>) =>
  stacks.map(({ fromMs, toMs, stack: [leaf] }) => [fromMs, toMs, leaf?.frame.functionName]);

describe('stacksOf', () => {
  it('parts the time between two looks among them', () => {
    const samples = [sample(1030, deeper), sample(1010, handler)];
    assert.deepEqual(names(stacksOf(turn(100, { samples }), span)), [
      [1000, 1019.5, 'report'],
      [1019.5, 1050, 'clone'],
    ]);
  });

  it('puts stacks of wrapped calls between those of looks', () => {
    const samples = [sample(1010, handler), sample(1081, deeper)];
    const parsing = {
      ...call('json', 'JSON.parse', 70, handler),
      stacks: [{ ms: 70, atMs: 1080, stack: handler }],
    };
    assert.deepEqual(names(stacksOf(turn(100, { samples, calls: [parsing] }), span)), [
      [1000, 1010, 'report'],
      [1010, 1080, 'report'],
      [1080, 1082, 'clone'],
    ]);
  });

  it('takes none of another turn, of before the block, or without frames', () => {
    const samples = [sample(1010, handler, { seq: 2 }), sample(900, handler), sample(1050, [])];
    assert.deepEqual(stacksOf(turn(100, { samples }), span), []);
  });

  it('blames nobody for time in which the thread could not run', () => {
    const samples = [sample(1010, handler)];
    assert.deepEqual(stacksOf(turn(100, { samples }), { ...span, category: 'starved' }), []);
  });

  it('never goes beyond the block', () => {
    const samples = [sample(1090, handler), sample(1150, deeper)];
    assert.deepEqual(names(stacksOf(turn(100, { samples }), span)), [
      [1000, 1095, 'report'],
      [1095, 1100, 'clone'],
    ]);
  });
});

describe('StackStore', () => {
  const timed = (fromMs: number, toMs: number, frames = handler) => ({ fromMs, toMs, stack: frames });

  it('gives the stacks of a span, outermost first, and says what is not known', () => {
    const store = new StackStore();
    store.add('a', 5000, [timed(0, 10), timed(10, 40, deeper)]);
    store.add('b', 5000, [timed(0, 10)]);
    const stacks = store.stacks({ thread: 'a', fromMs: 5005, toMs: 5020 }, 100);
    const { frames, unknownMs } = stacks;
    assert.deepEqual(
      writtenSamples(stacks).map(({ atMs, ms, stack: indices }) => [
        atMs,
        ms,
        indices.map((index) => `${frames[index]!.functionName}:${frames[index]!.line}`).join('>'),
      ]),
      [
        [5005, 5, 'emit:1>report:4'],
        [5010, 10, 'emit:1>report:5>clone:9'],
      ],
    );
    assert.equal(unknownMs, 85);
    assert.equal(frames.length, 4, 'frames are given once');
  });

  it('knows nothing of other threads, and nothing once it is cleared', () => {
    const store = new StackStore();
    store.add('a', 0, [timed(0, 10)]);
    const none = { ...noStacks(), unknownMs: 7 };
    assert.deepEqual(store.stacks({ thread: 'x', fromMs: 0, toMs: 99 }, 7), none);
    store.clear();
    assert.deepEqual(store.stacks({ thread: 'a', fromMs: 0, toMs: 99 }, 7), none);
  });

  it('drops the oldest past its limits, and says so', () => {
    const store = new StackStore({ samples: 100, nodes: 1000, frames: 1000 });
    for (let block = 0; block < 1000; block++)
      store.add('a', block * 100, [timed(0, 10), timed(10, 20, deeper)]);
    const stacks = store.stacks({ thread: 'a', fromMs: 0, toMs: 1e6 }, 1000 * 20);
    const { unknownMs } = stacks;
    const samples = writtenSamples(stacks);
    assert.ok(samples.length >= 100 && samples.length <= 200, `${samples.length} samples`);
    assert.equal(samples.at(-1)!.atMs, 99_910);
    assert.equal(unknownMs, 20_000 - samples.length * 10);
  });

  it('gives frames and beginnings of stacks once, also of what is kept in two parts', () => {
    const store = new StackStore({ samples: 2, nodes: 1000, frames: 1000 });
    for (let block = 0; block < 4; block++) store.add('a', block * 100, [timed(0, 10, deeper)]);
    const { frames, nodes, samples } = store.stacks({ thread: 'a', fromMs: 0, toMs: 1e6 }, 40);
    assert.deepEqual([frames.length, nodes.parent.length, samples.node.length], [3, 4, 4]);
    assert.deepEqual([...samples.atMs], [0, 100, 200, 300]);
  });

  it('drops the oldest when there are many different stacks', () => {
    const store = new StackStore({ samples: 1e6, nodes: 50, frames: 1e6 });
    for (let line = 1; line <= 500; line++)
      store.add('a', 0, [timed(line, line + 1, stack(`own a.ts:${line} f`))]);
    const stacks = store.stacks({ thread: 'a', fromMs: 0, toMs: 1e6 }, 0);
    const samples = writtenSamples(stacks);
    assert.ok(samples.length >= 49 && samples.length <= 100, `${samples.length} samples`);
    assert.equal(stacks.frames[samples.at(-1)!.stack[0]!]!.line, 500);
  });
});
