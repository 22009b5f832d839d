// `npm run knowledge`: makes src/knowledge/data/api.json anew from the binaries of every supported major.
// `npm run knowledge -- --check`: probes the running Node and compares with that data; fast, writes nothing.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import prettier from 'prettier';
import { node, nodeMajors } from '../lib/nodes.mjs';
import { root } from '../lib/provision.mjs';
import { assemble, factsOfNothing } from './assemble.mjs';
import { check } from './check.mjs';
import { Library } from './derive.mjs';
import { addDocs } from './docs.mjs';
import { encode } from './encode.mjs';
import { results } from './facts/results.mjs';
import { disagreement, probe, variantsOf } from './probe.mjs';
import { recipes } from './recipes/all.mjs';
import { typesOf } from './types.mjs';

const target = join(root, 'src', 'knowledge', 'data', 'api.json');
const run = promisify(execFile);

/** For work on the rules and facts: what was probed before counts no more. */
const withoutProbes = process.argv.includes('--no-probes');

if (process.argv.includes('--check')) {
  const { ran, wrong, reflected, missing, provenance } = await check(target);
  for (const line of wrong) console.log(line);
  for (const id of missing) console.log(`${id}: has no entry`);
  console.log(`Node ${process.version}: ${ran} recipes ran, ${wrong.length} disagree`);
  console.log(`${reflected} ids of this Node, ${missing.length} without an entry; ${sharesOf(provenance)}`);
  process.exitCode = wrong.length + missing.length > 0 ? 1 : 0;
} else await generate();

async function generate() {
  const scratch = await mkdtemp(join(tmpdir(), 'looplens-knowledge-'));
  try {
    // 1. What there is, and what Node's source says of it.
    const reflected = [];
    for (const major of nodeMajors) reflected.push(await reflect(major, scratch));
    const { entries, parents } = assemble(reflected);

    const types = [];
    for (const major of nodeMajors) types.unshift(await typesOf(major));
    addDocs(entries, types, parametersOf(reflected));

    // 2. What Node does.
    const wrong = [
      ...idleRecipes(entries),
      ...factsOfNothing(entries).map((id) => `${id}: a fact about nothing`),
    ];
    if (!withoutProbes) for (const major of nodeMajors) wrong.push(...(await proved(entries, major)));
    for (const entry of entries) if (isProbed(entry)) entry.provenance = 'probed';

    report(reflected, entries, wrong);
    await write(encode({ entries, parents, results }));
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** What a major offers, each callable with what its source tells. */
async function reflect(major, scratch) {
  const binary = await node(major);
  const file = (name) => join(scratch, `${name}-${major}.json`);
  const call = (...args) => run(binary, ['--no-warnings', ...args]);
  await call(join(import.meta.dirname, 'reflect.mjs'), file('callables'));
  const dump = `require('fs').writeFileSync(process.argv[1], JSON.stringify(process.binding('natives')))`;
  await call('-e', dump, file('sources'));
  const callables = JSON.parse(await readFile(file('callables'), 'utf8'));
  const library = new Library(JSON.parse(await readFile(file('sources'), 'utf8')));
  return {
    major,
    callables: callables.map((callable) => ({ ...callable, described: library.describe(callable.at) })),
  };
}

/** Parameters of each callable in the newest source that has it, by every id. */
function parametersOf(reflected) {
  const found = new Map();
  for (const { callables } of reflected)
    for (const { ids, described } of callables)
      if (described) for (const id of ids) found.set(id, described.params);
  return found;
}

/** Probes one major; entries remember which majors agreed. Returns what disagrees, in words. */
async function proved(entries, major) {
  const byId = new Map(entries.flatMap((entry) => [entry.id, ...entry.aliases].map((id) => [id, entry])));
  const variants = ({ id }) => (byId.has(id) ? variantsOf(byId.get(id), major) : []);
  const fits = (recipe) => variants(recipe).some(({ when }) => when === recipe.when);
  const begun = performance.now();
  const shown = await probe(await node(major), fits);
  const wrong = [];
  const disagreeing = new Set();
  for (const one of shown) {
    const fault = disagreement(one, variants(one));
    if (!fault) continue;
    disagreeing.add(one.id);
    wrong.push(
      `Node ${major}: ${one.id}${one.when ? ` (${one.when})` : ''}: ${fault} [${one.types.join(' ')}]`,
    );
  }
  for (const { id } of shown) if (!disagreeing.has(id)) (byId.get(id).agreed ??= new Set()).add(major);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`Node ${major}: ${shown.length} recipes ran in ${seconds} s, ${wrong.length} disagree`);
  for (const line of wrong) console.log(`  ${line}`);
  return wrong;
}

function isProbed({ agreed, majors }) {
  return majors.every((major) => agreed?.has(major));
}

/** Recipes that no major can run: most likely a misspelling. */
function idleRecipes(entries) {
  const known = new Set(
    entries.flatMap(({ id, aliases, variants }) =>
      [id, ...aliases].flatMap((name) => variants.map(({ when = null }) => `${name} ${when}`)),
    ),
  );
  return recipes
    .filter(({ id, when }) => !known.has(`${id} ${when}`))
    .map(({ id, when }) => `${id} (${when}): a recipe for nothing`);
}

function report(reflected, entries, wrong) {
  for (const { major, callables } of reflected) {
    const getters = callables.filter(({ kind }) => kind === 'getter').length;
    console.log(`Node ${major}: ${callables.length - getters} callables, ${getters} getters`);
  }
  const counts = {};
  for (const { provenance } of entries) counts[provenance] = (counts[provenance] ?? 0) + 1;
  console.log(sharesOf(counts));
  for (const { id, doubted, provenance } of entries)
    if (doubted && provenance !== 'probed') console.log(`${id}: Node's source says otherwise`);
  for (const line of wrong) console.log(line);
}

/** Entries by how they are known, in words. */
function sharesOf(counts) {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const shares = Object.entries(counts).map(
    ([name, count]) => `${name} ${count} (${((100 * count) / all).toFixed(1)} %)`,
  );
  return `${all} entries: ${shares.sort().join(', ')}`;
}

async function write(data) {
  await mkdir(dirname(target), { recursive: true });
  const style = await prettier.resolveConfig(target);
  await writeFile(target, await prettier.format(JSON.stringify(data), { ...style, parser: 'json' }));
}
