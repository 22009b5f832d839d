// npm run bench -- handlers [--verbose] [--project TEXT] [--group NAME]
//
// Blocking calls in handlers of real servers from npm, against labels that were made by reading them. The files of each project are
// fetched once into .cache/bench at its exact version, and analysed in this process.
// bench/handlers/labels.json has, per project, the calls of functions named …Sync (and others that block) that run per request,
// message or tick (`handler`); `unsure` are left out of the figures, `others` are named so but are no
// functions of Node's; whatever is not listed runs at the start, in scripts, or never. `independent`: every call was labelled before
// the analysis was run on the project, but for those marked `later`: they were overlooked, then confirmed by reading. These and the
// labels of the other projects were seeded from what was found, so that their recall flatters.
// `heldOut`: labelled after the rules had been changed for the independent ones.
// `blind`: labelled, and the labels committed, before the analysis was run on the project; its number says which time that was, as the
// rules were changed for each in turn.
// Prints per project and over all, for those kinds of labels apart: precision and recall of the findings that have a handler,
// how many findings have none (and how many of those are of no labelled call), and how many places eslint-plugin-n's no-sync marks
// in the same files, and on how many lines with a labelled call; then how many calls of functions named …Sync were resolved.
// Bars: precision ≥ 90 %, recall ≥ 85 %, ≥ 99 % resolved. Status 1 when one is missed. Needs `npx tsc -b` first.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { npmInstall, provisionOnce, root, run } from '../scripts/lib/provision.mjs';
import { table } from './lib/table.mjs';

const bars = { precision: 90, recall: 85, resolved: 99 };
const noSync = ['eslint@9.39.1', 'eslint-plugin-n@17.23.1'];
const cache = join(root, '.cache', 'bench');
const skippedFolders = new Set(['node_modules', '.git']);
const require = createRequire(import.meta.url);

/** @returns {Promise<boolean>} whether no bar is missed */
export async function main(args) {
  const options = {
    verbose: { type: 'boolean', default: false },
    project: { type: 'string', default: '' },
    group: { type: 'string', default: '' },
  };
  const { values } = parseArgs({ args, options });
  const labels = JSON.parse(readFileSync(join(import.meta.dirname, 'handlers', 'labels.json'), 'utf8'));
  const lint = await noSyncLinter();
  const rows = [];
  const sums = new Map();
  const calls = { all: 0, unresolved: 0 };
  const marked = { all: 0, labelled: 0 };
  for (const [spec, expected] of Object.entries(labels)) {
    if (!spec.includes(values.project) || !groupOf(expected).includes(values.group)) continue;
    const folder = await projectFolder(spec);
    const files = filesOf(folder, expected.folders);
    const found = analyse(folder, files, new Set((expected.others ?? []).map(({ at }) => at)));
    const score = compare(found, expected);
    const marks = await lint(folder, files);
    const labelled = new Set(expected.handler.map(({ at }) => at).filter((at) => marks.has(at))).size;
    rows.push([
      spec,
      String(files.length),
      String(score.hits + score.missed.length),
      String(score.hits),
      String(score.wrong.length),
      String(score.missed.length),
      percent(score.hits, score.hits + score.wrong.length),
      percent(score.hits, score.hits + score.missed.length),
      `${found.withoutHandler.length} (${score.idle.length})`,
      `${marks.size} (${labelled})`,
    ]);
    const sumsOf = (group) => {
      if (!sums.has(group)) sums.set(group, { hits: 0, wrong: 0, missed: 0 });
      return [sums.get(group), sums.get('all')];
    };
    if (!sums.has('all')) sums.set('all', { hits: 0, wrong: 0, missed: 0 });
    for (const sum of sumsOf(groupOf(expected))) sum.wrong += score.wrong.length;
    for (const { isLater, isFound } of score.labels)
      for (const sum of sumsOf(isLater ? seeded : groupOf(expected))) sum[isFound ? 'hits' : 'missed']++;
    calls.all += found.calls;
    calls.unresolved += found.unresolved.length;
    marked.all += marks.size;
    marked.labelled += labelled;
    if (!values.verbose) continue;
    for (const one of score.wrong) console.log(`  wrong   ${spec} ${one}`);
    for (const one of score.missed) console.log(`  missed  ${spec} ${one}`);
    for (const one of score.idle) console.log(`  idle    ${spec} ${one}`);
    for (const one of found.unresolved) console.log(`  unknown ${spec} ${one}`);
  }
  const head = [
    'project',
    'files',
    'labelled',
    'found',
    'wrong',
    'missed',
    'precision',
    'recall',
    'without handler (idle)',
    'n/no-sync (labelled)',
  ];
  console.log(table(head, rows));
  for (const [name, sum] of [...sums].sort(([a], [b]) => Number(a === 'all') - Number(b === 'all')))
    console.log(`${name}: ${inWords(sum)}`);
  console.log(`lines that n/no-sync marks: ${marked.all}, ${marked.labelled} of them with a labelled call`);
  const resolved = percentage(calls.all - calls.unresolved, calls.all);
  console.log(
    `calls of functions named …Sync that were resolved: ${calls.all - calls.unresolved} of ${calls.all} (${resolved.toFixed(1)} %)`,
  );
  const { precision, recall } = rates(sums.get('all') ?? { hits: 0, wrong: 0, missed: 0 });
  return precision >= bars.precision && recall >= bars.recall && resolved >= bars.resolved;
}

const seeded = 'seeded';

function groupOf({ independent = false, heldOut = false, blind = 0 }) {
  if (blind > 0) return `blind ${blind}`;
  if (heldOut) return 'held out';
  return independent ? 'independent' : seeded;
}

