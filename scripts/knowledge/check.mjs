import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from './encode.mjs';
import { disagreement, probe, variantsOf } from './probe.mjs';

/**
 * Compares the running Node, what it has and what it does, with committed data.
 *
 * @param {string} file path of api.json
 * @returns {Promise<{ ran: number, wrong: string[], reflected: number, missing: string[], provenance: Record<string, number> }>}
 *   how many recipes ran, and what disagrees, in words; how many ids this Node has, and which of them have no entry; entries by
 *   provenance. Rejects where the running major is not in the data, or a probe cannot run
 */
export async function check(file) {
  const major = Number(process.versions.node.split('.')[0]);
  const entries = decode(JSON.parse(await readFile(file, 'utf8')));
  const byId = new Map(
    entries.flatMap((entry) => [entry.id, ...entry.aliases].map((id) => [id, variantsOf(entry, major)])),
  );
  const variants = ({ id }) => byId.get(id) ?? [];
  const shown = await probe(process.execPath, (recipe) =>
    variants(recipe).some(({ when }) => when === recipe.when),
  );
  const wrong = shown.flatMap((one) => {
    const fault = disagreement(one, variants(one));
    return fault ? [`${one.id}${one.when ? ` (${one.when})` : ''}: ${fault} [${one.types.join(' ')}]`] : [];
  });
  if (shown.length === 0)
    throw new Error(`Nothing is known of Node ${major}: run \`npm run knowledge\` for its data.`);
  const ids = await reflectedIds();
  const provenance = {};
  for (const entry of entries) provenance[entry.provenance] = (provenance[entry.provenance] ?? 0) + 1;
  const missing = ids.filter((id) => !byId.has(id));
  return { ran: shown.length, wrong, reflected: ids.length, missing, provenance };
}

/** Ids of all callables and getters of the running Node. */
async function reflectedIds() {
  const folder = await mkdtemp(join(tmpdir(), 'looplens-reflected-'));
  try {
    const file = join(folder, 'callables.json');
    const script = join(import.meta.dirname, 'reflect.mjs');
    await promisify(execFile)(process.execPath, ['--no-warnings', script, file]);
    return JSON.parse(await readFile(file, 'utf8')).flatMap(({ ids }) => ids);
  } finally {
    await rm(folder, { recursive: true });
  }
}
