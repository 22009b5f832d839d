// Runs recipes in the Node that runs it while libuv's thread pool is busy, and tells which of them had to wait for it.
// node saturate.mjs <result file> <index of recipe> …, with UV_THREADPOOL_SIZE=1
//
// The pool's only thread hangs in opening a FIFO for reading until somebody opens it for writing. What ends within the call
// ran on the main thread; what ends while the pool hangs is up to the system or a queue of JavaScript; the rest needs the pool.
import { AsyncResource, createHook, executionAsyncId } from 'node:async_hooks';
import fs from 'node:fs';
import { Context, prepared } from './context.mjs';
import { recipes } from './recipes/all.mjs';

/** Types of async_hooks whose work libuv's pool does. */
const poolTypes =
  /^FSREQ|(?<!^HTTPCLIENT)REQUEST$|^GET(ADDR|NAME)INFO|^ZLIB$|^FILEHANDLECLOSEREQ$|^STATWATCHER$/;
const quietMs = 150;
const shortestMs = 250;
const longestMs = 3_000;
const patienceMs = 10_000;

const [resultFile, ...indexes] = process.argv.slice(2);
const runs = indexes.map((index) => ({
  recipe: recipes[index],
  index: Number(index),
  types: new Set(),
  verdict: null,
  error: null,
}));

/** Which run each asynchronous resource belongs to. */
const owners = new Map();
createHook({
  init(id, type, trigger) {
    const owner = owners.get(trigger) ?? owners.get(executionAsyncId());
    if (!owner) return;
    owners.set(id, owner);
    owner.types.add(type);
  },
}).enable();
process.on('uncaughtException', (error) => console.error(error));

const context = new Context();
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
let lastEnd = performance.now();
let released = false;

// 1. What recipes need is made while the pool is free.
for (const run of runs) {
  try {
    run.given = await prepared(run.recipe, context);
  } catch (error) {
    run.verdict = 'failed';
    run.error = `preparing: ${error.message}`;
  }
}
const fifo = context.fifo();
await sleep(20);

// 2. The pool hangs.
const blocked = new Promise((done) => fs.open(fifo, 'r', done));

// 3. Asynchronous ones first, so that synchronous ones do not delay what they start.
const ready = runs.filter(({ verdict }) => verdict === null);
for (const run of ready.filter(({ recipe }) => recipe.kind !== 'sync')) {
  start(run);
  await new Promise(setImmediate);
}
for (const run of ready.filter(({ recipe }) => recipe.kind === 'sync')) start(run);

// 4. Wait until all that can end has ended: nothing has for a while, and what is left has asked the pool for something.
const begun = performance.now();
for (;;) {
  await sleep(25);
  const now = performance.now();
  const left = runs.filter(({ verdict }) => verdict === null);
  const explained = left.every(({ types }) => [...types].some((type) => poolTypes.test(type)));
  if (now - begun < shortestMs || now - lastEnd < quietMs) continue;
  if (explained || now - begun > longestMs) break;
}

// 5. Release, and see the rest end.
released = true;
fs.closeSync(fs.openSync(fifo, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK));
await blocked;
const until = performance.now() + patienceMs;
while (runs.some(({ verdict }) => verdict === null) && performance.now() < until) await sleep(10);
for (const run of runs.filter(({ verdict }) => verdict === null)) end(run, 'failed', 'never ended');

const results = runs.map(({ index, verdict, types, error }) => ({
  index,
  verdict,
  types: [...types],
  error,
}));
fs.writeFileSync(resultFile, JSON.stringify(results));
context.dispose();
process.exit();

function start(run) {
  const { kind, call } = run.recipe;
  const scope = new AsyncResource('RECIPE');
  owners.set(scope.asyncId(), run);
  let called = false;
  const done = (error) => {
    if (run.verdict !== null) return;
    if (error instanceof Error) end(run, 'failed', error.message);
    else end(run, called ? (released ? 'pool' : 'queue') : 'main', null);
  };
  try {
    scope.runInAsyncScope(() => {
      const result = call(context, run.given, done);
      if (kind === 'promise') result.then(() => done(), done);
      if (kind === 'sync') done();
    });
  } catch (error) {
    end(run, 'failed', error.message);
  }
  called = true;
}

function end(run, verdict, error) {
  run.verdict = verdict;
  run.error = error;
  lastEnd = performance.now();
}
