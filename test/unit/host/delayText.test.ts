import assert from 'node:assert/strict';
import { delayText, steadyDuration } from '../../../src/host/delayText';
import type { LoopFigures } from '../../../src/shared/report';
import type { Snapshot, Stall, TargetView } from '../../../src/shared/snapshot';
import { emptySnapshot } from '../../fakes/engine';
import { frame, siteView } from '../../fakes/reports';

const limits = { delayWarningMs: 50, delayErrorMs: 200 };

function figures(p99Ms: number | null): LoopFigures {
  return { p50Ms: 1, p99Ms, maxMs: p99Ms, utilization: 0.25 };
}

function observed(p99Ms: number | null, more: Partial<TargetView> = {}): TargetView {
  const lastSecond = figures(p99Ms);
  return {
    id: 't1',
    name: 'server.js',
    pid: 7,
    gcShare: 0.0125,
    endedAtMs: null,
    lastSecond,
    overall: lastSecond,
    ...more,
  } as TargetView;
}

function text(snapshot: Partial<Snapshot>) {
  return delayText({ ...emptySnapshot, ...snapshot }, limits, (id) => `▁▂${id}`);
}

describe('the delay in the status bar', () => {
  it('is that of the worst loop that lives, and hidden where none does', () => {
    const gone = observed(900, { endedAtMs: 1 });
    assert.equal(text({ targets: [gone] }), null);
    const shown = text({ targets: [gone, observed(3), observed(12.4), observed(null)] });
    assert.match(shown!.text, /^\$\(pulse\) \u200712 ms$/);
    assert.equal(shown!.label, 'Event loop delay 12 ms');
  });

  it('warns from the limits on', () => {
    const levels = [49, 50, 199, 200].map((p99Ms) => text({ targets: [observed(p99Ms)] })!.level);
    assert.deepEqual(levels, ['quiet', 'warning', 'warning', 'error']);
  });

  it('counts while a block lasts', () => {
    const stall = { durationMs: 1234, category: 'cpu', call: null, culprit: null, site: frame() } as Stall;
    const shown = text({ targets: [observed(3)], stalls: [{ ...stall, durationMs: 30 }, stall] })!;
    assert.match(shown.text, /^\$\(error\) \s*1\.2 s$/);
    assert.equal(shown.level, 'error');
    assert.equal(shown.label, 'Event loop blocked for 1.2 s by computing in JavaScript');
    assert.match(shown.tooltip, /Blocked now\*\* for 1\.2 s by computing in JavaScript in \[renderReport/);
  });

  it('has figures of every thread and the worst lines in its tooltip', () => {
    const short = siteView({ totalMs: 900, maxMs: 30 });
    const long = siteView({ maxMs: 412, site: frame({ functionName: 'long', line: 9 }) });
    const never = { p50Ms: null, p99Ms: null, maxMs: null, utilization: null };
    const shown = text({ targets: [observed(12, { name: 'a|b', overall: never })], sites: [short, long] })!;
    const tooltip = shown.tooltip.replaceAll('&ensp;', '');
    assert.match(
      tooltip,
      /\n\| a\\\|b \(7\) \| last second \| 1 ms \| 12 ms \| 12 ms \| 25 % \|  \|\n\|  \| since start \| – \| – \| – \| – \| 1\.3 % \|\n/,
    );
    assert.match(shown.tooltip, /Last minute: ▁▂t1/);
    assert.match(tooltip, /Longest block 412 ms in \[long report\.js:9\]\(command:/);
    assert.match(tooltip, /Most in all 900 ms in \[renderReport/);
    const many = text({ targets: Array.from({ length: 12 }, () => observed(1)) })!;
    assert.match(many.tooltip, /and 2 more threads/);
  });

  it('has milliseconds, then seconds', () => {
    const shown = [0, 12, 999.4, 999.6, 1200, 59_000, 99_940, 99_960, 3_600_000].map(steadyDuration);
    assert.deepEqual(
      shown.map((words) => words.replace(/^\s+/, '')),
      ['0 ms', '12 ms', '999 ms', '1.0 s', '1.2 s', '59.0 s', '99.9 s', '100 s', '999 s'],
    );
  });
});
