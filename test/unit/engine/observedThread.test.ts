import assert from 'node:assert/strict';
import { ObservedThread } from '../../../src/engine/observedThread';
import type { ResolvedStack } from '../../../src/model/evidence';
import { turnBucket, type HelloFact, type LoopFact, type RawStack } from '../../../src/shared/facts';
import type { Block } from '../../../src/shared/report';
import { hello, originMs, sampleFact, stackAt, stallFact, turnFact, wholeCall } from '../../fakes/facts';

/** Positions as they are, the program's files being the user's own. */
async function resolveStack(stack: RawStack): Promise<ResolvedStack> {
  return stack.map(({ fn, url, line0, col0 }) => ({
    kind: url.startsWith('node:') ? 'node' : 'own',
    token: null,
    atHead: false,
    frame: {
      functionName: fn,
      file: url,
      line: line0 + 1,
      column: col0 + 1,
      source: 'original',
      generated: null,
      module: null,
    },
  }));
}

interface Given {
  readonly pausedWithin?: (fromMs: number, toMs: number) => number;
  readonly greeting?: HelloFact;
}

function observe({ pausedWithin = () => 0, greeting = hello() }: Given = {}) {
  const blocks: Block[] = [];
  let changes = 0;
  const thread = new ObservedThread({
    id: 't1',
    parent: () => null,
    owner: null,
    hello: greeting,
    thresholdMs: 20,
    resolver: { resolveStack, socketEvent: async () => null },
    pausedWithin,
    onBlock: (block) => blocks.push(block),
    onChange: () => changes++,
  });
  return { thread, blocks, changes: () => changes };
}

const loop = (fromMs: number, toMs: number, busyMs: number[], more: Partial<LoopFact> = {}): LoopFact => ({
  t: 'loop',
  th: 0,
  fromMs,
  toMs,
  idleMs: toMs - fromMs - busyMs.reduce((sum, ms) => sum + ms, 0),
  turns: busyMs.map((ms) => [turnBucket(ms), 1]),
  gc: [0, 0, 0],
  ...more,
});

describe('ObservedThread: a turn that was too long', () => {
  it('becomes a block, with the line of its call and when it was', async () => {
    const { thread, blocks } = observe();
    thread.accept(turnFact(100, wholeCall('fs.readFileSync', 'sync-io', 95, stackAt(4))));
    await thread.settled();
    assert.equal(blocks.length, 1);
    const { target, startedAt, startMs, durationMs, ended, phase, category, call, site } = blocks[0]!;
    assert.deepEqual(
      [target, startedAt, startMs, durationMs, ended, phase, category, call, site?.line],
      [
        't1',
        new Date(originMs + 1000).toISOString(),
        1000,
        100,
        true,
        'running',
        'sync-io',
        'fs.readFileSync',
        4,
      ],
    );
  });

  it('has the samples, collections and what was seen from outside, though they come after it', async () => {
    const { thread, blocks } = observe();
    thread.accept(sampleFact(1030, stackAt(7)));
    thread.accept(turnFact(100));
    thread.accept(sampleFact(1090, stackAt(7)));
    thread.accept({ t: 'gc', th: 0, startMs: 1040, durationMs: 70, count: 3 });
    await thread.settled();
    assert.deepEqual([blocks[0]?.samples, blocks[0]?.site?.line, blocks[0]?.category], [2, 7, 'gc']);
  });

  it('has nothing of other turns', async () => {
    const { thread, blocks } = observe();
    thread.accept(sampleFact(1030, stackAt(9), { seq: 0 }));
    thread.accept(turnFact(100));
    thread.accept(sampleFact(1190, stackAt(9), { seq: 2 }));
    thread.accept({ t: 'gc', th: 0, startMs: 1140, durationMs: 70, count: 3 });
    await thread.settled();
    assert.deepEqual([blocks[0]?.samples, blocks[0]?.site, blocks[0]?.category], [0, null, 'unknown']);
  });

  it('is starved where the process was stopped', async () => {
    const { thread, blocks } = observe();
    thread.accept(turnFact(5000));
    const watch = { suspendedMs: 4990, starvedMs: 0, cpuMs: 1, firstBusyMs: null };
    thread.accept({ t: 'watch', th: 0, seq: 1, ...watch });
    await thread.settled();
    assert.equal(blocks[0]?.category, 'starved');
  });

  it('is none where a debugger held it', async () => {
    const spans: number[][] = [];
    const { thread, blocks } = observe({
      pausedWithin: (from, to) => {
        spans.push([from - originMs, to - originMs]);
        return 95;
      },
    });
    thread.accept(turnFact(100));
    await thread.settled();
    assert.deepEqual([blocks, spans], [[], [[1000, 1100]]]);
  });

  it('is none where a recording of ours held it', async () => {
    const { thread, blocks } = observe();
    thread.accept({ t: 'held', th: 0, fromMs: 1000, toMs: null });
    thread.accept({ t: 'held', th: 0, fromMs: 1000, toMs: 1070 });
    thread.accept(turnFact(85));
    await thread.settled();
    assert.deepEqual(blocks, []);
    thread.accept(turnFact(100, { seq: 2, endMs: 1100 }));
    await thread.settled();
    assert.deepEqual(
      blocks.map(({ durationMs }) => durationMs),
      [30],
    );
  });

  it('is taken out of the loop’s figures where something held it', () => {
    const { thread } = observe({ pausedWithin: () => 100 });
    thread.accept({ t: 'held', th: 0, fromMs: 1500, toMs: 1700 });
    assert.equal(thread.withoutPauses(loop(1000, 2000, [900])).idleMs, 100 + 100 + 200);
    assert.equal(thread.withoutPauses(loop(3000, 4000, [900])).idleMs, 100 + 100);
  });

  it('counts of the program’s start only what a line of the user did', async () => {
    const { thread, blocks } = observe();
    const loader = { fn: '_load', url: 'node:internal/modules/cjs/loader', line0: 0, col0: 0 };
    const reading = [loader, ...stackAt(1, '')];
    thread.accept(turnFact(100, { phase: 'startup' }));
    thread.accept(
      turnFact(100, { seq: 2, phase: 'startup', ...wholeCall('fs.readFileSync', 'sync-io', 90, reading) }),
    );
    thread.accept(
      turnFact(100, { seq: 3, phase: 'startup', ...wholeCall('fs.readFileSync', 'sync-io', 90, stackAt(8)) }),
    );
    await thread.settled();
    assert.deepEqual(
      blocks.map(({ phase, site }) => [phase, site?.line]),
      [['startup', 8]],
    );
  });

  it('counts the turn that the program’s end cut off', async () => {
    const { thread, blocks } = observe();
    thread.accept(turnFact(100, { phase: 'exit' }));
    thread.accept({ t: 'bye', th: 0, atMs: 1101, reason: 'exit', code: 0 });
    await thread.settled();
    assert.deepEqual([blocks.length, blocks[0]?.phase, blocks[0]?.ended], [1, 'running', true]);
  });
});

