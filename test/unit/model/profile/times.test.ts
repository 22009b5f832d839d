import assert from 'node:assert/strict';
import { Session } from 'node:inspector/promises';
import { functionTimes } from '../../../../src/model/profile/functions';
import { parseCpuProfile } from '../../../../src/model/profile/parse';
import { durationUs, type Profile } from '../../../../src/model/profile/profile';
import { treeOf, type Tree } from '../../../../src/model/profile/tree';
import { bytesOf, modelTimes, naiveTimes, randomProfile, type CpuProfile } from './profiles';

/** Within 0.1 %, or a nanosecond of rounding. */
function assertSame(actual: number, expected: number, what: string) {
  assert.ok(
    Math.abs(actual - expected) <= Math.max(expected * 0.001, 0.001),
    `${what}: ${actual}, not ${expected}`,
  );
}

function assertTimes(raw: CpuProfile, url: (file: string) => string) {
  const profile = parseCpuProfile(bytesOf(raw));
  const expected = naiveTimes(raw);
  const actual = modelTimes(profile, functionTimes(profile.nodes, profile.frames.length), url);
  let compared = 0;
  for (const [name, times] of expected) {
    if (name.startsWith('(root)')) continue;
    const found = actual.get(name);
    assert.ok(found, `${name} is missing`);
    assertSame(found.selfUs, times.selfUs, `self of ${name}`);
    assertSame(found.totalUs, times.totalUs, `total of ${name}`);
    compared++;
  }
  return { profile, compared, expected };
}

describe('self and total times', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`equal those of a plain computation, recursion counted once (random profile ${seed})`, () => {
      const { compared, profile } = assertTimes(randomProfile(seed), (file) => `file://${file}`);
      assert.equal(compared, 12);
      assertSame(profile.nodes.totalUs[0]!, durationUs(profile.samples), 'the whole');
    });
  }

  it('equal those of a plain computation for a recording of this process', async () => {
    const raw = await record();
    const { profile, compared, expected } = assertTimes(raw, (file) =>
      file.startsWith('/') ? `file://${file}` : file,
    );
    assert.ok(compared > 3, `${compared} functions`);
    const recursive = [...expected.keys()].find((name) => name.startsWith('recursive '));
    assert.ok(recursive, 'the recursion was seen');
    const frame = profile.frames.find(({ functionName }) => functionName === 'recursive')!;
    assert.deepEqual([frame.kind, frame.hasFile], ['own', true]);
    const notes = profile.notes.filter(({ id }) => id !== 'backwards'); // a busy machine's
    assert.deepEqual(notes, []);
  });
});

describe('trees', () => {
  const profile = parseCpuProfile(bytesOf(randomProfile(7)));
  const { nodes, frames } = profile;
  const whole = { selfUs: null, focus: null, inverted: false };
  const times = functionTimes(nodes, frames.length);

  it('have one node for each way to a function, with the same times as all calls that went this way', () => {
    const tree = treeOf(nodes, frames.length, whole);
    const expected = pathTimes(profile);
    assert.equal(tree.size - 1, expected.size);
    for (let node = 1; node < tree.size; node++) {
      const times = expected.get(pathOf(tree, node))!;
      assertSame(tree.selfUs[node]!, times.selfUs, 'self');
      assertSame(tree.totalUs[node]!, times.totalUs, 'total');
    }
  });

  it('have the heaviest child first, side by side from the left of its parent', () => {
    const tree = treeOf(nodes, frames.length, whole);
    for (let node = 0; node < tree.size; node++) {
      let at = tree.startUs[node]!;
      let before = Infinity;
      const first = tree.firstChild[node]!;
      for (let child = first; child < first + tree.childCount[node]!; child++) {
        assert.equal(tree.parent[child], node);
        assert.ok(tree.totalUs[child]! <= before);
        assertSame(tree.startUs[child]!, at, 'start');
        before = tree.totalUs[child]!;
        at += before;
      }
    }
  });

  it('inverted: a function’s self time, shared out over its callers', () => {
    const tree = treeOf(nodes, frames.length, { ...whole, inverted: true });
    for (let node = 1; node <= tree.childCount[0]!; node++) {
      assertSame(tree.totalUs[node]!, times.selfUs[tree.frame[node]!]!, 'self');
    }
    const expected = new Map<string, number>();
    for (let node = 1; node < nodes.frame.length; node++) {
      const path: number[] = [];
      for (let above = node; above > 0; above = nodes.parent[above]!) {
        path.push(nodes.frame[above]!);
        expected.set(path.join(), (expected.get(path.join()) ?? 0) + nodes.selfUs[node]!);
      }
    }
    for (let node = 1; node < tree.size; node++) {
      assertSame(tree.totalUs[node]!, expected.get(pathOf(tree, node).split(',').join())!, 'by caller');
    }
  });

  it('focused: all that a function called, a call within its own call not again', () => {
    const focus = frames.findIndex(({ functionName }) => functionName === 'f3');
    const below = treeOf(nodes, frames.length, { ...whole, focus });
    assert.equal(below.childCount[0], 1);
    assertSame(below.totalUs[1]!, times.totalUs[focus]!, 'total');
    const above = treeOf(nodes, frames.length, { selfUs: null, focus, inverted: true });
    assertSame(above.totalUs[1]!, times.totalUs[focus]!, 'total of the callers’ tree');
  });

  it('of a part of the time have only its times', () => {
    const selfUs = new Float64Array(nodes.frame.length);
    selfUs[5] = 300;
    const tree = treeOf(nodes, frames.length, { selfUs, focus: null, inverted: false });
    assert.equal(tree.totalUs[0], 300);
    assert.equal(tree.size - 1, nodes.depth[5]);
  });
});

/** Times of each way from the root to a function. */
function pathTimes({ nodes }: Profile) {
  const all = new Map<string, { selfUs: number; totalUs: number }>();
  for (let node = 1; node < nodes.frame.length; node++) {
    const path: number[] = [];
    for (let above = node; above > 0; above = nodes.parent[above]!) path.unshift(nodes.frame[above]!);
    const times = all.get(path.join()) ?? { selfUs: 0, totalUs: 0 };
    times.selfUs += nodes.selfUs[node]!;
    times.totalUs += nodes.totalUs[node]!;
    if (nodes.totalUs[node]! > 0) all.set(path.join(), times);
  }
  return all;
}

function pathOf(tree: Tree, node: number): string {
  const path: number[] = [];
  for (let above = node; above > 0; above = tree.parent[above]!) path.unshift(tree.frame[above]!);
  return path.join();
}

function recursive(depth: number): number {
  let sum = 0;
  for (let i = 0; i < 300; i++) sum += Math.sqrt(i * depth);
  return depth === 0 ? sum : sum + recursive(depth - 1) + JSON.stringify([sum]).length;
}

async function record(): Promise<CpuProfile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
    const end = performance.now() + 300;
    while (performance.now() < end) recursive(40);
    const { profile } = await session.post('Profiler.stop');
    return profile as CpuProfile;
  } finally {
    session.disconnect();
  }
}
