import assert from 'node:assert/strict';
import { attribute } from '../../../src/model/attribute';
import type { SampleEvidence } from '../../../src/model/evidence';
import { causeOf } from '../../../src/model/sampleCause';
import { looks, sample, stack, turn } from '../../fakes/evidence';

const timers = 'node node:internal/timers:9 listOnTimeout';
const ticks = 'node node:internal/process/task_queues:9 processTicksAndRejections';
const handle = 'own main.ts:4 handle';

/** Category and call of a turn that was seen so. */
function of(samples: readonly SampleEvidence[]): readonly unknown[] {
  const { category, call } = attribute(turn(samples.length * 10, { samples }), 1)!;
  return [category, call];
}

const seen = (...frames: string[]) => of(looks(10, stack(...frames)));

describe('cause: Node’s own modules on top of the user’s line', () => {
  it('names the call that the line made, not the innermost', () => {
    assert.deepEqual(
      seen('node node:internal/fs/utils:1 tryStat', 'node node:fs:400 readFileSync', handle, timers),
      ['sync-io', 'fs.readFileSync'],
    );
    assert.deepEqual(
      seen('node node:internal/child_process:2 spawnSync', 'node node:child_process:9 execSync', handle),
      ['child-process', 'child_process.execSync'],
    );
    assert.deepEqual(seen('node node:internal/crypto/pbkdf2:1 pbkdf2Sync', handle), [
      'crypto',
      'crypto.pbkdf2Sync',
    ]);
    assert.deepEqual(seen('node node:zlib:1 zlibBufferSync', 'node node:zlib:8 Object.gzipSync', handle), [
      'zlib',
      'zlib.gzipSync',
    ]);
  });

  it('is plain computing where the module is none of those', () => {
    assert.deepEqual(seen('node node:internal/url:3 parse', handle, timers), ['cpu', null]);
  });

  it('does not count what is below the user’s line', () => {
    assert.deepEqual(seen(handle, 'node node:internal/fs/streams:1 onRead', 'node node:fs:1 emit'), [
      'cpu',
      null,
    ]);
  });

  it('explains a block from 40 % on, for the rest is spread over many lines', () => {
    const reading = stack('node node:fs:400 readFileSync', handle);
    const others = [9, 10, 11].map((line) => stack(`own main.ts:${line} part${line}`));
    assert.deepEqual(of(looks(10, reading, reading, ...others)), ['sync-io', 'fs.readFileSync']);
    assert.deepEqual(of(looks(10, reading, ...others)), ['cpu', null]);
  });

  it('is that of the line that is named, where the rest is on another line', () => {
    const loading = stack('dependency a.js:1 -', 'node node:internal/modules/cjs/loader:1 _load', handle);
    const other = stack('own main.ts:9 later');
    assert.deepEqual(of(looks(10, loading, loading, other, other, other)), ['cpu', null]);
    assert.deepEqual(of(looks(10, loading, loading, loading, other, other)), ['module-load', null]);
  });

  it('gives no one name to several calls', () => {
    const calls = ['statSync', 'readFileSync'].map((name) => stack(`node node:fs:4 ${name}`, handle));
    assert.deepEqual(of(looks(10, ...calls)), ['sync-io', null]);
  });
});

describe('cause: the call that the text at the line shows', () => {
  it('is named, when the look was served just as it was entered or left', () => {
    assert.deepEqual(seen(`${handle} -> JSON.stringify`, timers), ['json', 'JSON.stringify']);
    assert.deepEqual(seen(`${handle} -> Atomics.wait`, timers), ['native', 'Atomics.wait']);
    assert.deepEqual(seen(`${handle} -> .execFileSync`), ['child-process', 'child_process.execFileSync']);
    assert.deepEqual(seen(`${handle} -> c.scryptSync`), ['crypto', 'crypto.scryptSync']);
    assert.deepEqual(seen(`${handle} -> zlib.brotliCompressSync`), ['zlib', 'zlib.brotliCompressSync']);
    assert.deepEqual(seen(`${handle} -> fs.readdirSync`), ['sync-io', 'fs.readdirSync']);
  });

  it('is none of Node’s when its name merely resembles', () => {
    for (const call of ['store.loadSync', 'db.parse', 'bus.wait'])
      assert.deepEqual(seen(`${handle} -> ${call}`), ['cpu', null], call);
  });

  it('is native code when the thread answered late and nothing else explains it', () => {
    const late = (call: string, ...above: string[]) =>
      of([sample(1010, stack(...above, `${handle} -> ${call}`, timers), { askedMs: 990 })]);
    assert.deepEqual(late('addon.compress'), ['native', null]);
    assert.deepEqual(late('list.sort'), ['cpu', null], 'JavaScript’s own');
    assert.deepEqual(late('addon.compress', 'internal :1 forEach'), ['cpu', null], 'it was in JavaScript');
    assert.deepEqual(seen(`${handle} -> addon.compress`), ['cpu', null], 'it answered at once');
  });
});