describe('ObservedThread: a block that lasts', () => {
  /** The resolver answers in microtasks. */
  const resolved = () => new Promise((resolve) => setImmediate(resolve));
  const now = (ms: number) => originMs + ms;

  it('is shown with the line that its looks share, and grows', async () => {
    const { thread, changes } = observe();
    thread.accept(stallFact(1030));
    const before = changes();
    thread.accept(sampleFact(1035, stackAt(6)));
    await resolved();
    const stall = thread.stallView(now(1500));
    assert.deepEqual(
      [stall?.target, stall?.startedAtMs, stall?.durationMs, stall?.category, stall?.site?.line],
      ['t1', now(1000), 500, 'cpu', 6],
    );
    assert.ok(changes() > before);
  });

  it('is shown with the call that it is in', async () => {
    const { thread } = observe();
    const call = { kind: 'child-process', call: 'child_process.execSync', sinceMs: 1001 } as const;
    thread.accept(stallFact(1030, { call: { ...call, stack: stackAt(3) } }));
    await resolved();
    const stall = thread.stallView(now(1100));
    assert.deepEqual(
      [stall?.category, stall?.call, stall?.site?.line],
      ['child-process', 'child_process.execSync', 3],
    );
  });

  it('is over with its turn, and when it turns out to be none', async () => {
    for (const end of [turnFact(200), { t: 'clear', th: 0, seq: 1 } as const]) {
      const { thread, blocks } = observe();
      thread.accept(stallFact(1030));
      await resolved();
      thread.accept(end);
      await resolved();
      assert.equal(thread.stallView(now(1300)), null, end.t);
      assert.equal(await thread.openBlock(now(1300)), null, end.t);
      await thread.settled();
      assert.equal(blocks.length, end.t === 'turn' ? 1 : 0);
    }
  });

  it('is not over with the end of another', async () => {
    const { thread } = observe();
    thread.accept(stallFact(1030));
    thread.accept({ t: 'clear', th: 0, seq: 0 });
    await resolved();
    assert.ok(thread.stallView(now(1300)));
  });

  it('is not shown while a debugger holds the thread', async () => {
    const { thread } = observe({ pausedWithin: () => 1 });
    thread.accept(stallFact(1030));
    await resolved();
    assert.equal(thread.stallView(now(1300)), null);
  });

  it('is not shown while a recording of ours holds the thread', async () => {
    const { thread } = observe();
    thread.accept({ t: 'held', th: 0, fromMs: 1005, toMs: null });
    thread.accept(stallFact(1030));
    await resolved();
    assert.equal(thread.stallView(now(1300)), null);
    thread.accept({ t: 'held', th: 0, fromMs: 1005, toMs: 1040 });
    thread.accept(stallFact(2030, { seq: 2, sinceMs: 2000 }));
    await resolved();
    assert.ok(thread.stallView(now(2300)));
  });

  it('is in a report as one that has not ended, and goes on', async () => {
    const { thread, blocks } = observe();
    thread.accept(stallFact(1030));
    thread.accept(sampleFact(1035, stackAt(6)));
    const block = await thread.openBlock(now(1800));
    assert.deepEqual(
      [block?.ended, block?.startMs, block?.durationMs, block?.site?.line],
      [false, 1000, 800, 6],
    );
    assert.deepEqual(blocks, []);
    assert.ok(thread.stallView(now(1900)));
  });

  it('becomes a block without an end when the program is gone', async () => {
    const { thread, blocks } = observe();
    thread.accept(stallFact(1030));
    thread.accept(stallFact(1130));
    thread.accept(sampleFact(1035, stackAt(6)));
    thread.end(now(1400));
    thread.end(now(9000));
    await thread.settled();
    assert.deepEqual(
      blocks.map(({ ended, durationMs, site, evidence }) => [ended, durationMs, site?.line, evidence]),
      [[false, 400, 6, 'stack']],
    );
    assert.equal(thread.stallView(now(1500)), null);
    assert.equal(thread.report().endedAt, new Date(now(1400)).toISOString());
  });

  it('keeps the call that it was in when the program is gone', async () => {
    const { thread, blocks } = observe();
    const call = { kind: 'child-process', call: 'child_process.execSync', sinceMs: 1001 } as const;
    thread.accept(stallFact(1030, { call: { ...call, stack: stackAt(3) } }));
    thread.end(now(1400));
    await thread.settled();
    assert.deepEqual(
      [blocks[0]?.category, blocks[0]?.call, blocks[0]?.site?.line, blocks[0]?.evidence],
      ['child-process', 'child_process.execSync', 3, 'wrapper'],
    );
  });

  it('shows in the delay of the last second before it has ended', () => {
    const { thread } = observe();
    thread.accept(loop(0, 1000, [1]));
    thread.accept(stallFact(1030));
    const { p50Ms, p99Ms, maxMs, utilization } = thread.view(now(3000)).lastSecond;
    assert.deepEqual([p50Ms, p99Ms, maxMs, utilization], [1500, 1990, 2000, 1]);
  });
});

