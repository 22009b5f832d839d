import assert from 'node:assert/strict';
import { TimelineData } from '../../../../src/webview/timeline/timelineData';
import type { TimelineUpdate } from '../../../../src/shared/timeline';
import { categories, sites, wholeTimeline } from '../../../webview/fakeTimeline';

const endMs = 10_000_000;
const whole = (minutes = 1): TimelineUpdate =>
  wholeTimeline({ threads: 2, minutes, blocksPerSecond: 2, endMs });

/** What comes a second later: one row and one block of the first thread. */
function later(version: number, atMs: number, durationMs: number): TimelineUpdate {
  const first = whole();
  const one = Float32Array.of(1);
  const bytes = Float64Array.of(1);
  return {
    ...first,
    version,
    whole: false,
    nowMs: atMs,
    series: [
      {
        ...{
          thread: 't1',
          atMs: Float64Array.of(atMs),
          p50Ms: one,
          p99Ms: one,
          maxMs: one,
          utilization: one,
        },
        ...{ gcMs: one, cpu: one, heapUsedBytes: bytes, heapTotalBytes: bytes, rssBytes: bytes },
        ...{ handles: one, requests: one },
      },
    ],
    blocks: [
      {
        thread: 't1',
        startMs: Float64Array.of(atMs - durationMs),
        durationMs: Float32Array.of(durationMs),
        category: Uint8Array.of(1),
        site: Uint32Array.of(4),
      },
    ],
    gcs: [],
    sites: { from: 4, frames: [{ ...sites[0]!, functionName: 'fresh' }] },
    markers: [],
  };
}

describe('the data of the timeline', () => {
  it('puts updates together', () => {
    const data = new TimelineData();
    data.accept(whole());
    data.accept(later(2, endMs + 1000, 700));
    const thread = data.threads.get('t1')!;
    assert.equal(thread.atMs.length, 61);
    assert.equal(thread.startMs.length, 121);
    const block = data.block(thread, thread.blockAt(endMs + 500, 0));
    assert.equal(block.site?.functionName, 'fresh');
    assert.equal(block.category, categories[1]);
    assert.equal(Math.round(block.durationMs), 700);
    assert.equal(data.threads.get('t2')!.atMs.length, 60);
  });

  it('forgets what is older than half an hour', () => {
    const data = new TimelineData();
    data.accept(whole(30));
    data.accept(later(2, endMs + 60_000, 10));
    const thread = data.threads.get('t1')!;
    assert.equal(thread.atMs.length, 29 * 60 + 2);
    assert.ok(thread.startMs.values[0]! >= endMs - 29 * 60_000);
    assert.equal(thread.startMs.length, thread.site.length);
  });

  it('begins anew with a whole update, and has no thread that is gone', () => {
    const data = new TimelineData();
    data.accept(whole());
    data.accept({ ...whole(), threads: whole().threads.slice(0, 1) });
    assert.deepEqual([...data.threads.keys()], ['t1']);
    assert.equal(data.threads.get('t1')!.atMs.length, 60);
  });

  it('lists the longest blocks that touch a span, and counts them all', () => {
    const data = new TimelineData();
    data.accept(whole());
    const threads = [...data.threads.values()];
    const from = endMs - 10_000;
    const { blocks, count, totalMs } = data.blocksIn(threads, from, endMs, 5);
    const all = threads.flatMap((thread) =>
      [...thread.startMs.values].flatMap((startMs, index) => {
        const ms = thread.durationMs.values[index]!;
        return startMs + ms > from && startMs < endMs ? [ms] : [];
      }),
    );
    assert.equal(count, all.length);
    assert.ok(Math.abs(totalMs - all.reduce((sum, ms) => sum + ms, 0)) < 0.01);
    assert.deepEqual(
      blocks.map(({ durationMs }) => durationMs),
      all.sort((a, b) => b - a).slice(0, 5),
    );
  });

  it('finds the block at a moment, and a thin one near it', () => {
    const data = new TimelineData();
    data.accept(whole());
    const thread = data.threads.get('t1')!;
    const [start, length] = [thread.startMs.values[10]!, thread.durationMs.values[10]!];
    assert.equal(thread.blockAt(start + length / 2, 0), 10);
    assert.equal(thread.blockAt(start - 1, 0), -1);
    assert.equal(thread.blockAt(start - 1, 2), 10);
    assert.equal(thread.blockAt(endMs + 60_000, 2), -1);
  });
});
