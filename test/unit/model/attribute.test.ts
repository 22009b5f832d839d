import assert from 'node:assert/strict';
import { attribute, categoryOfKind } from '../../../src/model/attribute';
import { callKinds } from '../../fakes/callKinds';
import { call, looks, sample, stack, turn, watched } from '../../fakes/evidence';

const thresholdMs = 20;
const timers = 'node node:internal/timers:9 listOnTimeout';
const handle = stack('own main.ts:4 handle', timers);
const later = stack('own main.ts:9 later', timers);
const nowhere = stack('node node:net:3 onconnection');

const of = (...args: Parameters<typeof turn>) => attribute(turn(...args), thresholdMs)!;

describe('attribute: a wrapped call', () => {
  it('wins over the stacks when it covers enough of the block', () => {
    const calls = [call('sync-io', 'fs.readFileSync', 80, handle)];
    const { category, call: name, site, evidence } = of(100, { calls, samples: looks(99, later) });
    assert.deepEqual([category, name, site?.line, evidence], ['sync-io', 'fs.readFileSync', 4, 'wrapper']);
  });

  it('is a side matter when it covers little', () => {
    const calls = [call('sync-io', 'fs.readFileSync', 80, handle)];
    const { category, call: name, site, evidence } = of(1000, { calls, samples: looks(900, later) });
    assert.deepEqual([category, name, site?.line, evidence], ['cpu', null, 9, 'stack']);
  });

  it('counts with all calls of its kind: many small reads are one cause, named after the heaviest', () => {
    const calls = [
      call('sync-io', 'fs.statSync', 20, handle),
      call('sync-io', 'fs.readFileSync', 25, handle),
      call('json', 'JSON.parse', 30, later),
    ];
    const { category, call: name, site } = of(100, { calls });
    assert.deepEqual([category, name, site?.line], ['sync-io', 'fs.readFileSync', 4]);
  });

  it('names what the line called, not what that called in turn', () => {
    const inner = { ...call('sync-io', 'fs.readSync', 78, handle), totalMs: 0 };
    const outer = { ...call('sync-io', 'fs.readFileSync', 2, handle), totalMs: 80 };
    for (const calls of [
      [inner, outer],
      [outer, inner],
    ]) {
      assert.equal(of(100, { calls }).call, 'fs.readFileSync');
    }
    assert.equal(of(100, { calls: [inner] }).call, 'fs.readSync', 'in a call of another kind');
  });

  it('names the line on which most of its time went', () => {
    const stacks = [
      { ms: 10, atMs: 1010, stack: later },
      { ms: 70, atMs: 1080, stack: handle },
    ];
    const { site, confidence } = of(100, {
      calls: [{ kind: 'zlib', call: 'zlib.gzipSync', count: 2, selfMs: 80, totalMs: 80, stacks }],
    });
    assert.equal(site?.line, 4);
    const all = of(100, { calls: [call('zlib', 'zlib.gzipSync', 100, handle)] });
    assert.ok(confidence < all.confidence, 'less sure than of one that is the whole block');
  });

  it('keeps its cause where none of its stacks has a line of the user', () => {
    const { category, site, evidence } = of(100, { calls: [call('crypto', 'crypto.sign', 90, nowhere)] });
    assert.deepEqual([category, site, evidence], ['crypto', null, 'wrapper']);
  });

  it('is module loading where the loader made it', () => {
    const loader = 'node node:internal/modules/cjs/loader:1 _load';
    for (const kind of ['sync-io', 'wait'] as const) {
      const calls = [
        call(kind, 'x', 90, stack('node node:fs:1 readFileSync', loader, 'own main.ts:4 handle')),
      ];
      const { category, site } = of(100, { calls });
      assert.deepEqual([category, site?.line], ['module-load', 4], kind);
    }
    const calls = [call('json', 'JSON.parse', 90, stack(loader, 'own main.ts:4 handle'))];
    assert.equal(of(100, { calls }).category, 'json', 'the module parses for itself');
  });

  describe('that calls back', () => {
    const atCall = ['own main.ts:4 handle -> JSON.stringify', timers];
    const calls = [call('json', 'JSON.stringify', 100, stack(...atCall))];
    const told = (...inner: string[]) => {
      const {
        category,
        call: name,
        site,
      } = of(100, { calls, samples: looks(10, ...Array(10).fill(stack(...inner, ...atCall))) });
      return [category, name, site?.line];
    };

    it('is not the line that its time went to where the program’s own code ran', () => {
      assert.deepEqual(told('own money.ts:7 toJSON'), ['cpu', null, 7]);
      assert.deepEqual(told('own money.ts:9 sum -> {', 'own money.ts:7 toJSON -> .sum'), ['cpu', null, 9]);
      assert.deepEqual(told('dependency big.js:7 toJSON'), ['cpu', null, 4]);
    });

    it('is where what it calls has only been entered: a look that came while it ran is served there', () => {
      assert.deepEqual(told('own money.ts:7 toJSON -> {'), ['json', 'JSON.stringify', 4]);
      assert.deepEqual(told(), ['json', 'JSON.stringify', 4]);
    });
  });

  it('has a category, whatever its kind', () => {
    for (const kind of callKinds) {
      const { category } = of(50, { calls: [call(kind, 'x', 50, handle)] });
      assert.equal(category, categoryOfKind[kind]);
    }
  });
});

