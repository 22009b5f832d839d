// npm run bench -- accuracy [--node PATH|20|20,22|all] [--kinds LIST] [--programs LIST] [--seed N] [--truth] [--json FILE] [--keep]
//
// Runs generated programs (CommonJS, ES modules, TypeScript with source maps, a minified bundle; in the main thread, a
// worker, a forked process and a cluster worker) under `looplens run` and compares the report with what the programs
// measured of themselves: about 270 blocks of 20 to 2000 ms and 70 turns that must not be reported, 90 s per Node version.
// Prints a table by kind of block, the calibration of `confidence` and the bars; status 1 when a bar is missed or a
// program did not run to its end.
//   --truth     run the programs alone and print how good the truth itself is
//   --programs  of plan.mjs, as style/host: ts/direct,cjs/worker
//   --cli FILE  the CLI to run; default dist/cli.js
//   --keep      leave the temporary folder with programs, truths and reports
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { argumentsOf, calibrated } from './accuracy/calibration.mjs';
import { matchThread } from './accuracy/match.mjs';
import { emptyKind, planTurns, programs } from './accuracy/plan.mjs';
import { nodeOptions, writeProgram } from './accuracy/program.mjs';
import { printScore } from './accuracy/score.mjs';
import { sizedKinds } from './accuracy/sizedKinds.mjs';
import { timedKinds } from './accuracy/timedKinds.mjs';
import { printTruth } from './accuracy/truthCheck.mjs';
import { chosenNodes, commonOptions, outcome, requireBuilt, runArgs, start } from './lib/programs.mjs';
import { seededRandom } from './lib/stats.mjs';
import { bar } from './lib/table.mjs';

/** A program takes about 12 s. */
const longestProgramMs = 60_000;

const options = {
  ...commonOptions,
  kinds: { type: 'string' },
  programs: { type: 'string' },
  json: { type: 'string' },
  truth: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
};

/** @returns {Promise<boolean>} whether all bars are met */
export async function main(args) {
  const { values } = parseArgs({ args, options });
  if (!values.truth) requireBuilt(values.cli);
  const kinds = chosenKinds(values.kinds);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-accuracy-')));
  const all = [];
  let met = true;
  try {
    for (const node of await chosenNodes(values.node)) {
      const result = await runNode(node, kinds, join(folder, node.name), values);
      all.push({ node: node.name, ...result });
      met =
        (values.truth
          ? printTruth(node.name, result.rows)
          : printScore(node.name, result.rows, result.extra)) && met;
      // Worse than any wrong line: observation must not harm the program.
      for (const what of result.broken) met = bar('every program runs to its end', what, false, 'all');
    }
    if (all.length > 1 && !values.truth) {
      const together = (key) => all.flatMap((result) => result[key]);
      met = printScore('all versions', together('rows'), together('extra')) && met;
    }
  } finally {
    if (values.keep) console.log(`Kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
  if (values.json) writeFileSync(values.json, JSON.stringify(all, null, 1));
  return met;
}

function chosenKinds(list) {
  const kinds = [...timedKinds, ...sizedKinds].filter(({ posix }) => !posix || process.platform !== 'win32');
  if (!list) return kinds;
  const ids = list.split(',');
  const unknown = ids.filter((id) => !kinds.some((kind) => kind.id === id));
  if (unknown.length > 0)
    throw new Error(`No such kinds: ${unknown}. There are: ${kinds.map(({ id }) => id)}`);
  return kinds.filter(({ id }) => ids.includes(id));
}

async function runNode(node, kinds, folder, values) {
  const calibration = await calibrated(node, kinds, join(folder, 'calibration'));
  const plans = planTurns(kinds, seededRandom(Number(values.seed)));
  const result = { rows: [], extra: [], broken: [] };
  for (const [i, program] of programs.entries()) {
    const name = `${program.style}/${program.host}`;
    if (values.programs && !values.programs.split(',').includes(name)) continue;
    if (plans[i].length === 0) continue;
    const { rows, extra, broken } = await runProgram(
      node,
      program,
      plans[i],
      calibration,
      join(folder, `program${i}`),
      values,
    );
    if (broken) result.broken.push(`${name} ${broken}`);
    result.rows.push(...rows.map((row) => ({ program: name, ...row })));
    result.extra.push(...extra.map((row) => ({ program: name, ...row })));
  }
  return result;
}

async function runProgram(node, program, planned, calibration, folder, { truth: alone, cli }) {
  mkdirSync(folder, { recursive: true });
  const kinds = [...new Set([...planned.map(({ kind }) => kind), emptyKind])];
  const turns = argumentsOf(planned, calibration, folder);
  const plan = { truthDir: folder, turns };
  const { entry, expected } = await writeProgram(folder, { ...program, kinds, plan });
  const reportFile = join(folder, 'report.json');
  const command = [node.path, ...nodeOptions, entry];
  const child = alone
    ? start(command[0], command.slice(1), { cwd: folder })
    : start(process.execPath, [cli, ...runArgs(reportFile, command)], { cwd: folder });
  const { code, signal, timedOut, stderr } = await outcome(child, longestProgramMs);
  const truths = readdirSync(folder)
    .filter((file) => file.startsWith('truth-'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  if (code !== 0 || truths.length !== 1) {
    const ending = timedOut ? 'hung' : `ended with ${signal ?? code}`;
    return { rows: [], extra: [], broken: `${ending}, ${truths.length} truths:\n${stderr}` };
  }
  const report = alone ? { targets: [], blocks: [] } : JSON.parse(readFileSync(reportFile, 'utf8'));
  return matchThread(planned, expected, truths[0], report);
}
