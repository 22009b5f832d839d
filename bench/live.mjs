// npm run bench -- live [--node PATH|20|all] [--times 20] [--engine FILE] [--cli FILE]
//
// How soon a block is named while it lasts: time from (start of the block + threshold) until a snapshot of the engine's
// process with the right line has arrived here, over fresh programs. Cases: a loop that never ends, and execSync.
// Then: whether the report of `looplens run` names that loop when the program has to be killed with SIGKILL.
// Prints median, p90 and maximum; status 1 when a line was missing or wrong, here or there.
// The start is the program's own clock, the arrival this one's: both epoch, less than 1 ms apart on one machine.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEngine } from './lib/engineClient.mjs';
import { markedLine, sameLine } from './lib/marks.mjs';
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
import { median, quantile } from './lib/stats.mjs';
import { bar, fixed, table } from './lib/table.mjs';

const thresholdMs = 20;
/** Longest wait for a name. execSync('sleep 3') is over by then. */
const patienceMs = 2500;
const killedTimes = 3;
const sigkillStatus = 128 + 9;

const options = {
  ...commonOptions,
  engine: { type: 'string', default: join(root, 'dist', 'engine.js') },
  times: { type: 'string', default: '20' },
};

const cases = [
  { name: 'a loop that never ends', script: join(import.meta.dirname, 'targets', 'loop.cjs') },
  {
    name: "execSync('sleep 3')",
    script: join(import.meta.dirname, 'targets', 'execSleep.cjs'),
    posix: true,
  },
].filter(({ posix }) => !posix || process.platform !== 'win32');

/** @returns {Promise<boolean>} whether every block was named */
export async function main(args) {
  const { values } = parseArgs({ args, options });
  requireBuilt(values.engine);
  requireBuilt(values.cli);
  let met = true;
  for (const node of await chosenNodes(values.node)) {
    met = (await live(node, values.engine, Number(values.times))) && met;
    met = (await killed(node, values.cli)) && met;
  }
  return met;
}

async function live(node, engineFile, times) {
  let watch = () => {};
  const engine = startEngine(engineFile, thresholdMs, (snapshot, atMs) => watch(snapshot, atMs));
  const rows = [];
  let met = true;
  try {
    const added = await engine.request('environment', { env: process.env });
    for (const { name, script } of cases) {
      const rounds = [];
      for (let i = 0; i < times; i++) {
        rounds.push(await round(node, script, { ...process.env, ...added }, (watcher) => (watch = watcher)));
      }
      const named = rounds.filter(({ namedMs }) => namedMs !== null).map(({ namedMs }) => namedMs);
      const wrongFirst = rounds.filter(({ wrong }) => wrong).length;
      const figures = [median(named), quantile(named, 0.9), Math.max(...named)].map((ms) => fixed(ms));
      rows.push([name, times, named.length, wrongFirst, ...figures]);
      met = met && named.length === times;
    }
  } finally {
    engine.stop();
  }
  console.log(`\n${node.name}: ms from (start + ${thresholdMs} ms) until the engine named the line`);
  console.log(table(['block', 'n', 'named', 'other line first', 'median', 'p90', 'max'], rows));
  return bar('named while they last', met ? 'all' : 'not all', met, 'all');
}

/** One program: { namedMs: number | null, wrong: boolean }, wrong when another line was named before. */
async function round(node, script, env, onSnapshot) {
  const wanted = markedLine(script, 'site');
  const seen = [];
  const child = start(node.path, [script], { env });
  onSnapshot((snapshot, atMs) => {
    const mine = snapshot.targets.filter(({ pid }) => pid === child.pid).map(({ id }) => id);
    const stall = snapshot.stalls.find(({ target, site }) => mine.includes(target) && site !== null);
    if (stall) seen.push({ right: sameLine(stall.site, wanted), atMs });
  });
  try {
    const { atMs } = await said(child, 'blocking');
    const deadline = Date.now() + patienceMs;
    while (!seen.some(({ right }) => right) && Date.now() < deadline) await delay(5);
    const first = seen.find(({ right }) => right);
    return {
      namedMs: first ? first.atMs - atMs - thresholdMs : null,
      wrong: seen.length > 0 && !seen[0].right,
    };
  } finally {
    onSnapshot(() => {});
    killGroup(child);
  }
}

async function killed(node, cli) {
  const [{ script }] = cases;
  const wanted = markedLine(script, 'site');
  const folder = mkdtempSync(join(tmpdir(), 'bench-live-'));
  let right = 0;
  try {
    for (let i = 0; i < killedTimes; i++) {
      const reportFile = join(folder, `report${i}.json`);
      const child = start(process.execPath, [cli, ...runArgs(reportFile, [node.path, script])]);
      const ending = outcome(child, 30_000);
      const { pid } = await said(child, 'blocking');
      await delay(1000);
      process.kill(pid, 'SIGKILL');
      const { code } = await ending;
      const report = JSON.parse(readFileSync(reportFile, 'utf8'));
      const block = report.blocks.find(({ ended }) => !ended);
      if (code === sigkillStatus && block && sameLine(block.site, wanted)) right += 1;
      else console.log(`Killed program: status ${code}, block ${JSON.stringify(block ?? null)}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const shown = `${right} of ${killedTimes}`;
  return bar('report of a program that was killed in the loop', shown, right === killedTimes, 'all');
}
