// `npm run knowledge`: makes src/knowledge/data/api.json anew from the binaries of every supported major.
// `npm run knowledge -- --check`: probes some APIs of the running Node and compares with that data; fast.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import prettier from 'prettier';
import { node, nodeMajors } from '../lib/nodes.mjs';
import { root } from '../lib/provision.mjs';
import { assemble, factsOfNothing } from './assemble.mjs';
import { Library } from './derive.mjs';
import { encode } from './encode.mjs';
import { results } from './facts/results.mjs';

const target = join(root, 'src', 'knowledge', 'data', 'api.json');
const here = import.meta.dirname;
const run = promisify(execFile);

const scratch = await mkdtemp(join(tmpdir(), 'looplens-knowledge-'));
const reflected = [];
for (const major of nodeMajors) reflected.push(await reflect(major));
const { entries, parents, conflicts } = assemble(reflected);
report(entries, conflicts);
await write(encode({ entries, parents, results }));
await rm(scratch, { recursive: true });

/** What a major offers, each callable with what its source tells. */
async function reflect(major) {
  const binary = await node(major);
  const file = (name) => join(scratch, `${name}-${major}.json`);
  const call = (...args) => run(binary, ['--no-warnings', ...args]);
  await call(join(here, 'reflect.mjs'), file('callables'));
  const dump = `require('fs').writeFileSync(process.argv[1], JSON.stringify(process.binding('natives')))`;
  await call('-e', dump, file('sources'));
  const callables = JSON.parse(await readFile(file('callables'), 'utf8'));
  const library = new Library(JSON.parse(await readFile(file('sources'), 'utf8')));
  return {
    major,
    callables: callables.map((callable) => ({ ...callable, described: library.describe(callable.at) })),
  };
}

function report(entries, conflicts) {
  for (const { major, callables } of reflected) {
    const getters = callables.filter(({ kind }) => kind === 'getter').length;
    console.log(`Node ${major}: ${callables.length - getters} callables, ${getters} getters`);
  }
  const counts = {};
  for (const { provenance } of entries) counts[provenance] = (counts[provenance] ?? 0) + 1;
  const shares = Object.entries(counts).map(
    ([name, count]) => `${name} ${count} (${((100 * count) / entries.length).toFixed(1)} %)`,
  );
  console.log(`${entries.length} entries: ${shares.sort().join(', ')}`);
  for (const conflict of conflicts) console.log(`against Node's source: ${conflict}`);
  const nothing = factsOfNothing(entries);
  if (process.argv.includes('--verbose')) console.log(`facts about nothing: ${nothing.join(' ')}`);
}

async function write(data) {
  await mkdir(dirname(target), { recursive: true });
  const style = await prettier.resolveConfig(target);
  await writeFile(target, await prettier.format(JSON.stringify(data), { ...style, parser: 'json' }));
}
