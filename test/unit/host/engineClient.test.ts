import assert from 'node:assert/strict';
import { join } from 'node:path';
import { EngineClient, type EngineClientOptions } from '../../../src/host/engineClient';
import type { Snapshot } from '../../../src/shared/snapshot';
import { repoRoot } from '../../nodes';

const file = join(repoRoot, 'out', 'test', 'fakes', 'engineProcess.js');

describe('EngineClient', () => {
  let client: EngineClient;
  let snapshots: Snapshot[];
  let log: string[];

  function make(more: Partial<EngineClientOptions> = {}): void {
    const say = (message: string) => void log.push(message);
    client = new EngineClient({
      file,
      thresholdMs: () => 20,
      log: { info: say, warn: say, error: say },
      restartPausesMs: [1],
      idleMs: 1,
      ...more,
    });
    client.onSnapshot((snapshot) => snapshots.push(snapshot));
  }

  const ask = () => client.request('environment', { owner: 'ask', env: {} });
  const block = (owner: string) => client.request('attach', { owner, target: 'blocked' });
  const die = () => client.request('detach', { owner: 'everything' });
  const end = () => new Promise<Snapshot>((resolve) => client.onSnapshot(resolve));

  beforeEach(() => {
    snapshots = [];
    log = [];
  });
  afterEach(() => client.dispose());

  it('starts the engine with the first request, apart from whoever debugs the extension host', async () => {
    make();
    process.env.NODE_OPTIONS = '--no-warnings';
    try {
      const { pid, threshold, nodeOptions } = await ask();
      assert.notEqual(pid, String(process.pid));
      assert.deepEqual([threshold, nodeOptions], ['20', 'none']);
    } finally {
      delete process.env.NODE_OPTIONS;
    }
    await block('s1');
    assert.equal(snapshots.at(-1)?.targets[0]?.owner, 's1');
  });

  it('hears columns as columns, and bytes as bytes', async () => {
    make();
    const { blocks } = await client.request('timeline', { since: null });
    assert.deepEqual(blocks[0]?.startMs, new Float64Array([1000.5]));
    assert.deepEqual(blocks[0]?.site, new Uint32Array([0xffffffff]));
    const { profile } = await client.request('profile', { thread: 't1', durationMs: 1 });
    assert.deepEqual(Uint8Array.from(profile), new Uint8Array([123, 125]));
  });

  it('starts an engine that died again, and keeps what was measured', async () => {
    make();
    client.need(true);
    await block('s1');
    const { pid } = await ask();
    const restarted = new Promise<void>((resolve) => client.onRestart(resolve));
    await assert.rejects(die(), { reason: 'closed' });
    assert.notEqual(snapshots.at(-1)?.targets[0]?.endedAtMs, null);
    assert.deepEqual(snapshots.at(-1)?.stalls, []);
    assert.equal(snapshots.at(-1)?.sites.length, 1);
    await assert.rejects(ask(), { reason: 'closed' });
    await restarted;
    assert.notEqual((await ask()).pid, pid);
    assert.match(log.join('\n'), /The engine ended with code 7\. It is started again in 0\.001 s\./);
  });

  it('leaves an engine that died alone when there is nothing to observe', async () => {
    make();
    client.onRestart(() => assert.fail('restarted'));
    await assert.rejects(die(), { reason: 'closed' });
    assert.match(log.join('\n'), /It is started again when it is needed/);
    assert.ok((await ask()).pid);
  });

  it('ends the engine when nothing is observed for a while, and keeps what was measured', async () => {
    make();
    client.need(true);
    await block('s1');
    const { pid } = await ask();
    const ended = end();
    client.need(false);
    const { targets, sites } = await ended;
    assert.notEqual(targets[0]?.endedAtMs, null);
    assert.equal(sites.length, 1);
    assert.notEqual((await ask()).pid, pid);
    client.clear();
    assert.deepEqual(snapshots.at(-1)?.sites, []);
  });

  it('starts no engine for what a new one would not know', async () => {
    make();
    client.onSnapshot(() => assert.fail('an engine was started'));
    await assert.rejects(client.ask('timeline', { since: null }), /Nothing is observed at the moment/);
    assert.equal(client.running, false);
    await ask();
    assert.equal((await client.ask('timeline', { since: null })).blocks.length, 1);
  });

  it('takes a changed threshold with the next run', async () => {
    let thresholdMs = 20;
    make({ thresholdMs: () => thresholdMs });
    const { pid } = await ask();
    client.newRun([]);
    assert.equal((await ask()).pid, pid);
    thresholdMs = 50;
    client.newRun([]);
    assert.equal((await ask()).threshold, '50');
  });

  it('shows nothing again that was dropped, though the engine has not heard of it yet', async () => {
    make();
    await block('s1');
    const late = block('s1'); // is sent before the engine clears
    client.clear();
    await late;
    assert.equal(snapshots.length, 3);
    assert.deepEqual(snapshots.map(({ sites }) => sites.length), [1, 0, 0]); // prettier-ignore
    await ask();
    await block('s1');
    assert.equal(snapshots.at(-1)?.sites.length, 1, 'what comes after is new');
    client.forget(['t2']);
    assert.equal(snapshots.at(-1)?.sites.length, 1, 't1 goes on');
    client.forget(['t1']);
    assert.deepEqual(snapshots.at(-1)?.sites, []);
  });

  it('says why an engine cannot be started', async () => {
    make({ file: join(repoRoot, 'missing.js') });
    await assert.rejects(ask(), { reason: 'closed' });
    assert.match(log.join('\n'), /Cannot find module/);
  });
});
