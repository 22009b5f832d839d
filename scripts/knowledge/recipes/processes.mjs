import child from 'node:child_process';
import fs from 'node:fs';
import * as modules from 'node:module';
import v8 from 'node:v8';
import vm from 'node:vm';
import { Worker, receiveMessageOnPort } from 'node:worker_threads';
import { callback, promise, sync } from './recipe.mjs';

const node = process.execPath;
const require = modules.createRequire(import.meta.url);
/** Flags of the probing process are not for its children: they would write into its trace. */
const quiet = { stdio: 'ignore', execArgv: [] };
const settled = (running, done) => running.on('error', done).once('exit', () => done());
/** Node 20 has no SQLite. */
const sqlite = modules.isBuiltin('node:sqlite') ? require('node:sqlite') : null;
const memory = { prepare: () => new sqlite.DatabaseSync(':memory:') };
const started = {
  prepare: () =>
    new Promise((done) => {
      const worker = new Worker("require('node:worker_threads').parentPort.on('message', () => {})", {
        eval: true,
      });
      worker.once('online', () => done(worker));
    }),
};
const module = (at, extension, text) => {
  const file = `${at.path()}.${extension}`;
  fs.writeFileSync(file, text);
  return file;
};

export const recipes = [
  callback('child_process.exec', (at, _, done) => child.exec('exit 0', done)),
  callback('child_process.execFile', (at, _, done) => child.execFile(node, ['-v'], done)),
  callback('child_process.spawn', (at, _, done) =>
    settled(child.spawn(node, ['-v'], { stdio: 'ignore' }), done),
  ),
  callback('child_process.fork', (at, _, done) => settled(child.fork(module(at, 'cjs', ''), quiet), done)),
  sync('child_process.execSync', () => child.execSync('exit 0')),
  sync('child_process.execFileSync', () => child.execFileSync(node, ['-v'])),
  sync('child_process.spawnSync', () => child.spawnSync(node, ['-v'])),
  callback('worker_threads.Worker', (at, _, done) => settled(new Worker('', { eval: true }), done), {
    anyPhase: true,
  }),
  promise('worker_threads.Worker#terminate', (_, worker) => worker.terminate(), {
    ...started,
    anyPhase: true,
  }),
  callback(
    'worker_threads.Worker#getHeapSnapshot',
    (_, worker, done) =>
      worker
        .getHeapSnapshot()
        .then((snapshot) => snapshot.destroy())
        .then(() => worker.terminate())
        .then(() => done(), done),
    { ...started, anyPhase: true },
  ),
  sync('worker_threads.receiveMessageOnPort', () => {
    const { port1, port2 } = new MessageChannel();
    port1.postMessage('x');
    receiveMessageOnPort(port2);
    port1.close();
  }),
  callback('MessagePort#postMessage', (at, _, done) => {
    const { port1, port2 } = new MessageChannel();
    port2.once('message', () => {
      port2.close();
      done();
    });
    port1.postMessage('x');
  }),
  callback('MessagePort#close', (at, _, done) => {
    const { port1 } = new MessageChannel();
    port1.once('close', () => done());
    port1.close();
  }),
  promise('import', (at) => import(module(at, 'mjs', 'export const x = 1;'))),
  sync('require', (at) => require(module(at, 'cjs', '')), { when: 'the first time' }),
  sync('vm.Script', () => new vm.Script('1 + 1')),
  sync('vm.compileFunction', () => vm.compileFunction('return 1')),
  sync('vm.createContext', () => vm.createContext({})),
  sync('vm.runInThisContext', () => vm.runInThisContext('1 + 1')),
  sync('vm.runInNewContext', () => vm.runInNewContext('1 + 1')),
  sync('vm.Script#runInThisContext', () => new vm.Script('1 + 1').runInThisContext()),
  sync('v8.serialize', () => v8.serialize({ x: 1 })),
  sync('v8.deserialize', (_, bytes) => v8.deserialize(bytes), { prepare: () => v8.serialize({ x: 1 }) }),
  sync('v8.getHeapStatistics', () => v8.getHeapStatistics()),
  callback('process.nextTick', (at, _, done) => process.nextTick(done)),
  sync('process.memoryUsage', () => process.memoryUsage()),
  sync('process.cpuUsage', () => process.cpuUsage()),
  sync('process.hrtime.bigint', () => process.hrtime.bigint()),
  sync('process.report.getReport', () => process.report.getReport()),
  callback(
    'worker_threads.Worker#postMessage',
    (_, worker, done) => {
      worker.once('message', () => {
        done();
        worker.terminate();
      });
      worker.postMessage('x');
    },
    {
      prepare: () =>
        new Promise((done) => {
          const echo = `const { parentPort } = require('node:worker_threads');
            parentPort.on('message', (x) => parentPort.postMessage(x));`;
          const worker = new Worker(echo, { eval: true });
          worker.once('online', () => done(worker));
        }),
    },
  ),
  callback('child_process.ChildProcess#send', (_, running, done) => running.send('x', done), {
    prepare: (at) => {
      const file = module(at, 'cjs', "process.on('message', () => process.exit())");
      const running = child.fork(file, quiet);
      return new Promise((done) => running.once('spawn', () => done(running)));
    },
  }),
  sync('child_process.ChildProcess#kill', (_, running) => running.kill('SIGKILL'), {
    prepare: () => child.spawn(node, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' }),
  }),
  callback('BroadcastChannel#postMessage', (at, _, done) => {
    const [one, other] = [new BroadcastChannel(at.path()), new BroadcastChannel(at.path())];
    const heard = new BroadcastChannel(one.name);
    heard.onmessage = () => {
      for (const channel of [one, other, heard]) channel.close();
      done();
    };
    one.postMessage('x');
  }),
  sync('require.resolve', () => require.resolve('typescript')),
  sync('import.meta.resolve', () => import.meta.resolve('./recipe.mjs')),
  sync('process.cwd', () => process.cwd()),
  sync('process.resourceUsage', () => process.resourceUsage()),
  sync('process.loadEnvFile', (at) => process.loadEnvFile(module(at, 'env', 'LOOPLENS_PROBE=1'))),
  sync('module.findPackageJSON', () => modules.findPackageJSON(import.meta.url)),
  sync('module.stripTypeScriptTypes', () => modules.stripTypeScriptTypes('let x: number')),
  sync('v8.Serializer#writeValue', () => new v8.Serializer().writeValue({ x: 1 })),
  sync('v8.getHeapSnapshot', () => v8.getHeapSnapshot().destroy()),
  sync('vm.Script#createCachedData', () => new vm.Script('1 + 1').createCachedData()),
  sync('sqlite.DatabaseSync', () => new sqlite.DatabaseSync(':memory:')),
  sync('sqlite.DatabaseSync#open', () => new sqlite.DatabaseSync(':memory:', { open: false }).open()),
  sync('sqlite.DatabaseSync#exec', (_, database) => database.exec('select 1'), memory),
  sync('sqlite.DatabaseSync#prepare', (_, database) => database.prepare('select 1'), memory),
  sync('sqlite.DatabaseSync#close', (_, database) => database.close(), memory),
  ...['all', 'get', 'run', 'iterate'].map((name) =>
    sync(`sqlite.StatementSync#${name}`, (_, database) => database.prepare('select 1')[name](), memory),
  ),
  promise('sqlite.backup', (at, database) => sqlite.backup(database, at.path()), {
    ...memory,
    anyPhase: true,
  }),
];
