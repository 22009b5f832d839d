import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine';
import type { EngineErrorReason } from '../../src/shared/engineApi';
import { InspectorServer } from '../fakes/inspectorServer';
import { repoRoot } from '../nodes';
import { Target } from './target';

describe('refusing to attach', () => {
  let engine: Engine;

  before(async () => {
    engine = await Engine.start({ thresholdMs: 20, dist: join(repoRoot, 'dist'), log: () => {} });
  });

  after(() => engine.dispose());

  async function refuses(what: string, reason: EngineErrorReason, message: RegExp): Promise<void> {
    await assert.rejects(engine.attach('test', what), { name: 'EngineError', reason, message });
  }

  /** The program was not harmed, and nothing was left in it. */
  async function refusesTarget(target: Target, reason: EngineErrorReason, message: RegExp): Promise<void> {
    try {
      const before = await target.trace();
      await refuses(String(target.pid), reason, message);
      assert.deepEqual(await target.trace(), before);
      assert.equal(await target.finish(), 0);
    } finally {
      await target.dispose();
    }
  }

  it('a process that is not there', async () => {
    const ended = spawn(process.execPath, ['-e', '']);
    await once(ended, 'exit');
    await refuses(String(ended.pid), 'no-such-process', /There is no process \d+/);
    await refuses('0', 'no-such-process', /There is no process 0/);
    await refuses('99999999999999', 'no-such-process', /There is no process/);
  });

  it('a program that is not Node.js, which SIGUSR1 would end', async function () {
    if (process.platform === 'win32') this.skip();
    const sleep = spawn('sleep', ['60'], { stdio: 'ignore' });
    try {
      await once(sleep, 'spawn');
      await refuses(String(sleep.pid), 'not-node', /sleep\) is not Node\.js/);
      assert.equal(sleep.signalCode, null);
    } finally {
      sleep.kill('SIGKILL');
    }
  });

  it('a program with --disable-sigusr1', async () => {
    const target = await Target.start(['--disable-sigusr1'], '', 24);
    await refusesTarget(target, 'inspector-refused', /runs with --disable-sigusr1, so it was left alone/);
  });

  it('a program under the permission model', async () => {
    const target = await Target.start(['--permission', '--allow-fs-read=*'], '', 24);
    await refusesTarget(target, 'inspector-refused', /permission model, which denies it an inspector/);
  });

  it('a program that handles SIGUSR1 itself', async () => {
    const target = await Target.start(['--inspect-port=0'], 'process.on("SIGUSR1", () => {});');
    await refusesTarget(target, 'inspector-refused', /may handle that signal itself/);
  });

  it('a program whose inspector port is taken, without a word in its output', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const target = await Target.start([`--inspect-port=${port}`]);
      await refusesTarget(target, 'inspector-refused', /which another program uses/);
      assert.equal(target.stderr, '');
    } finally {
      server.close();
    }
  });

  it('an address where nobody answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    // It takes connections and says nothing.
    await refuses(`127.0.0.1:${port}`, 'inspector-unreachable', /No Node\.js inspector answers/);
    server.close();
    await refuses(`127.0.0.1:${port}`, 'inspector-unreachable', /No Node\.js inspector answers/);
    await refuses(
      `ws://127.0.0.1:${port}/x`,
      'inspector-unreachable',
      /could not be attached to: .*ECONNREFUSED/,
    );
    await refuses('server.js', 'inspector-unreachable', /neither a process id nor an inspector address/);
  });

  it('the inspector of something else, and of an old Node.js', async () => {
    const page = await InspectorServer.open('null');
    const old = await InspectorServer.open('{"node":"18.20.4","isMainThread":true,"url":null}');
    try {
      await refuses(page.address, 'not-node', /is not Node\.js/);
      await refuses(old.address, 'unsupported-node', /runs Node\.js 18\.20\.4/);
    } finally {
      page.dispose();
      old.dispose();
    }
  });
});