describe('attribute: stacks', () => {
  /** Asked for soon after the one before, and served when a native call was over. */
  const inCall = sample(1100, handle, { askedMs: 1026 });

  it('give the line that most of the time shares, not the one that most samples do', () => {
    const samples = [sample(1010, later), sample(1020, later), inCall];
    const { site, category, evidence, samples: count } = of(100, { samples });
    assert.deepEqual([site?.line, category, evidence, count], [4, 'cpu', 'stack', 3]);
  });

  it('count in the order of their time, in whatever order they come', () => {
    const samples = [inCall, sample(1020, later), sample(1010, later)];
    assert.equal(of(100, { samples }).site?.line, 4);
  });

  it('do not give the time of a line to the next one, where they were asked for late', () => {
    const late = sample(1095, later, { askedMs: 1094 });
    const { site, confidence } = of(100, { samples: [sample(1010, handle), late] });
    assert.equal(site?.line, 4);
    assert.ok(confidence < of(100, { samples: [sample(1010, handle), sample(1095, handle)] }).confidence);
  });

  it('are those of the turn alone', () => {
    const samples = [sample(1050, later, { seq: 2 }), sample(5, later), sample(1050, handle)];
    const { site, samples: count } = of(100, { samples });
    assert.deepEqual([site?.line, count], [4, 1]);
  });

  it('speak for no line where they were taken between two microtasks', () => {
    const between = (atMs: number) => sample(atMs, [], { microtasks: 1 });
    const { site, category, samples } = of(100, {
      samples: [between(1040), sample(1050, handle.slice(0, 1), { microtasks: 1 }), between(1100)],
    });
    assert.deepEqual([site?.line, category, samples], [4, 'microtasks', 3]);
  });

  it('make the block begin where the thread was first seen busy, if its loop went idle in between', () => {
    const { turn: fact } = turn(100);
    const waited = { ...fact, endMs: 2000, idleMs: 600 };
    const found = of(100, {
      turn: waited,
      watch: watched({ firstBusyMs: 1300 }),
      samples: looks(350, handle),
    });
    assert.deepEqual([found.startMs, found.durationMs, found.site?.line], [1300, 100, 4]);
    assert.equal(of(100, { turn: waited, watch: watched({ firstBusyMs: 1895 }) }).startMs, 1900);
    assert.equal(of(100, { watch: watched({ firstBusyMs: 500 }) }).startMs, 1000, 'it never waited');
  });

  it('agree: the more do, the surer the line', () => {
    const agreed = (count: number) =>
      of(100, { samples: looks(10, ...Array<typeof handle>(count).fill(handle)) });
    assert.ok(agreed(1).confidence < agreed(5).confidence);
    const divided = of(100, { samples: looks(10, handle, later, handle, handle, later) });
    assert.ok(divided.confidence < agreed(5).confidence);
    assert.equal(divided.site?.line, 4);
  });

  it('carry the request that they worked for', () => {
    const request = { framework: 'http', name: 'GET /report' } as const;
    const asked = { ...turn(100).turn, request };
    assert.deepEqual(of(100, { turn: asked, samples: looks(50, handle) }).handler, request);
  });
});

