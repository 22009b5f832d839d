// npm run bench -- starved [--node PATH|20|all] [--cli FILE]
//
// Programs that did not run are not programs that blocked. Under `looplens run`:
//   stopped idle      SIGSTOP for 2 s while the server waits, then SIGCONT
//   stopped with work the same, with a request sent meanwhile
//   stopped working   SIGSTOP in the middle of 10 ms of work
//   starved           light load while 6 busy programs share the one processor it may use (taskset where there is one)
// The report may call a span 'starved' or leave it out. It must have no block with a site that is longer than the most
// processor time that one request took. Prints what was reported; status 1 when a block breaks that. Not on Windows.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  chosenNodes,
  commonOptions,
  killGroup,
  outcome,
  requireBuilt,
  runArgs,
  said,
  start,
} from './lib/programs.mjs';
import { fixed, table } from './lib/table.mjs';

const stoppedMs = 2000;
const settleMs = 1000;
const hogs = 6;
const hoggedMs = 10_000;
/** A block may be this much longer than the work: the turn has the server's own work in it too. */
const slackMs = 5;

/** @returns {Promise<boolean>} whether no block names a line for time in which the program did not run */
export async function main(args) {
  const { values } = parseArgs({ args, options: commonOptions });
  requireBuilt(values.cli);
  if (process.platform === 'win32')
    throw new Error('Windows has no SIGSTOP: run this bench on Linux or macOS.');
  let met = true;
  for (const node of await chosenNodes(values.node)) {
    const rows = [];
    for (const [name, run] of Object.entries(cases)) {
      const result = await observed(node, values.cli, run);
      rows.push(...result.blocks.map((block) => [name, fixed(result.ownMs), ...block]));
      if (result.blocks.length === 0) rows.push([name, fixed(result.ownMs), 'nothing reported']);
      met = met && !result.wrong;
    }
    const header = ['program', 'own work ms', 'block ms', 'category', 'site', 'evidence', 'confidence', ''];
    console.log(`\n${node.name}\n${table(header, rows)}`);
  }
  console.log(
    met ? 'ok    no line is blamed for time in which the program did not run' : 'MISS  see WRONG above',
  );
  return met;
}

const cases = {
  'stopped idle': async ({ pid }) => {
    process.kill(pid, 'SIGSTOP');
    await delay(stoppedMs);
    process.kill(pid, 'SIGCONT');
  },
  'stopped with work': async ({ pid, get }) => {
    process.kill(pid, 'SIGSTOP');
    await delay(stoppedMs / 2);
    const answer = get('/');
    await delay(stoppedMs / 2);
    process.kill(pid, 'SIGCONT');
    await answer;
  },
  'stopped working': async ({ pid, get }) => {
    const answer = get('/stop');
    await delay(stoppedMs);
    process.kill(pid, 'SIGCONT');
    await answer;
  },
  starved: async ({ pid, get, node }) => {
    const busy = Array.from({ length: hogs }, () => start(node.path, ['-e', 'for (;;);']));
    try {
      for (const id of [pid, ...busy.map((hog) => hog.pid)]) await pin(id);
      const until = Date.now() + hoggedMs;
      while (Date.now() < until) {
        await get('/');
        await delay(100 + 100 * Math.random());
      }
    } finally {
      for (const hog of busy) killGroup(hog);
    }
  },
};

/** Lets all threads of a process run on the first processor only; nothing where there is no taskset. */
async function pin(pid) {
  await outcome(start('taskset', ['--all-tasks', '--cpu-list', '--pid', '0', String(pid)])).catch(() => {});
}

async function observed(node, cli, run) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-starved-'));
  const reportFile = join(folder, 'report.json');
  const script = join(import.meta.dirname, 'targets', 'lightWork.cjs');
  const child = start(process.execPath, [cli, ...runArgs(reportFile, [node.path, script])]);
  const ending = outcome(child, 60_000);
  try {
    const { port, pid } = await said(child, 'listening');
    const get = async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).json();
    for (let i = 0; i < 10; i++) await get('/');
    await delay(settleMs);
    await run({ pid, get, node });
    for (let i = 0; i < 5; i++) await get('/');
    await delay(settleMs);
    const { mostMs: ownMs } = await get('/own');
    child.kill('SIGTERM');
    const { stderr, timedOut } = await ending;
    if (timedOut) throw new Error(`looplens run did not end after SIGTERM:\n${stderr}`);
    return judged(JSON.parse(readFileSync(reportFile, 'utf8')), ownMs);
  } finally {
    killGroup(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

function judged({ blocks }, ownMs) {
  const running = blocks.filter(({ phase }) => phase !== 'startup');
  const wrong = ({ site, category, durationMs }) =>
    site !== null && category !== 'starved' && durationMs > ownMs + slackMs;
  const cells = (block) => {
    const { durationMs, category, site, evidence, confidence } = block;
    const place = site ? `${site.functionName}:${site.line}` : 'none';
    return [fixed(durationMs), category, place, evidence, fixed(confidence, 2), wrong(block) ? 'WRONG' : ''];
  };
  return { ownMs, wrong: running.some(wrong), blocks: running.map(cells) };
}
