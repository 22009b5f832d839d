import assert from 'node:assert/strict';
import { TimelineStore } from '../../../../src/model/timeline/timelineStore';
import type { Block, Frame } from '../../../../src/shared/report';
import { maxMarkers, timelineMs, type TimelineThread } from '../../../../src/shared/timeline';
import { block as anyBlock } from '../../../fakes/reports';

const startMs = 1_800_000_000_000;

function info(id: string, more: Partial<TimelineThread> = {}): TimelineThread {
  const thread = { id, name: `${id}.js`, kind: 'process' as const, pid: 1, threadId: 0 };
  return { ...thread, startedAtMs: startMs, endedAtMs: null, ...more };
}

const at = (line: number): Frame => ({
  ...{ functionName: 'handle', file: '/srv/app.js', line, column: 1 },
  ...{ source: 'original', generated: null, module: null },
});

function block(startMs: number, durationMs: number, more: Partial<Block> = {}): Block {
  return {
    ...anyBlock(),
    target: 'a',
    startMs,
    durationMs,
    category: 'cpu',
    site: at(1),
    handler: null,
    ...more,
  };
}

function store(...ids: string[]): TimelineStore {
  const made = new TimelineStore(startMs);
  for (const id of ids) made.add({ info: info(id), program: id });
  return made;
}

function second(timeline: TimelineStore, id: string, number: number): void {
  const [fromMs, toMs] = [number * 1000, number * 1000 + 900];
  timeline.accept(id, { t: 'loop', th: 0, fromMs, toMs, idleMs: 0, turns: [], gc: [0, 0, 0] }, null);
}

