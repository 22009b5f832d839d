'use strict';
/* eslint-disable @typescript-eslint/no-require-imports */
// Ground truth, measured inside the observed program and without the tool.
//
// A turn of the loop is measured whole: its start is `performance.now()` as the first statement of the turn's callback,
// its end `performance.now()` in a setImmediate that this callback asked for. libuv runs that in the check phase behind
// the callback, so microtasks, ticks, other callbacks of the same turn and the freeing of memory are inside.
// Not inside: the wake-up of the loop and Node's dispatch before the callback. `accuracy --truth` shows the floor
// (turns that do nothing) and the error against `Atomics.wait` of known length: together below 0.2 ms on an idle machine.
// Disturbance: one immediate and two `process.cpuUsage()` for each turn, one timer for each gap, and a GC observer.
//
// What held the loop in the pauses between measured turns is kept beside them, so that a report of it is not called
// false: `held` are pauses that were busy for long by libuv's own count of idle time, or whose timer came late.
// `gcs` are collections of 5 ms and more. Times are milliseconds on this thread's performance.now(); `originMs` makes
// them epoch time.
const fs = require('node:fs');
const http = require('node:http');
const { join } = require('node:path');
const { performance, PerformanceObserver } = require('node:perf_hooks');
const { MessageChannel, threadId } = require('node:worker_threads');

/** Pauses that were busy or late for this long are kept. */
const heldMs = 12;
const gcMs = 5;
/** Time for the tool to connect before the first turn, and for the last turn to be seen. */
const settleMs = 500;

/**
 * Runs the plan's turns one after the other and writes `truth-<pid>-<threadId>.json` at exit.
 *
 * @param {object} program
 * @param {string} program.planFile JSON: { truthDir, turns: [{ kind, trigger, arg, gapMs }] } or { calibrate: [...] }
 * @param {Record<string, Function>} program.blocks by kind
 * @param {Record<string, Function>} program.prepare makes a block's argument ahead of its turn, by kind
 */
exports.runTurns = function runTurns({ planFile, blocks, prepare }) {
  const plan = JSON.parse(fs.readFileSync(planFile, 'utf8'));
  if (plan.calibrate) {
    process.stdout.write(JSON.stringify(calibrate(plan.calibrate, blocks, prepare)));
    return;
  }
  const { turns } = plan;
  const values = turns.map(({ kind, arg }) => (prepare[kind] ? prepare[kind](arg) : arg));
  const startMs = new Float64Array(turns.length).fill(-1);
  const endMs = new Float64Array(turns.length).fill(-1);
  const cpuMs = new Float64Array(turns.length);
  const parts = new Uint8Array(turns.length);
  const held = [];
  const gcs = [];
  const triggers = openTriggers();
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (duration >= gcMs) gcs.push([startTime, duration]);
    }
  }).observe({ entryTypes: ['gc'] });
  process.once('exit', write);

  /** Before this the program starts: what held the loop then is not measured. */
  let readyMs = Infinity;
  let at = -1;
  let cpuBefore;

  function begin() {
    if (parts[at]++ > 0) return;
    startMs[at] = performance.now();
    cpuBefore = process.cpuUsage();
    setImmediate(end);
  }

  function end() {
    endMs[at] = performance.now();
    const { user, system } = process.cpuUsage(cpuBefore);
    cpuMs[at] = (user + system) / 1000;
    values[at] = null;
    next();
  }

  function next() {
    at += 1;
    if (at === turns.length) setTimeout(triggers.close, settleMs);
    else if (turns[at].gapMs === 0) setImmediate(turn);
    else pause(turns[at].gapMs);
  }

  function pause(gapMs) {
    const fromMs = performance.now();
    const idleMs = performance.nodeTiming.idleTime;
    setTimeout(() => {
      const toMs = performance.now();
      const busyMs = toMs - fromMs - (performance.nodeTiming.idleTime - idleMs);
      const lateMs = toMs - fromMs - gapMs;
      if (Math.max(busyMs, lateMs) > heldMs) held.push({ fromMs, toMs, ms: Math.max(busyMs, lateMs) });
      const mine = at;
      // A part of a split turn that comes after its end must not count for the next one.
      triggers[turns[at].trigger](() => (mine === at ? turn() : undefined), turns[at].kind);
    }, gapMs);
  }

  function turn() {
    // A block that a dependency starts says itself when it begins.
    if (turns[at].trigger !== 'self') begin();
    return blocks[turns[at].kind](values[at], begin);
  }

  function write() {
    const measured = turns.map((_, i) => ({
      startMs: startMs[i],
      endMs: endMs[i],
      cpuMs: cpuMs[i],
      parts: parts[i],
    }));
    const { pid } = process;
    const truth = { pid, threadId, originMs: performance.timeOrigin, readyMs, turns: measured, held, gcs };
    fs.writeFileSync(join(plan.truthDir, `truth-${pid}-${threadId}.json`), JSON.stringify(truth));
  }

  triggers.ready(() => {
    readyMs = performance.now();
    setTimeout(next, settleMs);
  });
};

/** The ways a turn can begin; each calls `turn` once from its kind of callback. 'self' leaves that to the block. */
function openTriggers() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const { port1, port2 } = new MessageChannel();
  let pending = null;
  const take = () => {
    const turn = pending;
    pending = null;
    turn?.();
  };
  const server = http.createServer((_request, response) => {
    take();
    response.end('done');
  });
  const get = (kind, done) =>
    http.get({ agent, host: '127.0.0.1', port: server.address().port, path: `/${kind}` }, (response) => {
      response.resume().once('end', done);
    });
  port1.on('message', take);

  return {
    self: (turn) => turn(),
    timer: (turn) => turn(),
    immediate: (turn) => setImmediate(turn),
    promise: (turn) => void Promise.resolve().then(turn),
    fs: (turn) => fs.stat(__filename, () => turn()),
    // Several callbacks that are due at once are one turn.
    split: (turn) => {
      for (let i = 0; i < 4; i++) setTimeout(turn, 5);
    },
    message: (turn) => {
      pending = turn;
      port2.postMessage(null);
    },
    http: (turn, kind) => {
      pending = turn;
      get(kind, () => {});
    },
    ready: (done) => server.listen(0, '127.0.0.1', () => get('warm', done)),
    close: () => {
      agent.destroy();
      server.close();
      port1.close();
      if (process.connected) process.disconnect();
    },
  };
}

/** By kind the smallest size that takes long enough to tell, and its middle time of three: { size, ms }. */
function calibrate(kinds, blocks, prepare) {
  const enoughMs = 25;
  const result = {};
  for (const { kind, from, grow, fixed } of kinds) {
    let size = from;
    const measure = () => {
      const value = prepare[kind] ? prepare[kind](fixed ?? size) : (fixed ?? size);
      const cpuStart = process.cpuUsage();
      const start = performance.now();
      blocks[kind](value);
      const wallMs = performance.now() - start;
      const { user, system } = process.cpuUsage(cpuStart);
      // On a busy machine the wall time is longer than the work; helper threads make the processor time longer.
      return Math.min(wallMs, (user + system) / 1000);
    };
    let ms = measure();
    while (ms < enoughMs && fixed === undefined) {
      size = grow === 'add' ? size + 1 : size * 2;
      ms = measure();
    }
    if (fixed === undefined) ms = [ms, measure(), measure()].sort((a, b) => a - b)[1];
    result[kind] = { size, ms };
  }
  return result;
}