describe('cause: regular expressions', () => {
  const matching = (line: number) =>
    stack('internal :1 test', `own main.ts:${line} check -> re.test`, timers);
  const inlined = (line: number) => stack(`own main.ts:${line} check -> re.test`, timers);

  it('one slow pattern is one, with V8’s matcher on the stack', () => {
    const other = stack('own main.ts:30 other');
    assert.deepEqual(of(looks(10, matching(1), matching(1), other, other)), ['regex', 'RegExp.test']);
  });

  it('without the matcher on the stack, only a block that never leaves the position is', () => {
    const other = stack('own main.ts:30 other');
    assert.deepEqual(of(looks(10, inlined(1), inlined(1))), ['regex', 'RegExp.test']);
    assert.deepEqual(of(looks(10, inlined(1), inlined(1), other)), ['cpu', null]);
  });

  it('many quick patterns are plain computing', () => {
    assert.deepEqual(of(looks(10, ...[1, 2, 3, 4].map(matching))), ['cpu', null]);
  });

  it('are known by their methods', () => {
    assert.deepEqual(seen('own a.ts:1 f -> RegExp literal.exec'), ['regex', 'RegExp.exec']);
    assert.deepEqual(seen('own a.ts:1 f -> text.match'), ['regex', 'String.match']);
    assert.deepEqual(seen('own a.ts:1 f -> text.replace'), ['regex', 'String.replace']);
  });

  it('are not at work where text is replaced by text', () => {
    const [frame] = stack('own a.ts:1 f -> text.replaceAll');
    const plain = { ...frame!, token: { ...frame!.token!, firstArgument: 'string' as const } };
    assert.equal(causeOf(sample(1, [plain])).category, 'cpu');
  });
});

describe('cause: module loading', () => {
  const loader = 'node node:internal/modules/cjs/loader:1 _load';

  it('is a module’s first run, for a line of the user', () => {
    assert.deepEqual(seen('dependency big.js:1 ', loader, handle, timers), ['module-load', null]);
    assert.deepEqual(seen('node node:vm:1 runInThisContext', loader, handle, timers), ['module-load', null]);
  });

  it('is the loader alone, before the user’s first line', () => {
    assert.deepEqual(seen('node node:internal/modules/esm/translators:1 ', loader), ['module-load', null]);
    assert.deepEqual(seen('node node:internal/fs/sync_write_stream:1 ', loader), ['module-load', null]);
    assert.deepEqual(seen('dependency big.js:1 ', loader), ['module-load', null]);
  });

  it('is not the user’s own top level, though a loader runs it', () => {
    assert.deepEqual(seen('own main.ts:1 ', loader, 'node node:internal/main/run_main_module:1 '), [
      'cpu',
      null,
    ]);
  });
});

describe('cause: microtasks', () => {
  const flood = (base: string[], count = 1) =>
    [0, count, count, count].map((microtasks, index) =>
      sample(1010 + index * 10, stack(handle, ...base), { microtasks }),
    );

  it('follow each other without end: promises, and ticks', () => {
    assert.deepEqual(of(flood([])), ['microtasks', null]);
    assert.deepEqual(of(flood([ticks])), ['microtasks', null]);
  });

  it('do not follow each other where timers run in between, or none ran', () => {
    assert.deepEqual(of(flood([timers])), ['cpu', null]);
    assert.deepEqual(of(flood([], 0)), ['cpu', null]);
  });

  it('are known also where no look met a line of theirs', () => {
    const empty = [0, 7, 7].map((microtasks, index) => sample(1010 + index * 10, [], { microtasks }));
    const found = attribute(turn(30, { samples: empty }), 20)!;
    assert.deepEqual([found.category, found.site], ['microtasks', null]);
  });
});