describe('TimelineStore', () => {
  it('gives all there is, then what is new', () => {
    const timeline = store('a', 'b');
    timeline.block(block(100, 50, { category: 'json', site: at(7) }));
    second(timeline, 'a', 0);
    timeline.accept('a', { t: 'gc', th: 0, startMs: 200, durationMs: 12, count: 1 }, null);
    const first = timeline.update({ since: null }, startMs + 2000);
    assert.equal(first.whole, true);
    assert.deepEqual(
      first.threads.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.deepEqual(
      first.series.map(({ thread, atMs }) => [thread, [...atMs]]),
      [['a', [startMs + 1000]]],
    );
    const [rows] = first.blocks;
    assert.deepEqual([...rows!.startMs], [startMs + 100]);
    assert.deepEqual([...rows!.durationMs], [50]);
    assert.equal(first.categories[rows!.category[0]!], 'json');
    assert.equal(first.sites.frames[rows!.site[0]!]?.line, 7);
    assert.deepEqual([...first.gcs[0]!.durationMs], [12]);

    timeline.block(block(3000, 60, { target: 'b', site: at(9) }));
    timeline.block(block(3100, 20, { site: at(7) }));
    timeline.block(block(3200, 20, { site: null }));
    second(timeline, 'a', 3);
    const next = timeline.update({ since: first.version }, startMs + 5000);
    assert.equal(next.whole, false);
    assert.deepEqual(
      next.blocks.map(({ thread, site }) => [thread, [...site]]),
      [
        ['a', [0, 0xffffffff]],
        ['b', [1]],
      ],
    );
    assert.deepEqual(next.sites, { from: 1, frames: [at(9)] });
    assert.deepEqual(
      next.series.map(({ atMs }) => [...atMs]),
      [[startMs + 4000]],
    );
    assert.deepEqual([next.gcs, next.markers], [[], []]);

    const none = timeline.update({ since: next.version }, startMs + 5000);
    assert.deepEqual([none.version, none.series, none.blocks, none.sites.frames], [next.version, [], [], []]);
  });

  it('gives the latest first to who wants to show something soon, and then all', () => {
    const timeline = store('a');
    for (let number = 0; number < 600; number++) {
      timeline.block(block(number * 1000, 50));
      second(timeline, 'a', number);
      timeline.accept('a', { t: 'gc', th: 0, startMs: number * 1000, durationMs: 12, count: 1 }, null);
    }
    const nowMs = startMs + 600_500;
    const part = timeline.update({ since: null, lastMs: 60_500 }, nowMs);
    assert.deepEqual([part.whole, part.version], [true, null]);
    assert.equal(part.blocks[0]!.startMs[0], startMs + 540_000);
    assert.deepEqual(
      [part.series[0]!.atMs.length, part.blocks[0]!.startMs.length, part.gcs[0]!.startMs.length],
      [61, 60, 60],
    );
    const all = timeline.update({ since: part.version }, nowMs);
    assert.equal(all.blocks[0]!.startMs.length, 600);
    assert.notEqual(all.version, null);
    const none = timeline.update({ since: all.version, lastMs: 60_500 }, nowMs);
    assert.deepEqual([none.whole, none.blocks], [false, []]);
  });

  it('gives two askers each what they have not got', () => {
    const timeline = store('a');
    const { version } = timeline.update({ since: null }, startMs);
    timeline.block(block(0, 20));
    timeline.update({ since: version }, startMs);
    assert.equal(timeline.update({ since: version }, startMs).blocks.length, 1);
  });

  it('gives everything to who has another store’s version, or one from before it was cleared', () => {
    const timeline = store('a');
    timeline.block(block(0, 300, { handler: { framework: 'http', name: 'GET /' } }));
    const before = timeline.update({ since: null }, startMs);
    assert.equal(timeline.update({ since: before.version! + 1 }, startMs).whole, true);
    const { version } = new TimelineStore(startMs - 1).update({ since: null }, startMs);
    assert.equal(timeline.update({ since: version }, startMs).whole, true);
    assert.equal(timeline.update({ since: NaN }, startMs).whole, true);
    timeline.clear();
    const cleared = timeline.update({ since: before.version }, startMs);
    assert.deepEqual(
      [cleared.whole, cleared.blocks, cleared.series, cleared.markers, cleared.sites],
      [true, [], [], [], { from: 0, frames: [] }],
    );
    assert.equal(cleared.threads.length, 1);
    timeline.block(block(400, 20));
    assert.deepEqual(timeline.update({ since: cleared.version }, startMs).sites, {
      from: 0,
      frames: [at(1)],
    });
  });

  it('marks starts, ends, restarts and slow requests', () => {
    const timeline = new TimelineStore(startMs);
    const run = (id: string, kind: TimelineThread['kind'] = 'process'): void =>
      timeline.add({ info: info(id, { kind, name: 'app.js' }), program: '/srv\napp.js' });
    run('a');
    run('worker', 'worker');
    run('sibling');
    timeline.block(block(1000, 199, { handler: { framework: 'http', name: 'GET /quick' } }));
    timeline.block(block(1200, 200, { handler: { framework: 'http', name: 'GET /slow' } }));
    timeline.end('a', startMs + 9000);
    timeline.end('a', startMs + 9999);
    timeline.end('sibling', startMs + 9000);
    timeline.clear();
    run('again');
    assert.deepEqual(
      timeline.update({ since: null }, startMs).markers.map(({ kind, thread }) => [kind, thread]),
      [['restart', 'again']],
    );
    const whole = store('a');
    whole.block(block(1200, 200, { handler: { framework: 'http', name: 'GET /slow' } }));
    whole.end('a', startMs + 9000);
    assert.deepEqual(whole.update({ since: null }, startMs).markers, [
      { kind: 'start', atMs: startMs, thread: 'a', text: 'a.js' },
      { kind: 'slow-request', atMs: startMs + 1200, thread: 'a', text: 'GET /slow' },
      { kind: 'end', atMs: startMs + 9000, thread: 'a', text: 'a.js' },
    ]);
  });

  it('says what threads are called, and when they ended', () => {
    const timeline = store('a');
    timeline.rename('a', 'worker.js');
    timeline.end('a', startMs + 5);
    const [thread] = timeline.update({ since: null }, startMs + 10).threads;
    assert.deepEqual([thread?.name, thread?.endedAtMs], ['worker.js', startMs + 5]);
  });

  it('closes the last second of a thread that ends', () => {
    const timeline = store('a');
    second(timeline, 'a', 0);
    timeline.end('a', startMs + 950);
    assert.equal(timeline.update({ since: null }, startMs + 950).series.length, 1);
  });

  it('keeps 30 minutes', () => {
    const timeline = store('a');
    timeline.block(block(0, 20));
    timeline.block(block(60_000, 20));
    second(timeline, 'a', 0);
    second(timeline, 'a', 60);
    const { blocks, series, markers } = timeline.update({ since: null }, startMs + timelineMs + 30_000);
    assert.deepEqual([...blocks[0]!.startMs], [startMs + 60_000]);
    assert.deepEqual([...series[0]!.atMs], [startMs + 61_000]);
    assert.deepEqual(markers, []);
  });

  it('forgets what has ended before', () => {
    const timeline = store('a', 'b');
    timeline.end('a', startMs + 1000);
    const threads = (nowMs: number): string[] =>
      timeline.update({ since: null }, nowMs).threads.map(({ id }) => id);
    assert.deepEqual(threads(startMs + timelineMs), ['a', 'b']);
    assert.deepEqual(threads(startMs + timelineMs + 1001), ['b']);
  });

  it('keeps starts and ends, however many requests are slow', () => {
    const timeline = store('a');
    const handler = { framework: 'http', name: 'GET /slow' };
    for (let at = 0; at < maxMarkers + 500; at++) timeline.block(block(at, 300, { handler }));
    const { markers } = timeline.update({ since: null }, startMs + 60_000);
    assert.ok(markers.length <= maxMarkers && markers.length > maxMarkers / 2);
    assert.equal(markers[0]!.kind, 'start');
    assert.equal(markers.at(-1)!.atMs, startMs + maxMarkers + 499);
  });

  it('forgets threads that have ended once there are many', () => {
    const timeline = store(...Array.from({ length: 63 }, (_, index) => `t${index}`));
    timeline.end('t5', startMs);
    for (const id of ['u', 'v', 'w']) timeline.add({ info: info(id), program: id });
    const ids = timeline.update({ since: null }, startMs).threads.map(({ id }) => id);
    assert.equal(ids.includes('t5'), false);
    assert.equal(ids.length, 65, 'those that live stay');
  });

  it('takes what it is told of threads that it does not know', () => {
    const timeline = store();
    timeline.block(block(0, 500));
    timeline.end('x', 0);
    timeline.rename('x', 'y');
    second(timeline, 'x', 0);
    assert.equal(timeline.blockedMs('x', 0, Infinity), 0);
    assert.deepEqual(timeline.update({ since: null }, startMs).blocks, []);
  });

  it('says how long the blocks of a span were', () => {
    const timeline = store('a');
    timeline.block(block(0, 100));
    timeline.block(block(500, 100));
    assert.equal(timeline.blockedMs('a', startMs + 50, startMs + 520), 70);
  });

  it('holds a thread of 50 blocks a second for 30 minutes in 2.5 MB', () => {
    const timeline = store('a');
    const sites = Array.from({ length: 30 }, (_, index) => at(index));
    const one = block(0, 15);
    const signals = { cpuMs: 1, heapUsed: 1, heapTotal: 1, rss: 1, handles: 1, requests: 1 };
    for (let number = 0; number < 1900; number++) {
      second(timeline, 'a', number);
      timeline.accept('a', { t: 'signal', th: 0, atMs: number * 1000 + 950, ...signals }, null);
      for (let index = 0; index < 50; index++)
        timeline.block({ ...one, startMs: number * 1000 + index * 20, site: sites[index % 30]! });
    }
    const { blocks, series } = timeline.update({ since: null }, startMs + 1_900_000);
    const [rows, columns] = [blocks[0]!.startMs.length, series[0]!.atMs.length];
    assert.ok(rows >= 89_000 && rows <= 90_000, `${rows} blocks`);
    assert.ok(columns >= 1799 && columns <= 1800, `${columns} rows`);
    assert.ok(timeline.bytes < 2_500_000, `${timeline.bytes} bytes`);
  });
});
