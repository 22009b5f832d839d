import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine';
import type { EngineError } from '../../src/shared/engineApi';
import type { CpuProfile, ProfileNode } from '../../src/shared/profiling';
import type { SeriesRows } from '../../src/shared/timeline';
import { DebugProxy } from '../fakes/debugProxy';
import { nodeBinary, repoRoot } from '../nodes';
import { Observatory, type ObservedProgram } from './observedProgram';
import { held, Target, until } from './target';

/** Computes all the time, keeps more and more, and leaves two requests waiting, until the file that it is given is there. */
const busy = `const http = require('http');
function fib(n) { // FIB
  return n < 2 ? n : fib(n - 1) + fib(n - 2); // SUM
}
const kept = [];
process.stdin.once('data', () => {
  const server = http.createServer(() => {}).listen(0, () => {
    const { port } = server.address();
    for (let index = 0; index < 2; index++) http.get({ port, agent: false }).on('error', () => {});
  });
  const work = setInterval(() => {
    fib(26);
    kept.push(new Array(2000).fill(kept.length));
    if (!require('fs').existsSync(process.argv[2])) return;
    clearInterval(work);
    server.close();
    server.closeAllConnections();
  }, 1);
});`;

const worker = `const { Worker, isMainThread } = require('worker_threads');
${held('spin')}
if (isMainThread) process.stdin.once('data', () => new Worker(__filename, { argv: process.argv.slice(2) }));
else {
  const work = setInterval(() => { spin(); if (require('fs').existsSync(process.argv[2])) clearInterval(work); }, 5);
}`;

const text = ({ profile }: { profile: Uint8Array }): string => new TextDecoder().decode(profile);

/** Nodes of a profile whose function has that name. */
function named(profile: { profile: Uint8Array }, name: string): ProfileNode[] {
  const { nodes } = JSON.parse(text(profile)) as CpuProfile;
  return nodes.filter(({ callFrame }) => callFrame.functionName === name);
}

