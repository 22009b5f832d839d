import assert from 'node:assert/strict';
import { RunningStalls } from '../../../src/host/runningStalls';
import { noticeText, StallNotices } from '../../../src/host/stallNotices';
import type { Snapshot, Stall, TargetView } from '../../../src/shared/snapshot';
import { emptySnapshot } from '../../fakes/engine';
import { frame } from '../../fakes/reports';

const target = { id: 't1', name: 'server.js', owner: 's1', startedAtMs: -60_000 } as TargetView;
const other = { ...target, id: 't2', name: 'job.js' };

function stall(more: Partial<Stall> = {}): Stall {
  return {
    target: 't1',
    startedAtMs: 0,
    durationMs: 0,
    category: 'sync-io',
    call: 'fs.readFileSync',
    site: frame(),
    culprit: null,
    stack: [],
    ...more,
  };
}

describe('a notification about a block that lasts', () => {
  let nowMs: number;
  let hidden: boolean;
  let notices: StallNotices;

  beforeEach(() => {
    nowMs = 0;
    hidden = false;
    notices = new StallNotices({ now: () => nowMs, hidden: () => hidden });
  });

  /** What is told at `atMs` of stalls that began when they say. */
  function at(atMs: number, ...stalls: Stall[]) {
    nowMs = atMs;
    const aged = stalls.map((one) => ({ ...one, durationMs: atMs - one.startedAtMs }));
    return notices.next({ ...emptySnapshot, targets: [target, other], stalls: aged });
  }

  it('comes after two seconds, once, with all that is known', () => {
    assert.equal(at(1999, stall()), null);
    assert.equal(
      at(2000, stall())!.text,
      'The event loop of server.js has been blocked for 2 s by fs.readFileSync in renderReport (report.js:2)',
    );
    assert.equal(at(60_000, stall()), null);
  });

  it('comes no second time for the same block, also when it was answered', () => {
    notices.answered(at(2000, stall())!);
    assert.equal(at(30_000, stall()), null);
    assert.ok(at(33_000, stall({ startedAtMs: 31_000 })), 'the next block of the line');
  });

  it('comes one at a time', () => {
    const first = at(2000, stall())!;
    const elsewhere = stall({ target: 't2', site: frame({ line: 9 }) });
    assert.equal(at(2100, stall(), elsewhere), null);
    notices.answered(first);
    assert.equal(at(2200, stall(), elsewhere)!.target.name, 'job.js');
  });

  it('does not wait for an answer for ever, but does not repeat a line without one', () => {
    assert.ok(at(2000, stall()));
    const again = stall({ startedAtMs: 30_000 });
    const elsewhere = stall({ target: 't2', startedAtMs: 10_000, site: frame({ line: 9 }) });
    assert.equal(at(21_999, elsewhere), null);
    assert.ok(at(22_000, elsewhere));
    assert.equal(at(60_000, again), null);
  });

  it('comes no more for a line that the user wants no more of, until the next run', () => {
    const first = at(2000, stall())!;
    notices.answered(first);
    notices.mute(first);
    const again = stall({ startedAtMs: 5000 });
    assert.equal(at(8000, again), null);
    assert.ok(at(8000, again, stall({ target: 't2', startedAtMs: 5000, site: frame({ line: 3 }) })));
    notices.newRun();
    assert.ok(at(8000, again));
  });

  it('keeps quiet of what is ignored, of a busy machine and of a program that loads', () => {
    hidden = true;
    assert.equal(at(3000, stall()), null);
    hidden = false;
    assert.equal(at(3000, stall({ category: 'starved' })), null);
    const loading = stall({ category: 'module-load', startedAtMs: target.startedAtMs + 100 });
    assert.equal(at(3000, loading), null);
    assert.ok(at(3000, stall({ category: 'module-load' })));
  });

  it('says only what is known, and makes no link of it', () => {
    const text = (more: Partial<Stall>) => noticeText(stall({ durationMs: 2900, ...more }), target);
    assert.equal(
      text({ category: 'unknown', call: null, site: null }),
      'The event loop of server.js has been blocked for 2 s',
    );
    assert.match(text({ site: frame({ functionName: '' }) }), / by fs\.readFileSync in report\.js:2$/);
    assert.match(text({ site: frame({ functionName: '[x](command:y)' }) }), /in \[x\] \(command:y\) \(/);
  });
});

describe('stalls between two snapshots', () => {
  it('grow as time goes by, and stop when they are over', () => {
    let nowMs = 0;
    let tick: (() => void) | null = null;
    const shown: (number | undefined)[] = [];
    const running = new RunningStalls(({ stalls }) => shown.push(stalls[0]?.durationMs), {
      now: () => nowMs,
      every: (ms, call) => {
        assert.ok(ms <= 250);
        tick = call;
        return { dispose: () => (tick = null) };
      },
    });
    const snapshot = (...durations: number[]): Snapshot => ({
      ...emptySnapshot,
      stalls: durations.map((durationMs) => stall({ durationMs })),
    });
    running.update(snapshot());
    assert.equal(tick, null);
    running.update(snapshot(100));
    nowMs = 100;
    tick!();
    nowMs = 200;
    tick!();
    nowMs = 290;
    running.update(snapshot(385));
    nowMs = 300;
    tick!(); // a snapshot has just come
    nowMs = 400;
    tick!();
    running.update(snapshot());
    assert.equal(tick, null);
    assert.deepEqual(shown, [undefined, 100, 200, 300, 385, 495, undefined]);
  });
});
