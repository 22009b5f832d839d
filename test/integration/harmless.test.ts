import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine';
import { nodeBinary, repoRoot, type NodeMajor } from '../nodes';

interface Program {
  readonly title: string;
  readonly code: string;
  readonly file?: string;
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Kill it with this once it has printed something. */
  readonly kill?: NodeJS.Signals;
  readonly only?: readonly NodeMajor[];
  /** It prints the stack of a caught error of a wrapped built-in: that has one line more, the only difference there is. */
  readonly printsCaught?: boolean;
}

/** Everything a user could notice of a program from outside. */
interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const spin = 'const spin = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };\n';

const programs: readonly Program[] = [
  { title: 'ends by itself', code: 'console.log("done"); process.exitCode = 7;' },
  { title: 'exits at once', code: 'process.exit(3);' },
  {
    title: 'calls process.exit in a block',
    code: `${spin} setTimeout(() => { spin(60); process.exit(5); spin(1000); }, 5);`,
  },
  { title: 'throws at the top level', code: 'function a() { throw new TypeError("no"); }\na();' },
  {
    title: 'throws out of a wrapped call',
    code: 'const fs = require("fs");\nfunction a() { fs.readFileSync("/no/such/file"); }\na();',
  },
  {
    title: 'throws out of JSON.parse in a timer',
    code: 'setTimeout(function late() { JSON.parse("{"); }, 5);',
  },
  {
    title: 'makes JSON of what contains itself',
    code: 'const all = {};\nall.all = all;\n\tfunction save() { return JSON.stringify(all); }\nsave();',
  },
  {
    title: 'throws out of native code in a timer',
    code: "setTimeout(() => {\n  'a'.normalize('no form'); }, 5);",
  },
  {
    title: 'hears of what native code throws',
    code: "process.on('uncaughtException', (e) => console.log(e.stack));\nsetTimeout(() => { 'a'.normalize('no form'); }, 5);",
  },
  { title: 'rejects without a handler', code: 'Promise.reject(new RangeError("nobody"));' },
  {
    title: 'prints stacks of caught errors',
    printsCaught: true,
    code: 'try { JSON.parse("]"); } catch (e) { console.log(e.stack); }\ntry { require("fs").statSync("/nope"); } catch (e) { console.log(e.stack, e.code); }',
  },
  {
    title: 'sees its environment and arguments',
    env: { NODE_OPTIONS: '--no-warnings', MINE: '1' },
    code: 'console.log(process.env.NODE_OPTIONS, process.env.MINE, Object.keys(process.env).filter((k) => /LOOP/i.test(k)), process.execArgv, process.argv.length);',
  },
  {
    title: 'looks at what it could find of us',
    code: `const { EventEmitter } = require('events');
console.log(process.listenerCount('exit'), process.eventNames(), Object.keys(globalThis), Object.keys(require.cache).length);
console.log(process.getActiveResourcesInfo(), process._getActiveHandles().length, module.children.length);
const { readFileSync } = require('fs'); console.log(readFileSync.name, readFileSync.length, JSON.parse.name, JSON.parse.length);
console.log(typeof require('fs').realpathSync.native, require('util').types.isProxy(JSON.parse));
for (let i = 0; i < 10; i++) process.on('exit', () => {});`,
  },
  { title: 'ends on SIGTERM', code: 'console.log("up"); setInterval(() => {}, 1000);', kill: 'SIGTERM' },
  {
    title: 'handles SIGTERM',
    code: 'process.on("SIGTERM", () => { console.log("bye"); process.exit(9); }); console.log("up"); setInterval(() => {}, 1000);',
    kill: 'SIGTERM',
  },
  {
    title: 'handles SIGUSR1',
    code: 'process.on("SIGUSR1", () => { console.log("mine"); process.exit(0); }); console.log("up"); setInterval(() => {}, 1000);',
    kill: 'SIGUSR1',
  },
  {
    title: 'opens its own inspector',
    code: 'const i = require("inspector"); i.open(0, "127.0.0.1"); console.log(typeof i.url()); i.close(); console.log(i.url());',
  },
  {
    title: 'runs an inspector session on itself',
    code: 'const { Session } = require("inspector"); const s = new Session(); s.connect(); s.post("Runtime.evaluate", { expression: "6*7" }, (e, r) => console.log(e, r.result.value));',
  },
  {
    title: 'starts workers, one with an environment and arguments of its own',
    code: `const { Worker, isMainThread } = require('worker_threads');
if (isMainThread) { let n = 0; const next = () => { const options = [undefined, { env: { A: '1' } }, { execArgv: ['--no-warnings'] }, { env: {}, execArgv: [], argv: ['x'] }][n++]; if (options === undefined && n > 1) return; new Worker(__filename, options).on('exit', (code) => { console.log('exit', code); next(); }); }; next(); }
else { console.log(JSON.stringify([process.env.A, process.env.NODE_OPTIONS, process.execArgv, process.argv.length])); process.exitCode = 4; }`,
  },
  {
    title: 'starts processes, with and without their environment',
    code: `const cp = require('child_process');
if (process.argv[2]) { console.log(process.argv[2], process.env.NODE_OPTIONS, process.env.LOOPLENS); return; }
console.log(cp.execFileSync(process.execPath, [__filename, 'sync']).toString());
console.log(cp.spawnSync(process.execPath, [__filename, 'own'], { env: { NODE_OPTIONS: '--no-warnings' } }).stdout.toString());
cp.fork(__filename, ['fork'], { env: {} }).on('exit', (code) => console.log(code, process.env.NODE_OPTIONS, process.env.LOOPLENS));`,
  },
  {
    title: 'runs a cluster',
    code: `const cluster = require('cluster');
if (cluster.isPrimary) { cluster.fork().on('exit', (code) => console.log('worker', code)); } else { console.log(cluster.worker.id, process.env.NODE_OPTIONS); process.exit(6); }`,
  },
  {
    title: 'serves HTTP, to clients that wait and to one that goes away',
    code: `const http = require('http');
let gone;
const server = http.createServer((req, res) => {
  if (req.url === '/never') { setImmediate(() => gone.destroy()); res.on('close', () => { console.log('closed', res.writableFinished); server.close(); server.closeAllConnections(); }); return; }
  console.log(req.eventNames().length, res.eventNames(), res.listenerCount('close'), req.socket.listenerCount('close'), Object.keys(res).length);
  res.end('done');
}).listen(0, () => {
  const url = 'http://127.0.0.1:' + server.address().port;
  http.get(url + '/one', (res) => res.resume().on('end', () => {
    gone = http.get(url + '/never').on('error', (error) => console.log(error.code));
  }));
});`,
  },
  {
    title: 'changes what it is measured with, and looks at its handles',
    code: `const fail = () => { throw new Error('mine'); };
process.memoryUsage = fail; process.getActiveResourcesInfo = fail; process.threadCpuUsage = fail; performance.now = fail;
setTimeout(() => {
  delete process.getActiveResourcesInfo;
  console.log(process._getActiveHandles().map((handle) => handle.constructor.name).sort(), require('async_hooks').executionAsyncId() > 0);
}, 30);`,
  },
  {
    title: 'is an ES module',
    file: 'main.mjs',
    code: 'import { readFileSync } from "node:fs"; import fs from "node:fs"; console.log(readFileSync === fs.readFileSync, import.meta.filename?.length > 0); await null; throw new Error("top");',
  },
  {
    title: 'runs under --permission',
    only: [22, 24, 26],
    nodeArgs: ['--permission', '--allow-fs-read=*'],
    code: 'console.log(process.permission.has("fs.write"), process.permission.has("worker")); require("fs").readFileSync(__filename); setTimeout(() => console.log("end"), 30);',
  },
  {
    title: 'sorts, clones and hashes',
    code: `console.log([3, 1, 2].sort(), [3, 10, 2].sort((a, b) => a - b), new Float64Array([3, 1]).sort(), structuredClone({ a: [1] }), 'e\u0301'.normalize().length);
console.log(require('crypto').createHash('md5').update('a').update('b').digest('hex'), Object.keys(Array.prototype), [].sort.name, [].sort.length, structuredClone.name);
[2, 1].sort(() => { throw new Error('in a comparator'); });`,
  },
  {
    title: 'uses AsyncLocalStorage and async_hooks',
    code: `const { AsyncLocalStorage, createHook } = require('async_hooks'); const types = new Set(); createHook({ init(id, type) { types.add(type); } }).enable();
const s = new AsyncLocalStorage(); s.run(1, () => setTimeout(() => { console.log(s.getStore()); }, 5));`,
  },
  {
    title: 'has its own Error.prepareStackTrace',
    code: 'Error.prepareStackTrace = (e, sites) => sites.map((s) => s.getFunctionName()).join();\nfunction f() { try { null.x; } catch (e) { return e.stack; } }\nconsole.log(f(), Error.stackTraceLimit);',
  },
];