for (const major of [20, 26] as const) {
  describe(`signals and timeline (Node ${major})`, () => {
    let observatory: Observatory;
    let stopFile: string;
    before(async () => {
      observatory = await Observatory.open(await nodeBinary(major));
    });
    after(() => observatory.close());

    async function start(name: string, code: string, threads: number): Promise<ObservedProgram> {
      stopFile = join(observatory.folder, `${name}.stop`);
      const program = observatory.start(name, code, { args: [stopFile] });
      await program.begin();
      await program.watched(threads);
      return program;
    }

    async function stop(program: ObservedProgram): Promise<void> {
      const exit = once(program.child, 'exit');
      writeFileSync(stopFile, '');
      assert.deepEqual(await exit, [0, null]);
    }

    const target = (program: ObservedProgram, kind: string) =>
      program.of(observatory.engine.snapshot().targets).find((one) => one.kind === kind)!;
    /** Resolves with the rows of a thread, once they are such. */
    const rowsOf = (id: string, are: (rows: SeriesRows) => boolean) =>
      until(() =>
        observatory.engine.timeline({ since: null }).series.find((rows) => rows.thread === id && are(rows)),
      );

    it('show a program that computes, keeps memory and lets requests wait', async () => {
      const program = await start('busy.cjs', busy, 1);
      const { id } = target(program, 'process');
      const rows = await rowsOf(
        id,
        ({ requests, handles, cpu, heapUsedBytes }) =>
          requests.includes(2) &&
          // The server, and both ends of two connections.
          handles.at(-1)! >= 5 &&
          cpu.some((cores) => cores > 0.1) &&
          heapUsedBytes.at(-1)! > heapUsedBytes[0]!,
      );
      assert.ok(
        rows.cpu.every((cores) => !(cores > 2)),
        'one thread of one program',
      );
      assert.ok(rows.rssBytes.at(-1)! > rows.heapUsedBytes.at(-1)!);
      assert.ok(rows.heapTotalBytes.at(-1)! >= rows.heapUsedBytes.at(-1)!);
      assert.ok(rows.utilization.some((share) => share > 0.1));
      const { length } = rows.atMs;
      assert.ok(
        Object.values(rows).every(
          (column: string | ArrayLike<number>) => typeof column === 'string' || column.length === length,
        ),
      );

      const { version } = observatory.engine.timeline({ since: null });
      const next = await until(() => {
        const update = observatory.engine.timeline({ since: version });
        return update.series.length > 0 && update;
      });
      assert.ok(next.series[0]!.atMs.every((atMs) => atMs > rows.atMs.at(-1)!));
      await stop(program);
      const { markers } = await until(() => {
        const update = observatory.engine.timeline({ since: null });
        return update.threads.some((thread) => thread.id === id && thread.endedAtMs !== null) && update;
      });
      assert.deepEqual(
        markers.filter(({ thread }) => thread === id).map(({ kind }) => kind),
        ['start', 'end'],
      );
    });

    it('names the function that computes in a CPU profile, and its line', async () => {
      const program = await start('profiled.cjs', busy, 1);
      const { id } = target(program, 'process');
      const recording = observatory.engine.profile(id, 600);
      await assert.rejects(observatory.engine.profile(id, 600), { reason: 'profile-running' });
      const profile = await recording;
      assert.match(profile.name, /^profiled\.cjs-[\dT-]+\.cpuprofile$/);
      const nodes = named(profile, 'fib');
      assert.ok(nodes.length > 0, text(profile).slice(0, 2000));
      for (const { callFrame } of nodes) {
        assert.ok(callFrame.url.endsWith('/profiled.cjs'));
        assert.equal(callFrame.lineNumber + 1, program.line('// FIB'));
      }
      const lines = nodes.flatMap(({ positionTicks }) => positionTicks ?? []).map(({ line }) => line);
      assert.ok(lines.includes(program.line('// SUM')) || lines.includes(program.line('// FIB')));
      const left = assert.rejects(observatory.engine.profile(id, 60_000), { reason: 'thread-ended' });
      await stop(program);
      await left;
      await assert.rejects(observatory.engine.profile(id, 600), { reason: 'thread-ended' });
    });

    it('show a worker, its stacks, and its CPU profile', async () => {
      const program = await start('worker.cjs', worker, 2);
      const { id, startedAtMs } = target(program, 'worker');
      const rows = await rowsOf(
        id,
        ({ heapUsedBytes, cpu }) => heapUsedBytes.at(-1)! > 0 && cpu.some((cores) => cores > 0.1),
      );
      assert.ok(rows.rssBytes.every(Number.isNaN));
      const { frames, nodes, samples } = await until(() => {
        const stacks = observatory.engine.stacks({ thread: id, fromMs: startedAtMs, toMs: Infinity });
        return stacks.frames.some(({ functionName }) => functionName === 'spin') && stacks;
      });
      const spin = frames.findIndex(({ functionName }) => functionName === 'spin');
      assert.equal(frames[spin]!.file, program.file);
      assert.ok(samples.node.some((node, index) => nodes.frame[node] === spin && samples.ms[index]! > 0));
      const profile = await observatory.engine.profile(id, 500);
      assert.ok(text(profile).includes('/worker.cjs'));
      await stop(program);
    });
  });

  describe(`signals and profiles of programs that were attached to (Node ${major})`, () => {
    const code = `
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
function compute() { setInterval(() => fib(25), 1).unref(); }`;
    let engine: Engine;
    let target: Target;
    beforeEach(async () => {
      engine = await Engine.start({ thresholdMs: 20, dist: join(repoRoot, 'dist'), log: () => {} });
    });
    afterEach(async () => {
      await engine.dispose();
      await target.dispose();
    });

    const rows = () =>
      until(() =>
        engine.timeline({ since: null }).series.find(({ heapUsedBytes }) => heapUsedBytes.at(-1)! > 0),
      );

    it('leaves no trace of signals or of a profile', async () => {
      target = await Target.start([], code, major);
      const before = await target.trace();
      await engine.attach('me', String(target.pid));
      target.run('compute()');
      const { thread } = await rows();
      assert.ok(named(await engine.profile(thread, 500), 'fib').length > 0);
      const left = assert.rejects(engine.profile(thread, 60_000), { reason: 'thread-ended' });
      await engine.detach('me');
      await left;
      await until(async () => (await target.trace()).threads === before.threads);
      assert.deepEqual(await target.trace(), before);
      assert.equal(await target.finish(), 0);
      assert.equal(target.stderr.replace(/^.*(?:[Dd]ebugg|inspector).*\n/gm, ''), '');
    });

    it('works beside a debugger', async () => {
      target = await Target.start(['--inspect=0'], code, major);
      const before = await target.trace();
      const proxy = await DebugProxy.open(await target.inspector());
      try {
        await engine.attachDebugger('me', proxy.address);
        target.run('compute()');
        const { thread, rssBytes } = await rows();
        assert.ok(rssBytes.at(-1)! > 0);
        await until(() =>
          engine.timeline({ since: null }).series.some(({ cpu }) => cpu.some((cores) => cores > 0.1)),
        );
        assert.ok(named(await engine.profile(thread, 500), 'fib').length > 0);
        assert.ok(proxy.received.every((method) => !method.startsWith('Profiler.')));
        await engine.detach('me');
        assert.deepEqual(await target.trace(), before);
      } finally {
        proxy.dispose();
      }
    });
  });
}

describe('a CPU profile', () => {
  it('is not recorded where only the user’s debugger reaches', async () => {
    const engine = await Engine.start({ thresholdMs: 20, dist: join(repoRoot, 'dist'), log: () => {} });
    const code = `if (require('worker_threads').isMainThread) new (require('worker_threads').Worker)(__filename);
else { setInterval(() => {}, 100); return; }`;
    const target = await Target.start(['--inspect=0'], code);
    const proxy = await DebugProxy.open(await target.inspector(), true);
    try {
      await engine.attachDebugger('me', proxy.address);
      const { id } = await until(() => engine.snapshot().targets[0]);
      const refused = await engine.profile(id, 100).then(
        () => null,
        (error: EngineError) => error,
      );
      assert.equal(refused?.reason, 'profile-refused');
      assert.match(refused.message, /debugger/);
    } finally {
      await engine.dispose();
      proxy.dispose();
      await target.dispose();
    }
  });
});
