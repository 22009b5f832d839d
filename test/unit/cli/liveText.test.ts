import assert from 'node:assert/strict';
import { join } from 'node:path';
import picocolors from 'picocolors';
import { liveText } from '../../../src/cli/liveText';
import type { Snapshot, Stall, TargetView } from '../../../src/shared/snapshot';
import { emptySnapshot } from '../../fakes/engine';
import { block, frame } from '../../fakes/reports';

const cwd = process.cwd();
const noLoop = { p50Ms: null, p99Ms: null, maxMs: null, utilization: null };

function view(given: Partial<TargetView>): TargetView {
  return {
    id: 't1',
    pid: 1,
    threadId: 0,
    kind: 'process',
    parent: null,
    name: 'server.js',
    node: 'v20.20.2',
    owner: null,
    startedAtMs: 0,
    endedAtMs: null,
    lastSecond: noLoop,
    overall: noLoop,
    gc: { count: 0, totalMs: 0, maxMs: 0 },
    gcShare: null,
    ...given,
  };
}

function stall(given: Partial<Stall>): Stall {
  return {
    target: 't1',
    startedAtMs: 0,
    durationMs: 1000,
    category: 'sync-io',
    call: 'fs.readFileSync',
    site: frame({ file: join(cwd, 'src', 'x.ts'), line: 12, column: 3 }),
    culprit: null,
    stack: [],
    ...given,
  };
}

function text(snapshot: Partial<Snapshot>, columns = 80): string {
  const whole = { ...emptySnapshot, ...snapshot };
  return liveText(whole, columns, cwd, picocolors.createColors(false));
}

describe('liveText', () => {
  it('waits for a program', () => {
    assert.equal(text({}), 'looplens · waiting for a Node.js program');
    assert.equal(text({ targets: [view({ endedAtMs: 5 })] }), 'looplens · no Node.js program is running');
  });

  it('shows the running thread with the worst delay', () => {
    const targets = [
      view({ lastSecond: { p50Ms: 1, p99Ms: 3, maxMs: 9, utilization: 0.1 } }),
      view({ name: 'worker.js', lastSecond: { p50Ms: 1, p99Ms: 42, maxMs: 9, utilization: 0.431 } }),
      view({ name: 'over.js', lastSecond: { p50Ms: 1, p99Ms: 99, maxMs: 9, utilization: 1 }, endedAtMs: 7 }),
    ];
    assert.equal(
      text({ targets, blocks: [block()] }),
      'worker.js · delay p99 42 ms · busy 43 % · 1 block · 2 threads',
    );
  });

  it('says what holds the loop now, and for how long by now', () => {
    const stalls = [stall({ durationMs: 30 }), stall({ durationMs: 1200 })];
    const place = join('src', 'x.ts');
    assert.equal(text({ targets: [view({})], stalls }), `BLOCKED 1.2 s ${place}:12:3 fs.readFileSync`);
    assert.equal(text({ stalls: [stall({ durationMs: 1000, site: null, call: null })] }), 'BLOCKED 1 s');
  });

  it('is never longer than the terminal is wide', () => {
    assert.equal(text({ targets: [view({})] }, 20), 'server.js · delay p…');
  });

  it('passes on nothing that a terminal would obey', () => {
    assert.match(text({ targets: [view({ name: 'a\u001b[2Jb' })] }), /^a\ufffd\[2Jb · /);
  });
});