function outcome(
  node: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  kill?: NodeJS.Signals,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(node, args, { env, timeout: 20_000 }, (_error, stdout, stderr) =>
      resolve({ stdout, stderr: steady(stderr), code: child.exitCode, signal: child.signalCode }),
    );
    if (kill) child.stdout!.once('data', () => child.kill(kill));
  });
}

/** Without process ids and ports, which differ from run to run. */
function steady(text: string): string {
  return text.replace(/\(node:\d+\)/g, '(node:PID)').replace(/ws:\/\/\S+/g, 'ws://ADDRESS');
}

function withoutOurLine(outcome: Outcome): Outcome {
  return { ...outcome, stdout: outcome.stdout.replace(/^.*\(node:internal\/looplens:.*\n/gm, '') };
}

for (const major of [20, 22, 24, 26] as const) {
  describe(`a program runs the same with us, on Node ${major}`, () => {
    let folder: string;
    let engine: Engine;
    let node: string;
    before(async () => {
      node = await nodeBinary(major);
      folder = await mkdtemp(join(tmpdir(), 'looplens-harmless-'));
      engine = await Engine.start({ thresholdMs: 20, dist: join(repoRoot, 'dist'), log: () => {} });
    });
    after(async () => {
      await engine.dispose();
      await rm(folder, { recursive: true, force: true });
    });

    for (const {
      title,
      code,
      file = 'main.js',
      nodeArgs = [],
      env = {},
      kill,
      only,
      printsCaught,
    } of programs) {
      if (only && !only.includes(major)) continue;
      it(title, async () => {
        const script = join(folder, file);
        await writeFile(script, code);
        const plain: NodeJS.ProcessEnv = { ...process.env, ...env };
        if (!env['NODE_OPTIONS']) delete plain['NODE_OPTIONS'];
        const args = [...nodeArgs, script];
        const without = await outcome(node, args, plain, kill);
        const observed = await outcome(node, args, { ...plain, ...engine.environment(plain) }, kill);
        deepStrictEqual(printsCaught ? withoutOurLine(observed) : observed, without);
        const report = await engine.report(null);
        ok(report.targets.length > 0, 'the program was observed');
      });
    }
  });
}

describe('observed programs', () => {
  it('are found with their children and workers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'looplens-children-'));
    const engine = await Engine.start({ thresholdMs: 20, dist: join(repoRoot, 'dist'), log: () => {} });
    try {
      const script = join(folder, 'main.js');
      await writeFile(
        script,
        `const { Worker, isMainThread } = require('worker_threads'); const cp = require('child_process');
if (!isMainThread || process.argv[2]) return;
new Worker(__filename, { env: {}, execArgv: [] }).on('exit', () => cp.fork(__filename, ['child'], { env: {} }));`,
      );
      await outcome(process.execPath, [script], { ...process.env, ...engine.environment({}) });
      const { targets } = await engine.report(null);
      const main = targets.find(({ parent }) => parent === null);
      deepStrictEqual(targets.map(({ kind, parent }) => [kind, parent === main?.id]).sort(), [
        ['process', false],
        ['process', true],
        ['worker', true],
      ]);
      strictEqual(new Set(targets.map(({ pid }) => pid)).size, 2);
    } finally {
      await engine.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
