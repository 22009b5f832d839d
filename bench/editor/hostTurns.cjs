// Turns of the loop that this code runs in, and what ran in the long ones.
'use strict';
/* eslint-disable @typescript-eslint/no-require-imports */
const { Session } = require('node:inspector/promises');
const { setTimeout: delay } = require('node:timers/promises');

const longMs = 20;
const samplingUs = 1000;
const ourFile = /\/looplens\.looplens-[^/]*\/dist\/extension\.js$/;

/**
 * Watches for `ms`.
 *
 * @returns {Promise<{ turns: { ms: number, cpuMs: number, samples: number, ours: number, top: string }[], oursMs: number }>}
 * turns: the long stretches of one turn in which the loop did not wait; cpuMs: of the process, in the whole turn; ours: samples whose stack has a frame of the extension;
 * oursMs: all of the extension's time
 */
async function watchTurns(ms) {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: samplingUs });
    await session.post('Profiler.start'); // it holds the loop; the detector starts behind it
    const stop = detectTurns();
    await delay(ms / 2);
    planted();
    await delay(ms / 2);
    const { ends, cpuUs } = stop();
    const { profile } = await session.post('Profiler.stop');
    const { turns, oursMs } = judged(ends, cpuUs, profile);
    const others = turns.filter(({ top }) => !top.startsWith(planted.name));
    if (others.length === turns.length)
      throw new Error('The planted block was not seen: the figures say nothing.');
    return { turns: others, oursMs };
  } finally {
    session.disconnect();
  }
}

/** A block that must be seen. */
function planted() {
  const end = Date.now() + 2 * longMs;
  while (Date.now() < end);
}

/** Ends of turns. The clock is the system's monotonic one, as the profile's is. */
function detectTurns() {
  const ends = [];
  const cpuUs = [];
  let running = true;
  const turn = () => {
    if (!running) return;
    ends.push(Number(process.hrtime.bigint() / 1000n));
    const { user, system } = process.cpuUsage();
    cpuUs.push(user + system);
    setImmediate(turn).unref(); // an unreferenced one does not keep the loop from waiting
  };
  turn();
  return () => {
    running = false;
    return { ends, cpuUs };
  };
}

/**
 * Waiting is told by the profile's idle samples, not by `performance.nodeTiming.idleTime`: the profiler's signals interrupt
 * the wait, and libuv then counts only what follows the last of them.
 */
function judged(ends, cpuUs, { nodes, samples, timeDeltas, startTime }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ours = oursOf(nodes[0], byId);
  const idle = new Set(
    nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
  );
  const turns = [];
  let oursUs = 0;
  let at = startTime;
  let turn = 0;
  let stretch = { fromUs: at, ids: [] };
  const close = (toUs) => {
    const ms = (toUs - stretch.fromUs) / 1000;
    if (ms >= longMs && stretch.fromUs >= ends[0] && turn < ends.length)
      turns.push(told(ms, (cpuUs[turn] - cpuUs[turn - 1]) / 1000, stretch.ids));
    stretch = { fromUs: toUs, ids: [] };
  };
  samples.forEach((id, index) => {
    at += timeDeltas[index];
    if (ours.has(id)) oursUs += samplingUs;
    for (; ends[turn] <= at; turn++) close(ends[turn]);
    if (idle.has(id)) {
      close(at - timeDeltas[index]); // of the time since the last sample nothing is known: for the loop's benefit
      stretch.fromUs = at;
    } else stretch.ids.push(id);
  });
  return { turns, oursMs: oursUs / 1000 };

  function told(ms, cpuMs, ids) {
    const tops = new Map();
    for (const id of ids) {
      const { functionName, url } = byId.get(id).callFrame;
      const top = `${functionName || '(anonymous)'} ${url.split('/').slice(-3).join('/')}`.trim();
      tops.set(top, (tops.get(top) ?? 0) + 1);
    }
    const [top = ''] = [...tops].sort((a, b) => b[1] - a[1])[0] ?? [];
    return { ms, cpuMs, samples: ids.length, ours: ids.filter((id) => ours.has(id)).length, top };
  }
}

/** Ids of the nodes whose stack has a frame of the extension. */
function oursOf(root, byId) {
  const ours = new Set();
  const mark = (node, above) => {
    const here = above || ourFile.test(node.callFrame.url);
    if (here) ours.add(node.id);
    for (const child of node.children ?? []) mark(byId.get(child), here);
  };
  mark(root, false);
  return ours;
}

module.exports = { watchTurns };