describe('attribute: garbage collection', () => {
  it('is the cause from half of the block on, at the line that allocates', () => {
    const { category, site, evidence } = of(100, { gcMs: 60, samples: looks(50, handle) });
    assert.deepEqual([category, site?.line, evidence], ['gc', 4, 'stack']);
    assert.equal(of(100, { gcMs: 40, samples: looks(50, handle) }).category, 'cpu');
  });

  it('has no line without a stack', () => {
    const { category, site, evidence, confidence } = of(100, { gcMs: 100 });
    assert.deepEqual([category, site, evidence, confidence], ['gc', null, 'none', 0]);
  });
});

describe('attribute: a thread that could not run', () => {
  it('is nobody’s line', () => {
    const request = { framework: 'http', name: 'GET /report' } as const;
    for (const more of [
      { suspendedMs: 1700, cpuMs: 290 },
      { starvedMs: 1920 },
      { suspendedMs: 950, starvedMs: 900 },
    ]) {
      const evidence = { samples: looks(50, handle), watch: watched(more) };
      const found = of(2000, { ...evidence, turn: { ...turn(2000).turn, request } });
      assert.deepEqual(
        [found.category, found.site, found.handler, found.evidence, found.confidence],
        ['starved', null, null, 'none', 1],
      );
    }
  });

  it('is told of a turn that would have been short enough by itself', () => {
    const evidence = { samples: looks(5, handle) };
    assert.equal(of(25, { ...evidence, watch: watched({ starvedMs: 10, cpuMs: 15 }) }).category, 'starved');
    assert.equal(of(25, { ...evidence, watch: watched({ starvedMs: 4, cpuMs: 20 }) }).site?.line, 4);
    assert.equal(of(40, { ...evidence, watch: watched({ starvedMs: 15, cpuMs: 24 }) }).site?.line, 4);
  });

  it('keeps a line that also held it by itself', () => {
    assert.equal(of(2000, { samples: looks(50, handle), watch: watched({ starvedMs: 1200 }) }).site?.line, 4);
    const long = of(2000, { samples: looks(50, handle), watch: watched({ starvedMs: 1850 }) });
    assert.deepEqual([long.site?.line, long.category], [4, 'cpu'], '150 ms by itself');
    const both = watched({ starvedMs: 1600, suspendedMs: 900, cpuMs: 380 });
    assert.equal(
      of(2000, { samples: looks(50, handle), watch: both }).site?.line,
      4,
      'its observer waited too',
    );
    const calls = [call('sync-io', 'fs.readFileSync', 1900, handle)];
    assert.equal(of(2000, { calls, watch: watched({ starvedMs: 900 }) }).category, 'sync-io');
  });

  it('is not told where the system tells nothing', () => {
    assert.equal(
      of(100, { samples: looks(50, handle), watch: watched({ starvedMs: null }) }).category,
      'cpu',
    );
  });
});

describe('attribute: a debugger', () => {
  it('held the thread: that time is taken out', () => {
    const samples = [sample(1690, handle)];
    const { durationMs, startMs, site } = of(700, { pausedMs: 600, samples });
    assert.deepEqual([durationMs, startMs, site?.line], [100, 1600, 4]);
  });

  it('leaves no block where little more is left', () => {
    assert.equal(attribute(turn(700, { pausedMs: 695 }), thresholdMs), null);
    assert.equal(attribute(turn(700, { pausedMs: 900 }), thresholdMs), null);
  });
});

