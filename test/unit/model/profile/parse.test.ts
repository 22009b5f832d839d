import assert from 'node:assert/strict';
import { english } from '../../../../src/model/message';
import { wordNote } from '../../../../src/model/profile/describe';
import { parseCpuProfile } from '../../../../src/model/profile/parse';
import type { Profile } from '../../../../src/model/profile/profile';
import { bytesOf, randomProfile } from './profiles';

const call = (functionName: string, url = 'file:///app/a.js', lineNumber = 9, columnNumber = 4) => ({
  ...{ functionName, scriptId: '1', url, lineNumber, columnNumber },
});
const root = { id: 1, callFrame: call('(root)', '', -1, -1), children: [2, 3] };
const small = {
  nodes: [
    root,
    { id: 2, callFrame: call('main'), children: [4] },
    { id: 3, callFrame: call('(garbage collector)', '', -1, -1) },
    { id: 4, callFrame: call('parse', 'node:url', 5, 1) },
  ],
  startTime: 1000,
  endTime: 1100,
  samples: [2, 4, 3, 2],
  timeDeltas: [10, 20, 30, 15],
};

const parsed = (profile: unknown) => parseCpuProfile(bytesOf(profile));
const ids = ({ notes }: Profile) => notes.map(({ id }) => id);
/** Self time of each function by name, in microseconds. */
const selfOf = ({ frames, nodes }: Profile) =>
  Object.fromEntries(
    [...nodes.frame].slice(1).map((frame, i) => [frames[frame]!.functionName, nodes.selfUs[i + 1]!]),
  );

