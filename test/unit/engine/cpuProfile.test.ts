import assert from 'node:assert/strict';
import { mapProfile } from '../../../src/engine/cpuProfile';
import { SourceResolver } from '../../../src/engine/sourceResolver';
import type { CpuProfile, ProfileNode } from '../../../src/shared/profiling';

/** What a compiler made of three lines of TypeScript that begin at line 10 of app.ts. */
const script = `"use strict";
function hot(n) {
    let sum = 0;
    for (let i = 0; i < n; i++)
        sum += i;
    return sum;
}
//# sourceMappingURL=app.js.map`;
/** Generated line 2 is line 10 of the source, and so on. */
const map = JSON.stringify({
  version: 3,
  sources: ['../src/app.ts'],
  names: [],
  mappings:
    ';AASA,SAAS,GAAG,CAAC,CAAC;IACZ,IAAI,GAAG,GAAG,CAAC;IACX,KAAK,IAAI,CAAC,GAAG,CAAC;QACZ,GAAG,IAAI,CAAC;IACV,OAAO,GAAG;AACZ',
});
const files: Record<string, string> = {
  '/srv/dist/app.js': script,
  '/srv/dist/app.js.map': map,
  '/srv/src/app.ts': 'typescript',
};

const resolver = new SourceResolver({
  askTarget: () => Promise.resolve(null),
  platform: 'posix',
  files: {
    read: (path) => Promise.resolve(files[path] ?? null),
    isFile: (path) => Promise.resolve(path in files),
  },
});

const node = (url: string, lineNumber: number, columnNumber: number, more: Partial<ProfileNode> = {}) => ({
  ...{ id: 2, hitCount: 7, children: [] },
  callFrame: { functionName: 'hot', scriptId: '1', url, lineNumber, columnNumber },
  ...more,
});

const profile = (...nodes: ProfileNode[]): CpuProfile => ({
  ...{ nodes, startTime: 1, endTime: 9, samples: [2], timeDeltas: [8] },
});

describe('a mapped CPU profile', () => {
  it('has functions and lines where their author has them, and keeps where they run', async () => {
    const positionTicks = [
      { line: 4, ticks: 2 },
      { line: 5, ticks: 5 },
    ];
    const compiled = node('file:///srv/dist/app.js', 1, 12, { positionTicks });
    const { nodes, ...rest } = await mapProfile(profile(compiled), resolver);
    assert.deepEqual(rest, { startTime: 1, endTime: 9, samples: [2], timeDeltas: [8] });
    const [mapped] = nodes as (ProfileNode & { generated: unknown })[];
    const { functionName, url, lineNumber } = mapped!.callFrame;
    assert.deepEqual([functionName, url, lineNumber], ['hot', 'file:///srv/src/app.ts', 9]);
    assert.deepEqual(mapped!.positionTicks, [
      { line: 12, ticks: 2 },
      { line: 13, ticks: 5 },
    ]);
    assert.deepEqual([mapped!.id, mapped!.hitCount, mapped!.generated], [2, 7, compiled.callFrame]);
  });

  it('leaves alone what has no source map', async () => {
    const nodes = [node('node:fs', 3, 4), node('', -1, -1), node('file:///srv/other.js', 3, 4)];
    assert.deepEqual(await mapProfile(profile(...nodes), resolver), profile(...nodes));
  });

  it('counts lines that lead nowhere for the function', async () => {
    const positionTicks = [
      { line: 900, ticks: 2 },
      { line: 901, ticks: 1 },
    ];
    const { nodes } = await mapProfile(
      profile(node('file:///srv/dist/app.js', 1, 12, { positionTicks })),
      resolver,
    );
    assert.deepEqual(nodes[0]!.positionTicks, [{ line: 10, ticks: 3 }]);
  });
});
