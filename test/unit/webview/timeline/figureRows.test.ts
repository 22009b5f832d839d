import assert from 'node:assert/strict';
import { figureRows, rowAt } from '../../../../src/webview/timeline/figureRows';
import { TimelineData } from '../../../../src/webview/timeline/timelineData';
import { wholeTimeline } from '../../../webview/fakeTimeline';

const endMs = Date.UTC(2026, 0, 1, 12);

describe('figures as a table', () => {
  const data = new TimelineData();
  const update = wholeTimeline({ threads: 1, minutes: 2, blocksPerSecond: 1, endMs });
  data.accept(update);
  const thread = data.threads.get('t1')!;
  const [series] = update.series;

  it('have a row for each second of the span, as it was measured', () => {
    const { rows, secondsEach } = figureRows(thread, { fromMs: endMs - 9500, toMs: endMs }, 60);
    assert.equal(secondsEach, 1);
    assert.deepEqual(
      rows.map(({ atMs, figures }) => [atMs, figures.p99Ms, figures.handles]),
      [...series!.atMs.slice(-10)].map((atMs, at) => [atMs, series!.p99Ms.slice(-10)[at], 12]),
    );
  });

  it('put seconds together where there are many: means, sums, highest values', () => {
    const { rows, secondsEach } = figureRows(thread, { fromMs: 0, toMs: endMs }, 60);
    assert.equal(secondsEach, 2);
    assert.equal(rows.length, 60);
    const { figures, atMs } = rows[0]!;
    assert.equal(atMs, series!.atMs[1]);
    assert.equal(figures.maxMs, Math.max(series!.maxMs[0]!, series!.maxMs[1]!));
    assert.equal(figures.gcMs, series!.gcMs[0]! + series!.gcMs[1]!);
    assert.equal(figures.utilization, (series!.utilization[0]! + series!.utilization[1]!) / 2);
  });

  it('of a moment are those of its second, and none where nothing was measured', () => {
    const times = [...series!.atMs];
    const whole = { fromMs: times[0]! - 1000, toMs: times.at(-1)! };
    assert.equal(rowAt(thread, times[3]! - 400, whole), 3);
    assert.equal(rowAt(thread, times[3]!, whole), 3);
    assert.equal(rowAt(thread, times[0]! - 1001, whole), -1);
    assert.equal(rowAt(thread, times.at(-1)! + 1, whole), -1);
  });

  it('that are the latest in sight are none of another time', () => {
    const times = [...series!.atMs];
    const latest = (fromMs: number, toMs: number): number => rowAt(thread, null, { fromMs, toMs });
    assert.equal(latest(times[3]!, times[5]! - 500), 5);
    assert.equal(latest(times.at(-1)! - 60_000, times.at(-1)! + 300), times.length - 1);
    assert.equal(latest(times[0]! - 9000, times[0]! - 1000), -1);
    assert.equal(latest(times.at(-1)!, times.at(-1)! + 9000), -1);
  });

  it('are none before a thread began', () => {
    const before = series!.atMs[0]! - 1000;
    assert.deepEqual(figureRows(thread, { fromMs: before - 9000, toMs: before }, 60).rows, []);
  });

  it('do not know what was not measured', () => {
    series!.rssBytes.fill(NaN);
    const other = new TimelineData();
    other.accept(update);
    const { rows } = figureRows(other.threads.get('t1')!, { fromMs: 0, toMs: endMs }, 60);
    assert.ok(rows.every(({ figures }) => Number.isNaN(figures.rssBytes)));
  });

  it('are none where nothing was measured', () => {
    assert.deepEqual(figureRows(thread, { fromMs: endMs + 5000, toMs: endMs + 6000 }, 60).rows, []);
  });
});
