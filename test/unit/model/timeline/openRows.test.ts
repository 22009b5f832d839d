import assert from 'node:assert/strict';
import { OpenRows, type Row } from '../../../../src/model/timeline/openRows';
import { turnBucket, turnBucketMs, type LoopFact, type SignalFact } from '../../../../src/shared/facts';

/** A round second, so that rows begin where the thread's clock does. */
const originMs = 1_800_000_000_000;

function thread() {
  const rows: Row[] = [];
  const open = new OpenRows(originMs, (row) => rows.push(row));
  return { rows, open };
}

function loop(fromMs: number, toMs: number, more: Partial<LoopFact> = {}): LoopFact {
  return { t: 'loop', th: 0, fromMs, toMs, idleMs: 0, turns: [], gc: [0, 0, 0], ...more };
}

function signal(atMs: number, more: Partial<SignalFact> = {}): SignalFact {
  const unknown = { cpuMs: null, heapUsed: null, heapTotal: null, rss: null, handles: null, requests: null };
  return { t: 'signal', th: 0, atMs, ...unknown, ...more };
}

/** Seconds since the thread's start at which rows end. */
const ends = (rows: readonly Row[]): number[] => rows.map(({ atMs }) => (atMs - originMs) / 1000);
const rounded = (values: readonly number[]): number[] => values.map((value) => Math.round(value));

describe('OpenRows', () => {
  it('makes one row of the intervals of a second', () => {
    const { rows, open } = thread();
    const turns = [[turnBucket(10), 10]] as const;
    for (let fromMs = 0; fromMs < 1000; fromMs += 250)
      open.loop(loop(fromMs, fromMs + 249, { idleMs: 140, turns, gc: [1, fromMs / 10, 5] }));
    open.signal(signal(900, { cpuMs: 100, heapUsed: 5, heapTotal: 6, rss: 7, handles: 8, requests: 9 }));
    open.close(originMs + 1600);
    assert.equal(rows.length, 1);
    const [row] = rows;
    assert.equal(row!.atMs, originMs + 1000);
    assert.equal(row!.utilization, 1 - (4 * 140) / (4 * 249));
    assert.equal(row!.gcMs, 75);
    const busyMs = turnBucketMs(turnBucket(10));
    assert.equal(row!.maxMs, busyMs);
    // 40 turns: half of 996 ms is waited longer than p50 for, a hundredth longer than p99.
    assert.ok(Math.abs(40 * (busyMs - row!.p99Ms) - 9.96) < 1);
    assert.equal(row!.p50Ms, 0);
    const { heapUsedBytes, heapTotalBytes, rssBytes, handles, requests } = row!;
    assert.deepEqual([heapUsedBytes, heapTotalBytes, rssBytes, handles, requests], [5, 6, 7, 8, 9]);
  });

  it('waits for facts that come late, and leaves a second alone that is closed', () => {
    const { rows, open } = thread();
    open.loop(loop(0, 500));
    open.close(originMs + 1499);
    assert.deepEqual(rows, []);
    open.loop(loop(500, 990, { idleMs: 490 }));
    open.close(originMs + 1500);
    assert.deepEqual(
      rows.map(({ utilization }) => utilization),
      [1 - 490 / 990],
    );
    open.loop(loop(0, 900));
    open.close(originMs + 9000);
    assert.equal(rows.length, 1);
  });

  it('spreads one long turn over the seconds that it lasted', () => {
    const { rows, open } = thread();
    // 0.3 s of waiting, 3.2 s of one turn, then 100 turns of a millisecond.
    const turns = [
      [turnBucket(3200), 1],
      [turnBucket(1), 100],
    ] as const;
    open.loop(loop(0, 3600, { idleMs: 300, turns }));
    open.close(originMs + 5000);
    assert.deepEqual(ends(rows), [1, 2, 3, 4]);
    assert.deepEqual(
      rows.map(({ utilization }) => Math.round(utilization * 10) / 10),
      [0.7, 1, 1, 1],
    );
    const shortMs = 100 * turnBucketMs(turnBucket(1));
    const turnMs = 3300 - shortMs;
    assert.deepEqual(rounded(rows.map(({ maxMs }) => maxMs)), rounded([700, 1700, 2700, turnMs]));
    assert.deepEqual(rounded(rows.map(({ p50Ms }) => p50Ms)).slice(1, 3), [1200, 2200]);
    assert.deepEqual(rounded(rows.map(({ p99Ms }) => p99Ms)).slice(1, 3), [1690, 2690]);
  });

  it('tells of a turn that still lasts, second by second', () => {
    const { rows, open } = thread();
    open.loop(loop(0, 400, { idleMs: 400 }));
    open.stall(originMs + 400);
    open.close(originMs + 2500);
    assert.deepEqual(ends(rows), [1, 2]);
    assert.deepEqual(
      rows.map(({ maxMs, utilization }) => [maxMs, utilization]),
      [
        [600, 0.6],
        [1600, 1],
      ],
    );
    // The turn ends: what it says of the seconds before is known already.
    open.stall(null);
    open.loop(loop(400, 2800, { turns: [[turnBucket(2400), 1]] }));
    open.close(originMs + 4000);
    assert.deepEqual(ends(rows), [1, 2, 3]);
    assert.deepEqual(rounded([rows[2]!.maxMs]), [2400]);
  });

  it('keeps the signals of a second that has none, but not for long', () => {
    const { rows, open } = thread();
    for (let second = 0; second < 5; second++) open.loop(loop(second * 1000, second * 1000 + 900));
    open.signal(signal(500, { heapUsed: 5 }));
    open.close(originMs + 9000);
    assert.deepEqual(
      rows.map(({ heapUsedBytes }) => heapUsedBytes),
      [5, 5, 5, NaN, NaN],
    );
  });

  it('gives processor time in cores', () => {
    const { rows, open } = thread();
    for (const [atMs, cpuMs] of [
      [900, 1000],
      [1900, 1500],
      [2900, 2600],
      [2950, 2650],
    ])
      open.signal(signal(atMs!, { cpuMs: cpuMs! }));
    open.close(originMs + 9000);
    assert.deepEqual(
      rows.map(({ cpu }) => cpu),
      [NaN, 0.5, 1.1],
    );
  });

  it('puts collections of before into no second', () => {
    const { rows, open } = thread();
    open.loop(loop(0, 100, { gc: [40, 5000, 90] }));
    open.close(originMs + 2000);
    assert.equal(rows[0]!.gcMs, 0);
  });

  it('takes what contradicts itself', () => {
    const { rows, open } = thread();
    open.loop(loop(500, 100));
    open.loop(loop(0, 900, { idleMs: 5000, turns: [[turnBucket(60_000), 3]], gc: [1, -5, 0] }));
    open.loop(loop(0, 1e15, { turns: [[3, -1]] }));
    open.loop(loop(0, Infinity));
    open.loop(loop(NaN, 900));
    open.signal(signal(-5000));
    open.stall(-Infinity);
    open.close(originMs + 1e6);
    assert.ok(rows.length > 0 && rows.length <= 1800 * 2);
    for (const { utilization } of rows) assert.ok(!(utilization < 0 || utilization > 1));
  });
});
