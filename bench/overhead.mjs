// npm run bench -- overhead [--node PATH|20|all] [--rounds 40] [--round-ms 1000] [--idle 20] [--server express|http] [--observe run|attach] [--part all|detector] [--seed N]
//
// What observation costs. Three servers run at once: plain (`off`), under `looplens run` or with `looplens attach` (`on`),
// plain again (`off2`).
// In many short rounds, in random order, each gets the same load from a separate process over kept-alive connections;
// what a round says of `on` is divided by what it says of `off`. off2/off is the null control: its interval should hold 0,
// and what it is wide is the machine's noise.
// `--part detector` builds a probe that wraps no built-in and follows no request: what the detector of turns and the sentinel cost alone.
// Prints, with 95 % intervals (bootstrap over rounds): processor time per request of the main thread and of the whole
// process, and throughput; then processor time of idle servers in % of a core over `--idle` seconds (0: leave out).
// Goals: main thread per request ≤ 5 %, ≤ 2 % for the detector alone; idle ≤ 1 % of a core main thread, ≤ 3 % process, over `off`. Status 1 when an
// interval lies beyond its goal. Express 5 is installed once into .cache/bench.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { npmInstall, provisionOnce } from '../scripts/lib/provision.mjs';
import { cpuOf, usageOf } from './lib/cpu.mjs';
import {
  chosenNodes,
  commonOptions,
  killGroup,
  outcome,
  requireBuilt,
  root,
  runArgs,
  said,
  start,
} from './lib/programs.mjs';
import { bootstrapMean, seededRandom, shuffled } from './lib/stats.mjs';
import { fixed, table } from './lib/table.mjs';

const connections = 16;
const warmUpMs = 3000;
const loadGoalsPct = { all: 5, detector: 2 };
const idleGoals = { mainMs: 1, processMs: 3 };
const express = 'express@5.1.0';

const options = {
  ...commonOptions,
  rounds: { type: 'string', default: '40' },
  'round-ms': { type: 'string', default: '1000' },
  idle: { type: 'string', default: '20' },
  server: { type: 'string', default: 'express' },
  observe: { type: 'string', default: 'run' },
  part: { type: 'string', default: 'all' },
};

/** @returns {Promise<boolean>} whether no goal is surely missed */
export async function main(args) {
  const { values } = parseArgs({ args, options });
  requireBuilt(values.cli);
  if (!(values.part in loadGoalsPct)) throw new Error(`--part is all or detector, not ${values.part}.`);
  const kind = values.server === 'http' ? 'http' : await expressFolder();
  let met = true;
  for (const node of await chosenNodes(values.node)) met = (await measure(node, kind, values)) && met;
  return met;
}

