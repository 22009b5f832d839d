// npm run bench -- regexes [--only TEXT] [--part published|ordinary]
//
// Warnings about slow regular expressions, against what V8 does: published vulnerable ones and ordinary ones (hand-written, and out of
// popular packages at fixed versions), each in a small server where a request's value reaches it without a guard. An expression
// counts as slow when a subject of at most 100,000 characters takes V8 100 ms or more, again and again, and half of it far less;
// `regexes/truth.mjs` finds that out by itself, and runs the subjects that warnings name as well.
// Prints precision and recall of the warnings, the time that each check took, and the longest stall of this process's event loop
// while it waited for them. Needs `npx tsc -b`. Status 1 when a bar was missed.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { handWritten } from './regexes/handWritten.mjs';
import { ofPackages } from './regexes/packages.mjs';
import { published } from './regexes/published.mjs';
import { Truth } from './regexes/truth.mjs';
import { median, quantile } from './lib/stats.mjs';
import { bar, fixed, share, table } from './lib/table.mjs';
import { root } from '../scripts/lib/provision.mjs';

const options = { only: { type: 'string', default: '' }, part: { type: 'string' } };
/** Run it on a quiet machine: other threads of this bench and of the machine stall it too. */
const longestStallMs = 200;

/** @returns {Promise<boolean>} whether the bars are met */
export async function main(args) {
  const { values } = parseArgs({ args, options });
  const built = join(root, 'out', 'src');
  if (!existsSync(built)) throw new Error("Nothing is built: run 'npx tsc -b' first.");
  const { warn, dispose } = linter(built);
  const truth = new Truth();
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  const rows = [];
  try {
    const all = await cases(values); // reads packages, in long turns of its own
    stalls.enable();
    for (const { name, regex, attack, part } of all) {
      const start = performance.now();
      const { warned, verdict } = await warn(regex);
      const checkMs = performance.now() - start;
      const seen = verdict.attack;
      const attacks = [attack, seen && [seen.prefix, seen.pump, seen.suffix]].filter(Boolean);
      const slow = await truth.slowness(regex, attacks);
      rows.push({ name, regex, part, warned, verdict, slow, checkMs });
      if (warned !== (slow !== null)) console.log(told(rows.at(-1)));
    }
  } finally {
    stalls.disable();
    dispose();
    await truth.dispose();
  }
  return summary(rows, stalls.max / 1e6);
}

async function cases({ only, part }) {
  const all = [
    ...published.map((entry) => ({ ...entry, part: 'published' })),
    ...handWritten.map((regex) => ({ name: 'hand-written', regex, part: 'ordinary' })),
    ...(part === 'published' ? [] : await ofPackages()).map((entry) => ({ ...entry, part: 'ordinary' })),
  ];
  return all.filter(
    (entry) => (!part || entry.part === part) && `${entry.name} ${entry.regex}`.includes(only),
  );
}

/** What the language server does with an expression, without the server. */
function linter(built) {
  const load = createRequire(join(built, 'x.js'));
  const { parse } = load('./analysis/syntax.js');
  const { Bindings } = load('./analysis/bindings.js');
  const { findRegexes } = load('./analysis/regex/find.js');
  const { placesOf, slowRegexFinding } = load('./analysis/regex/slowRegex.js');
  const { RegexChecker } = load('./server/regex/regexChecker.js');
  const checker = new RegexChecker(join(built, 'server', 'regex', 'regexWorker.js'));
  return {
    async warn(regex) {
      const server = `const app = require('express')();\napp.post('/', (req, res) => res.json(${regex}.test(req.body.text)));\n`;
      const file = parse('server.js', server);
      const [use] = findRegexes(file, new Bindings(file));
      if (!use) throw new Error(`Not found in its file: ${regex}`);
      const verdict = await checker.check(use.source, use.flags);
      return { warned: slowRegexFinding(use, verdict, placesOf(use, file))?.severity === 'warning', verdict };
    },
    dispose: () => checker.dispose(),
  };
}

function told({ name, regex, verdict, slow }) {
  const text = String(regex);
  const shown = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return slow
    ? `missed: ${name} ${shown} (${verdict.verdict}; ${JSON.stringify(slow.attack)}, ${slow.length} characters, ${fixed(slow.ms)} ms)`
    : `false: ${name} ${shown} ${JSON.stringify(verdict.attack)}`;
}

function summary(rows, stallMs) {
  const count = (some) => rows.filter(some).length;
  const header = ['', 'expressions', 'slow', 'warned', 'right', 'check, median ms', 'p95', 'longest'];
  const lines = ['published', 'ordinary'].map((part) => {
    const own = rows.filter((row) => row.part === part);
    const times = own.map(({ checkMs }) => checkMs);
    const right = own.filter(({ warned, slow }) => warned && slow);
    const figures = [median(times), quantile(times, 0.95), Math.max(...times)].map((ms) => fixed(ms, 0));
    const slow = own.filter((row) => row.slow).length;
    return [part, own.length, slow, own.filter(({ warned }) => warned).length, right.length, ...figures];
  });
  console.log(`\n${process.version}\n${table(header, lines)}\n`);
  const right = count(({ warned, slow }) => warned && slow);
  const precision = right / count(({ warned }) => warned);
  const recall = right / count(({ slow }) => slow);
  return [
    bar(
      'precision of warnings',
      share(
        right,
        count(({ warned }) => warned),
      ),
      precision >= 0.95,
      '≥ 95%',
    ),
    bar(
      'recall of warnings',
      share(
        right,
        count(({ slow }) => slow),
      ),
      recall >= 0.9,
      '≥ 90%',
    ),
    bar('longest stall', `${fixed(stallMs, 0)} ms`, stallMs <= longestStallMs, `≤ ${longestStallMs} ms`),
  ].every(Boolean);
}