describe('ObservedThread: figures', () => {
  it('adds up the loop’s intervals, and keeps the longest turn exact', () => {
    const { thread } = observe();
    thread.accept(loop(0, 250, [10]));
    thread.accept(turnFact(97.5, { endMs: 400 }));
    thread.accept(loop(250, 500, [97.5], { gc: [4, 12, 7] }));
    const { eventLoop, gc } = thread.report();
    assert.ok(Math.abs(eventLoop.utilization! - 107.5 / 500) < 1e-9);
    assert.equal(eventLoop.maxMs, 97.5);
    assert.ok(eventLoop.p99Ms! <= 97.5);
    assert.equal(thread.view(originMs + 510).lastSecond.maxMs, 97.5);
    assert.deepEqual(gc, { count: 4, totalMs: 12, maxMs: 7 });
  });

  it('shows of the last second what is of the last second', () => {
    const { thread } = observe();
    thread.accept(loop(0, 1000, [500]));
    thread.accept(loop(1000, 1900, [1]));
    thread.accept(loop(1900, 2100, [1]));
    const { maxMs } = thread.view(originMs + 2150).lastSecond;
    assert.ok(maxMs! < 2, `${maxMs}`);
    assert.equal(thread.view(originMs + 60_000).lastSecond.maxMs, null, 'nothing has come since');
    thread.end(originMs + 2100);
    assert.equal(thread.view(originMs + 2150).lastSecond.maxMs, null);
    assert.ok(thread.view(originMs + 2150).overall.maxMs! > 400);
  });

  it('has none before the loop turned', () => {
    const { thread } = observe();
    assert.deepEqual(thread.report().eventLoop, { p50Ms: null, p99Ms: null, maxMs: null, utilization: null });
  });

  it('counts what was lost', () => {
    const { thread } = observe();
    thread.accept({ t: 'dropped', th: 0, count: 3 });
    thread.accept({ t: 'dropped', th: 0, count: 2 });
    assert.equal(thread.dropped, 5);
  });
});

describe('ObservedThread: who it is', () => {
  it('is named after its script; a worker as soon as its script is known', () => {
    assert.equal(observe().thread.report().name, 'server.js');
    assert.equal(observe({ greeting: hello({ name: 'C:\\app\\main.js' }) }).thread.report().name, 'main.js');
    const { thread } = observe({ greeting: hello({ threadId: 3, parentThreadId: 0, name: '' }) });
    assert.deepEqual([thread.report().name, thread.report().kind], ['worker 3', 'worker']);
    thread.accept({ t: 'name', th: 3, name: '/srv/app/pool.js' });
    assert.equal(thread.report().name, 'pool.js');
  });

  it('is alive until it says goodbye', () => {
    const { thread } = observe();
    assert.ok(thread.alive);
    thread.accept({ t: 'bye', th: 0, atMs: 700, reason: 'exit', code: 0 });
    assert.ok(!thread.alive);
    assert.equal(thread.report().endedAt, new Date(originMs + 700).toISOString());
  });
});
