// Writes the entries in the form that src/knowledge/decode.ts reads: variants once each, and a line per callable.

const kinds = { function: 'f', method: 'm', constructor: 'c', getter: 'g', global: 'G' };
const provenances = { probed: 'pr', derived: 'de', doc: 'do', default: 'df' };
const bit = { 20: 1, 22: 2, 24: 4, 26: 8 };

/** @returns {{ profiles: object[][], parents: Record<string, string>, results: Record<string, string>, entries: string[] }} */
export function encode({ entries, parents, results }) {
  const profiles = [];
  const indexes = new Map();
  const lines = entries.map((entry) => {
    const text = JSON.stringify(entry.variants.map((variant) => shortVariant(variant, entry.majors)));
    if (!indexes.has(text)) {
      indexes.set(text, profiles.length);
      profiles.push(JSON.parse(text));
    }
    const majors = entry.majors.reduce((sum, major) => sum + bit[major], 0);
    return [
      entry.id,
      entry.module,
      kinds[entry.kind] + provenances[entry.provenance],
      majors.toString(16),
      indexes.get(text),
      entry.since ?? '',
      entry.doc ?? '',
      entry.aliases.join(' '),
    ].join('|');
  });
  return { profiles, parents, results, entries: lines };
}

function shortVariant({ when, versions, stages, phase, blocks, cost, use, fix }, majors) {
  return {
    ...(when ? { when } : {}),
    ...(versions.length < majors.length ? { versions } : {}),
    stages: stages.map(([where, what]) => `${where} ${what}`),
    ...(phase ? { phase } : {}),
    ...(blocks ? { blocks: 1 } : {}),
    ...(cost ? { cost } : {}),
    ...(use ? { use } : {}),
    ...(fix ? { fix } : {}),
  };
}

/** The entries of such data, as far as probes need them. */
export function decode({ profiles, entries }) {
  return entries.map((line) => {
    const [id, , how, mask, profile, , , aliases] = line.split('|');
    const majors = Object.keys(bit)
      .map(Number)
      .filter((major) => parseInt(mask, 16) & bit[major]);
    const variants = profiles[profile].map(({ when, versions = majors, stages, phase = null }) => ({
      when: when ?? null,
      versions,
      stages: stages.map((text) => text.split(' ', 1)),
      phase,
    }));
    const provenance = Object.keys(provenances).find((name) => provenances[name] === how.slice(1));
    return { id, aliases: aliases ? aliases.split(' ') : [], provenance, variants };
  });
}
