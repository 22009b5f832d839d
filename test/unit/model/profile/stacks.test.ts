import assert from 'node:assert/strict';
import { functionTimes } from '../../../../src/model/profile/functions';
import { profileOfStacks } from '../../../../src/model/profile/fromStacks';
import { parseCpuProfile } from '../../../../src/model/profile/parse';
import { matchFrames, matchedUs, occurrences, outermostMatch } from '../../../../src/model/profile/search';
import { writeCpuProfile } from '../../../../src/model/profile/writeCpuProfile';
import { noStacks } from '../../../../src/shared/timeline';
import { frame } from '../../../fakes/reports';
import { stackSamples } from '../../../fakes/stacks';

const frames = [
  frame({ functionName: 'handle', file: '/app/src/main.js', line: 4 }),
  frame({ functionName: 'parse', file: '/app/node_modules/xml/sax.js', line: 8, module: 'xml' }),
  frame({ functionName: 'readFileSync', file: 'node:fs', line: 440 }),
];
const profile = profileOfStacks(
  stackSamples(
    frames,
    [
      { atMs: 5000, ms: 10, stack: [0, 1] },
      { atMs: 5010, ms: 20, stack: [0, 2] },
      { atMs: 5100, ms: 30, stack: [0, 1, 0, 1] },
    ],
    12,
  ),
);
const times = functionTimes(profile.nodes, frames.length);

describe('profileOfStacks', () => {
  it('adds each stack’s time to its functions, and the time between blocks to nobody', () => {
    assert.deepEqual([...times.selfUs], [0, 40_000, 20_000]);
    assert.deepEqual([...times.totalUs], [60_000, 40_000, 20_000]);
    assert.equal(profile.nodes.totalUs[0], 60_000);
    assert.deepEqual([...profile.samples.atUs], [0, 10_000, 30_000, 100_000, 130_000]);
    assert.deepEqual(profile.notes, [{ id: 'unknown-time', ms: 12 }]);
    assert.equal(profile.startMs, 5000);
  });

  it('knows whose code it is and what can be opened', () => {
    assert.deepEqual(
      profile.frames.map(({ kind, hasFile }) => [kind, hasFile]),
      [
        ['own', true],
        ['dependency', true],
        ['node', false],
      ],
    );
  });

  it('comes back the same from a file that others can open', () => {
    const again = parseCpuProfile(new TextEncoder().encode(writeCpuProfile(profile)));
    const { selfUs, totalUs } = functionTimes(again.nodes, again.frames.length);
    const byName = new Map(
      again.frames.map(({ functionName }, i) => [functionName, [selfUs[i], totalUs[i]]]),
    );
    assert.deepEqual(byName.get('handle'), [0, 60_000]);
    assert.deepEqual(byName.get('parse'), [40_000, 40_000]);
    assert.deepEqual(byName.get('(idle)'), [70_000, 70_000]);
    const parse = again.frames.find(({ functionName }) => functionName === 'parse')!;
    assert.deepEqual([parse.file, parse.line, parse.column], ['/app/node_modules/xml/sax.js', 8, 19]);
    assert.deepEqual(again.notes, []);
  });

  it('is empty without stacks', () => {
    const empty = profileOfStacks(noStacks());
    assert.deepEqual([empty.nodes.frame.length, empty.samples.node.length, empty.notes.length], [1, 0, 0]);
  });
});

describe('search', () => {
  const find = (text: string) => {
    const matches = matchFrames(profile.frames, text);
    return matches && outermostMatch(profile.nodes, matches);
  };

  it('finds where matching calls begin, a match within a match once', () => {
    const found = find('SAX')!;
    assert.deepEqual([...occurrences(profile.samples, found)], [0, 3]);
    assert.equal(matchedUs(profile.nodes, found, profile.nodes.totalUs), 40_000);
    assert.equal(matchedUs(profile.nodes, find('handle')!, profile.nodes.totalUs), 60_000);
  });

  it('wants all words, in name or file', () => {
    assert.deepEqual([...matchFrames(profile.frames, ' parse sax ')!], [0, 1, 0]);
    assert.deepEqual([...matchFrames(profile.frames, 'parse fs')!], [0, 0, 0]);
    assert.equal(matchFrames(profile.frames, '  '), null);
  });
});