describe('parseCpuProfile', () => {
  it('lets a sample last until the next one, the last until the end; the first delta is nobody’s', () => {
    const profile = parsed(small);
    assert.deepEqual([...profile.samples.atUs], [0, 20, 50, 65, 90]);
    assert.deepEqual(selfOf(profile), { main: 45, parse: 30, '(garbage collector)': 15 });
    assert.deepEqual(profile.notes, []);
  });

  it('has 1-based positions, paths, and whose code a function is', () => {
    const { frames } = parsed(small);
    const main = frames.find(({ functionName }) => functionName === 'main');
    assert.deepEqual(main, {
      ...{
        functionName: 'main',
        file: '/app/a.js',
        hasFile: true,
        line: 10,
        column: 5,
        kind: 'own',
        module: null,
      },
    });
    assert.deepEqual(
      frames.map(({ functionName, kind }) => `${functionName} ${kind}`),
      ['(root) v8', 'main own', '(garbage collector) gc', 'parse node'],
    );
  });

  it('tells kinds of code apart', () => {
    const kind = (url: string, name = 'f') =>
      parsed({ nodes: [{ id: 1, callFrame: call(name, url) }] }).frames[0]!.kind;
    assert.equal(kind('file:///app/node_modules/@scope/a/index.js'), 'dependency');
    assert.equal(kind('C:\\app\\node_modules\\a\\index.js'), 'dependency');
    assert.equal(kind('/app/src/a.js'), 'own');
    assert.equal(kind('internal/timers.js'), 'node');
    assert.equal(kind('wasm://wasm/0b1c2d'), 'wasm');
    assert.equal(kind('', 'sort'), 'v8');
    assert.equal(kind('', '(program)'), 'v8');
    assert.equal(kind('', '(idle)'), 'idle');
    assert.equal(kind('evalmachine.<anonymous>'), 'own');
  });

  it('reads the older format: nodes within each other, lines from 1, seconds', () => {
    const profile = parsed({
      head: {
        ...call('(root)', '', 0, 0),
        id: 1,
        children: [
          { ...call('main', '/app/a.js', 10, 5), id: 2, hitCount: 2, children: [{ ...call('sub'), id: 3 }] },
        ],
      },
      startTime: 100,
      endTime: 100.003,
      samples: [2, 3, 2],
      timestamps: [100_000_000, 100_001_000, 100_002_000],
    });
    assert.deepEqual(selfOf(profile), { main: 2000, sub: 1000 });
    assert.equal(profile.frames.find(({ functionName }) => functionName === 'main')?.line, 10);
    assert.deepEqual(ids(profile), []);
  });

  it('sums negative deltas up and puts samples into the order of their times', () => {
    const profile = parsed({ ...small, samples: [2, 4, 3, 2], timeDeltas: [10, 40, -30, 50] });
    assert.deepEqual([...profile.samples.atUs], [0, 10, 40, 60, 90]);
    assert.deepEqual(selfOf(profile), { main: 10 + 30, '(garbage collector)': 30, parse: 20 });
    assert.deepEqual(profile.notes, [{ id: 'backwards', count: 1 }]);
  });

  it('keeps what comes before the end of a file that was cut off, wherever that is', () => {
    const whole = bytesOf(randomProfile(3, 15, 20));
    let full = 0;
    for (let length = 0; length < whole.length; length++) {
      const profile = parseCpuProfile(whole.subarray(0, length));
      assert.ok(profile.notes.length > 0, `a file of ${length} bytes looks whole`);
      full = Math.max(full, profile.nodes.frame.length);
    }
    assert.equal(full, 15);
  });

  it('gives nobody the time that the end of the file had the samples of', () => {
    const profile = parsed({ ...small, endTime: 900_000, timeDeltas: [10, 20] });
    assert.deepEqual([...profile.samples.atUs], [0, 20, 40, 40, 40]);
    assert.deepEqual(selfOf(profile), { main: 20, parse: 20, '(garbage collector)': 0 });
    assert.deepEqual(profile.notes, [{ id: 'lengths-differ', count: 2 }]);
  });

  it('says of a file of which nothing can be read what it is', () => {
    const said = (text: string) =>
      parseCpuProfile(new TextEncoder().encode(text)).notes.map((note) => wordNote(note, english));
    const [ends, damaged] = [said('{"nodes":[{"id":'), said('hello')];
    assert.match(ends.join(' '), /^The file ends before its first call, at byte 16\./);
    assert.match(damaged.join(' '), /^The file is no CPU profile: what stands at byte 0 /);
  });

  it('never throws, whatever byte is wrong', () => {
    const whole = bytesOf(small);
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [0x22, 0x2c, 0x5d, 0x7b, 0xff, 0x30]) {
        const bytes = whole.slice();
        bytes[at] = byte;
        const { notes } = parseCpuProfile(bytes);
        for (const note of notes) assert.match(wordNote(note, english), /\.$|\)\.$/);
      }
    }
  });

  it('says what is missing', () => {
    assert.deepEqual(ids(parsed({})), ['no-nodes']);
    assert.deepEqual(ids(parsed([])), ['not-profile']);
    assert.deepEqual(ids(parseCpuProfile(new Uint8Array(0))), ['no-profile']);
    assert.deepEqual(ids(parsed({ ...small, timeDeltas: undefined })), ['no-times']);
    assert.deepEqual(ids(parsed({ ...small, timeDeltas: [1] })), ['lengths-differ']);
    assert.deepEqual(ids(parsed({ ...small, samples: [2, 99, 4, 2] })), ['unknown-nodes']);
    assert.deepEqual(ids(parsed({ ...small, timeDeltas: [1, null, 3, 4] })), ['times-mended']);
  });

  it('reckons times from hits where there are no samples', () => {
    const nodes = small.nodes.map((node, i) => ({ ...node, hitCount: i }));
    const profile = parsed({ nodes, startTime: 0, endTime: 600 });
    assert.deepEqual(selfOf(profile), { main: 100, '(garbage collector)': 200, parse: 300 });
    assert.deepEqual(ids(profile), ['no-samples']);
  });

  it('shows calls in a circle, with two callers or none below the root', () => {
    const profile = parsed({
      nodes: [
        root,
        { id: 2, callFrame: call('a'), children: [3] },
        { id: 3, callFrame: call('b'), children: [3, 1] },
        { id: 5, callFrame: call('c'), children: [6] },
        { id: 6, callFrame: call('d'), children: [5] },
      ],
      startTime: 0,
      endTime: 40,
      samples: [2, 3, 5, 6],
      timeDeltas: [0, 10, 10, 10],
    });
    assert.deepEqual(selfOf(profile), { a: 10, b: 10, c: 10, d: 10 });
    assert.equal(profile.nodes.totalUs[0], 40);
    assert.ok(ids(profile).includes('tree-mended'));
  });

  it('reads names with escapes and all of Unicode', () => {
    const name = 'größe "x" \\ 日本 😀';
    const text = JSON.stringify({ nodes: [{ id: 1, callFrame: call(name) }] });
    for (const json of [text, text.replace('日', '\\u65e5')]) {
      assert.equal(parseCpuProfile(new TextEncoder().encode(json)).frames[0]?.functionName, name);
    }
  });
});