function rates({ hits, wrong, missed }) {
  return { precision: percentage(hits, hits + wrong), recall: percentage(hits, hits + missed) };
}

function inWords(sum) {
  const { precision, recall } = rates(sum);
  return `precision ${precision.toFixed(1)} %, recall ${recall.toFixed(1)} % (${sum.hits} found, ${sum.wrong} wrong, ${sum.missed} missed)`;
}

function percentage(part, whole) {
  return whole === 0 ? 100 : (100 * part) / whole;
}

/** Folder of the package's own files; what it depends on is not needed. */
async function projectFolder(spec) {
  const target = join(cache, `handlers-${spec.replaceAll('/', '+')}`);
  await provisionOnce(target, spec, async (staging) => {
    const npm = ['pack', spec, '--pack-destination', staging, '--loglevel=error', '--ignore-scripts'];
    const archive = (await run('npm', npm, { cwd: staging })).trim().split('\n').at(-1);
    await run('tar', ['xzf', archive, '--strip-components=1'], { cwd: staging });
    rmSync(join(staging, archive));
  });
  return target;
}

function filesOf(folder, folders = ['.']) {
  const { isAnalysed } = require(join(root, 'out', 'src', 'analysis', 'syntax.js'));
  const found = [];
  const walk = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name)) walk(inside);
      } else if (isAnalysed(inside) && !/\.min\.js$/.test(inside)) found.push(inside);
    }
  };
  for (const one of folders) {
    const path = join(folder, one);
    if (statSync(path).isDirectory()) walk(path);
    else found.push(path);
  }
  return found;
}

function analyse(folder, files, others) {
  const { Project } = require(join(root, 'out', 'src', 'analysis', 'project.js'));
  const read = (path) => (existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : null);
  const project = new Project({
    fileExists: (path) => existsSync(path) && statSync(path).isFile(),
    readText: read,
    roots: [folder],
  });
  for (const file of files) project.set(file, read(file));
  const place = (file, line) => `${relative(folder, file).replaceAll('\\', '/')}:${line}`;
  const all = files.flatMap((file) => project.findings(file)).filter(({ rule }) => rule === 'blocking-call');
  const told = (ofHandler) =>
    all
      .filter(({ handler }) => (handler !== null) === ofHandler)
      .map(({ start, call }) => `${place(start.file, start.line)} ${call}`);
  const unresolved = [];
  let calls = 0;
  for (const file of files)
    for (const { line, isResolved } of syncCalls(project, file, read(file))) {
      if (others.has(place(file, line))) continue;
      calls++;
      if (!isResolved) unresolved.push(place(file, line));
    }
  return { findings: told(true), withoutHandler: told(false), calls, unresolved };
}

/** Calls whose callee is named as one of Node's own …Sync functions, and whether the analysis knows what is called. */
function syncCalls(project, file, text) {
  const ts = require('typescript');
  const { parse } = require(join(root, 'out', 'src', 'analysis', 'syntax.js'));
  const source = parse(file, text);
  const known = new Set((project.linksOf(file)?.blocking ?? []).map(({ call }) => call.span.end));
  const nodes = new Set(
    ['fs', 'crypto', 'zlib', 'child_process'].flatMap((name) => Object.keys(require(name))),
  );
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      let callee = node.expression;
      while (ts.isParenthesizedExpression(callee) || ts.isNonNullExpression(callee))
        callee = callee.expression;
      if (ts.isBinaryExpression(callee)) callee = callee.right;
      const name = ts.isPropertyAccessExpression(callee)
        ? callee.name.text
        : ts.isIdentifier(callee)
          ? callee.text
          : '';
      if (/Sync$/.test(name) && nodes.has(name)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        found.push({ line: line + 1, isResolved: known.has(node.expression.end) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Both sides as `file:line call`; the same call twice on a line counts once. */
function compare({ findings, withoutHandler }, { handler, unsure = [] }) {
  const found = new Set(findings);
  const expected = new Map(handler.map(({ at, call, later = false }) => [`${at} ${call}`, later]));
  const open = new Set(unsure.map(({ at, call }) => `${at} ${call}`));
  return {
    labels: [...expected].map(([one, isLater]) => ({ isLater, isFound: found.has(one) })),
    hits: [...expected.keys()].filter((one) => found.has(one)).length,
    wrong: [...found].filter((one) => !expected.has(one) && !open.has(one)),
    missed: [...expected.keys()].filter((one) => !found.has(one)),
    idle: withoutHandler.filter((one) => !expected.has(one) && !open.has(one)),
  };
}

/** Lines that eslint-plugin-n's no-sync marks, as `file:line`; both are installed for this alone. */
async function noSyncLinter() {
  const target = join(cache, 'no-sync');
  await provisionOnce(target, noSync.join(' and '), (staging) => npmInstall(staging, noSync));
  const from = createRequire(join(target, 'package.json'));
  const { Linter } = from('eslint');
  const plugin = from('eslint-plugin-n');
  const linter = new Linter();
  const config = (sourceType) => ({
    files: ['**/*'],
    plugins: { n: plugin },
    rules: { 'n/no-sync': 'error' },
    languageOptions: { sourceType, ecmaVersion: 'latest' },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
  });
  return async (folder, files) => {
    const marks = new Set();
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      for (const sourceType of ['module', 'commonjs']) {
        const messages = linter.verify(text, config(sourceType), {
          filename: 'file.js',
          allowInlineConfig: false,
        });
        if (messages.some(({ fatal }) => fatal)) continue;
        for (const { ruleId, line } of messages)
          if (ruleId === 'n/no-sync') marks.add(`${relative(folder, file).replaceAll('\\', '/')}:${line}`);
        break;
      }
    }
    return marks;
  };
}

function percent(part, whole) {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(0)} %`;
}