describe('attribute: little or strange evidence', () => {
  it('gives unknown where nothing is known, and says so', () => {
    const { category, call: name, site, culprit, stack: frames, confidence, evidence } = of(100);
    assert.deepEqual([category, name, site, culprit, frames], ['unknown', null, null, null, []]);
    assert.deepEqual([confidence, evidence], [0, 'none']);
    assert.equal(of(100, { samples: looks(50, []) }).category, 'unknown');
  });

  it('gives no line where only Node’s or a package’s frames were seen, and is not sure', () => {
    const found = of(100, { samples: looks(50, nowhere) });
    assert.deepEqual([found.category, found.site, found.culprit, found.stack.length], ['cpu', null, null, 1]);
    const packaged = of(100, { samples: looks(50, stack('dependency ws.js:8 parse', timers)) });
    assert.deepEqual([packaged.site, packaged.culprit?.module], [null, 'ws.js']);
    assert.ok(packaged.confidence < 0.5);
  });

  it('is no block below the threshold', () => {
    assert.equal(attribute(turn(19.9), thresholdMs), null);
    assert.ok(attribute(turn(20), thresholdMs));
  });

  it('is survived, whatever contradicts itself', () => {
    const random = seeded(7);
    const pick = <T>(...values: T[]): T => values[Math.floor(random() * values.length)]!;
    const stacks = [[], handle, later, nowhere, stack('internal :1 ', 'dependency d.js:1 ', 'own m.ts:1 ')];
    const ms = () => pick(-50, 0, 1e-9, 12, 30, 900, 1e9);
    for (let round = 0; round < 2000; round++) {
      const busyMs = pick(20, 21, 100, 1e7);
      const found = attribute(
        turn(busyMs, {
          turn: { ...turn(busyMs).turn, endMs: ms(), idleMs: ms() },
          calls: [1, 2].slice(random() * 3).map(() => ({
            ...call(pick(...callKinds), pick('', 'x'), Math.abs(ms()), pick(...stacks)),
            ...(random() < 0.3 ? { stacks: [] } : {}),
          })),
          samples: [1, 2, 3, 4]
            .slice(random() * 5)
            .map(() => sample(1000 + ms(), pick(...stacks), { askedMs: ms(), microtasks: pick(0, 0, 3) })),
          watch: pick(null, watched({ suspendedMs: ms(), starvedMs: ms(), firstBusyMs: ms() })),
          gcMs: ms(),
          pausedMs: pick(0, 0, ms()),
        }),
        thresholdMs,
      );
      if (!found) continue;
      assert.ok(found.durationMs >= thresholdMs);
      assert.ok(found.confidence >= 0 && found.confidence <= 1, `confidence ${found.confidence}`);
      if (found.category === 'starved' || found.category === 'unknown') assert.equal(found.site, null);
      if (found.site) assert.ok(found.stack.includes(found.site), 'the site is on the stack');
      if (found.evidence === 'none') assert.equal(found.site, null);
    }
  });
});

/** The same numbers between 0 and 1 in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('attribute: native code that nothing shows', () => {
  const entered = stack('dependency response.js:236 json -> {', 'own main.ts:9 handle -> res.json', timers);
  const lateBy = (lagMs: number, more: Parameters<typeof turn>[1] = {}) => {
    const samples = [sample(1099, entered, { askedMs: 1099 - lagMs })];
    const { category, site, culprit, confidence } = of(100, { samples, ...more });
    return [category, site?.line, culprit?.line, confidence <= 0.5];
  };

  it('ran before the function whose entry served a late look', () => {
    assert.deepEqual(lateBy(80), ['native', 9, 9, true]);
    assert.deepEqual(lateBy(1), ['cpu', 9, 236, false], 'served at once');
  });

  it('is no reason where the thread was kept from serving it', () => {
    assert.deepEqual(lateBy(20, { gcMs: 15 }), ['cpu', 9, 236, false]);
    assert.deepEqual(lateBy(20, { watch: watched({ starvedMs: 15 }) }), ['cpu', 9, 236, false]);
  });

  it('has no line but the entry where nothing of anybody’s called it', () => {
    const samples = [sample(1099, stack('own main.ts:4 tick -> {', timers), { askedMs: 1020 })];
    assert.equal(of(100, { samples }).site?.line, 4);
  });
});
