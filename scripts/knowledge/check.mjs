import { readFile } from 'node:fs/promises';
import { decode } from './encode.mjs';
import { disagreement, probe, variantsOf } from './probe.mjs';

/**
 * Probes the running Node and compares what it does with committed data.
 *
 * @param {string} file path of api.json
 * @returns {Promise<{ ran: number, wrong: string[] }>} how many recipes ran, and what disagrees, in words; rejects where the
 *   running major is not in the data, or a probe cannot run
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
  return { ran: shown.length, wrong };
}