/** The command line of a copy of the bundles in `folder` whose probe wraps no built-in and hears of no request. */
async function detectorAlone(cli, folder) {
  const dist = join(folder, 'dist');
  cpSync(dirname(cli), dist, { recursive: true });
  const nothingElse = ({ onLoad, onResolve }) => {
    onLoad({ filter: /[\\/]probe[\\/]builtins\.ts$/ }, () => ({
      contents: 'export function wrapBuiltins() {}',
      loader: 'ts',
    }));
    onResolve({ filter: /^node:diagnostics_channel$/ }, ({ path }) => ({ path, namespace: 'deaf' }));
    onLoad({ filter: /./, namespace: 'deaf' }, () => ({
      contents: 'export default { subscribe() {}, unsubscribe() {} };',
    }));
  };
  await build({
    entryPoints: [join(root, 'src', 'probe', 'probe.ts')],
    outfile: join(dist, 'probe.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    plugins: [{ name: 'nothing-else', setup: nothingElse }],
  });
  return join(dist, 'cli.js');
}

async function expressFolder() {
  const folder = join(root, '.cache', 'bench', express);
  await provisionOnce(folder, express, (staging) => npmInstall(staging, [express]));
  return folder;
}

async function measure(node, kind, values) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-overhead-'));
  const command = [node.path, join(import.meta.dirname, 'targets', 'server.cjs'), kind];
  const reportFile = join(folder, 'report.json');
  const attach = values.observe === 'attach';
  const cli = values.part === 'detector' ? await detectorAlone(values.cli, folder) : values.cli;
  const plain = () => start(command[0], command.slice(1));
  const children = {
    off: plain(),
    on: attach ? plain() : start(process.execPath, [cli, ...runArgs(reportFile, command)]),
    off2: plain(),
  };
  const load = fork(join(import.meta.dirname, 'targets', 'load.mjs'));
  try {
    const servers = {};
    for (const [name, child] of Object.entries(children)) {
      const { port } = await said(child, 'listening');
      const { pid } = await usageOf(port);
      servers[name] = { port, pid };
    }
    if (attach) {
      const args = ['attach', String(servers.on.pid), '--report', reportFile, '--format', 'json', '--quiet'];
      children.observer = start(process.execPath, [cli, ...args]);
    }
    console.log(
      `\n${node.name}, ${values.server}, looplens ${values.observe}, ${values.part}: cost of observation, mean and 95% interval`,
    );
    const random = seededRandom(Number(values.seed));
    const goalPct = loadGoalsPct[values.part];
    const underLoad = await loaded(
      servers,
      load,
      { rounds: Number(values.rounds), roundMs: Number(values['round-ms']), goalPct },
      random,
    );
    const idle = Number(values.idle) > 0 ? await idling(servers, Number(values.idle), random) : true;
    await checkObserved(children.observer ?? children.on, reportFile, servers.on.pid);
    return underLoad && idle;
  } finally {
    load.disconnect();
    for (const child of Object.values(children)) killGroup(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A cost of nothing is none of observation: the report must know the server. */
async function checkObserved(observer, reportFile, pid) {
  const ending = outcome(observer, 15_000);
  observer.kill('SIGTERM');
  const { stderr } = await ending;
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : { targets: [] };
  if (!report.targets.some((target) => target.pid === pid)) {
    throw new Error(`The server was not observed, the figures mean nothing:\n${stderr}`);
  }
}

async function loaded(servers, load, { rounds, roundMs, goalPct }, random) {
  const broken = new AbortController();
  load.once('exit', () => broken.abort(new Error('The load generator ended: see its message above.')));
  const run = async (server, ms) => {
    const before = await cpuOf(server);
    load.send({ port: server.port, connections, ms });
    const [done] = await once(load, 'message', { signal: broken.signal });
    const after = await cpuOf(server);
    return {
      mainUs: ((after.mainMs - before.mainMs) * 1000) / done.requests,
      processUs: ((after.processMs - before.processMs) * 1000) / done.requests,
      perSecond: done.requests / (done.ms / 1000),
    };
  };
  for (const server of Object.values(servers)) await run(server, warmUpMs);
  const results = [];
  for (let i = 0; i < rounds; i++) {
    const result = {};
    for (const name of shuffled(Object.keys(servers), random))
      result[name] = await run(servers[name], roundMs);
    results.push(result);
  }

  const line = (label, key, digits, goal) => {
    const mean = (name) =>
      fixed(
        bootstrapMean(
          results.map((result) => result[name][key]),
          random,
        ).mean,
        digits,
      );
    const change = (name) =>
      bootstrapMean(
        results.map((result) => 100 * (result[name][key] / result.off[key] - 1)),
        random,
      );
    const on = change('on');
    return { on, cells: [label, mean('off'), mean('on'), interval(on), interval(change('off2')), goal] };
  };
  const main = line('main thread µs/request', 'mainUs', 1, `≤ ${goalPct}%: `);
  main.cells[5] += verdict(main.on, goalPct);
  const whole = line('process µs/request', 'processUs', 1, '');
  const throughput = line('requests/s', 'perSecond', 0, '');
  const header = [
    `${rounds} rounds of ${roundMs} ms`,
    'off',
    'on',
    'on/off - 1, %',
    'off2/off - 1, %',
    'goal',
  ];
  console.log(table(header, [main.cells, whole.cells, throughput.cells]));
  return verdict(main.on, goalPct) !== 'missed';
}

async function idling(servers, seconds, random) {
  await delay(3000);
  const results = [];
  for (let i = 0; i < seconds; i++) {
    const result = {};
    const before = {};
    const startMs = performance.now();
    for (const [name, server] of Object.entries(servers)) before[name] = await cpuOf(server);
    await delay(1000);
    for (const [name, server] of Object.entries(servers)) {
      const after = await cpuOf(server);
      const pct = (key) => (100 * (after[key] - before[name][key])) / (performance.now() - startMs);
      result[name] = { mainMs: pct('mainMs'), processMs: pct('processMs') };
    }
    results.push(result);
  }
  const rows = Object.entries(idleGoals).map(([key, goal]) => {
    const of = (name) =>
      bootstrapMean(
        results.map((result) => result[name][key]),
        random,
      );
    const added = bootstrapMean(
      results.map((result) => result.on[key] - result.off[key]),
      random,
    );
    const label = key === 'mainMs' ? 'main thread % of a core' : 'process % of a core';
    const state = verdict(added, goal);
    return {
      state,
      cells: [
        label,
        fixed(of('off').mean, 2),
        fixed(of('on').mean, 2),
        interval(added, 2),
        `≤ ${goal}: ${state}`,
      ],
    };
  });
  console.log(
    table(
      [`idle for ${seconds} s`, 'off', 'on', 'on - off', 'goal'],
      rows.map(({ cells }) => cells),
    ),
  );
  return rows.every(({ state }) => state !== 'missed');
}

const interval = ({ mean, low, high }, digits = 1) =>
  `${fixed(mean, digits)} [${fixed(low, digits)}, ${fixed(high, digits)}]`;

/** 'open': the interval holds the goal, more rounds would tell. */
function verdict({ low, high }, goal) {
  if (high <= goal) return 'met';
  return low > goal ? 'missed' : 'open';
}
