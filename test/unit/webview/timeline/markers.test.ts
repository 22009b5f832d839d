import assert from 'node:assert/strict';
import { nearestMarker } from '../../../../src/webview/timeline/markers';
import { threadNames } from '../../../../src/webview/timeline/threadNames';
import { TimelineState } from '../../../../src/webview/timeline/timelineState';
import type { TimelineMarker, TimelineThread } from '../../../../src/shared/timeline';
import { wholeTimeline } from '../../../webview/fakeTimeline';

const endMs = Date.UTC(2026, 0, 1, 12);
const marker = (atMs: number): TimelineMarker => ({ kind: 'start', atMs, thread: 't1', text: 'server.js' });

describe('events of the timeline', () => {
  it('are found near the mouse, the nearest first', () => {
    const markers = [100, 200, 212].map(marker);
    assert.equal(nearestMarker(markers, 208, 10), markers[2]);
    assert.equal(nearestMarker(markers, 150, 10), null);
  });

  it('are gone through in order of time, and brought into sight', () => {
    const update = wholeTimeline({ threads: 1, minutes: 30, blocksPerSecond: 1, endMs });
    const at = [endMs - 1000, endMs - 20 * 60_000, endMs - 30_000];
    const state = new TimelineState(null);
    state.accept({ ...update, markers: at.map(marker) });
    const seen = (by: 1 | -1): number => {
      state.stepEvent(by);
      const { fromMs, toMs } = state.view;
      assert.ok(state.marker!.atMs >= fromMs && state.marker!.atMs <= toMs);
      return state.marker!.atMs;
    };
    assert.equal(seen(1), at[2], 'the first in sight');
    assert.equal(seen(1), at[0]);
    assert.equal(seen(1), at[0], 'there is no later one');
    assert.equal(seen(-1), at[2]);
    assert.equal(seen(-1), at[1], 'out of sight before');
    assert.equal(state.following, false);
  });

  it('are forgotten when they are older than the timeline', () => {
    const state = new TimelineState(null);
    const update = wholeTimeline({ threads: 1, minutes: 1, blocksPerSecond: 1, endMs });
    state.accept({ ...update, markers: [marker(endMs)] });
    state.accept({
      ...update,
      whole: false,
      nowMs: endMs + 31 * 60_000,
      markers: [],
      blocks: [],
      series: [],
      gcs: [],
    });
    assert.deepEqual(state.data.markers, []);
  });
});

describe('lanes of the timeline', () => {
  const update = wholeTimeline({ threads: 2, minutes: 30, blocksPerSecond: 1, endMs });
  const [server, other] = update.threads;
  const old = { ...server!, id: 'old', endedAtMs: endMs - 10 * 60_000 };
  const threads = [old, { ...server!, startedAtMs: endMs - 9 * 60_000 }, other!];
  const ids = (state: TimelineState): string[] => state.lanes.map(({ info }) => info.id);

  it('are those of what lives, and of what ended in the time that is in sight', () => {
    const state = new TimelineState(null);
    state.accept({ ...update, threads });
    assert.deepEqual(ids(state), ['t1', 't2']);
    state.fit();
    assert.deepEqual(ids(state), ['old', 't1', 't2']);
  });

  it('go on with what was started again, unless the time before is looked at', () => {
    const state = new TimelineState(null);
    state.accept({ ...update, threads });
    state.choose('old');
    assert.equal(state.thread?.info.id, 't1');
    state.fit();
    assert.equal(state.thread?.info.id, 'old');
  });
});

describe('names of threads', () => {
  const thread = (id: string, given: Partial<TimelineThread>): TimelineThread => ({
    ...{ id, name: 'server.js', kind: 'process', pid: 1, threadId: 0, startedAtMs: 0, endedAtMs: null },
    ...given,
  });

  it('tell threads of one name apart', () => {
    const names = threadNames([
      thread('a', { pid: 11 }),
      thread('b', { pid: 12 }),
      thread('c', { kind: 'worker', threadId: 3, name: 'hash.js' }),
      thread('d', { kind: 'worker', threadId: 4, name: 'hash.js' }),
      thread('e', { name: 'other.js' }),
    ]);
    assert.deepEqual(
      [...names.values()],
      ['11 · server.js', '12 · server.js', '3 · hash.js', '4 · hash.js', 'other.js'],
    );
  });
});
