// Puts what reflection, Node's sources, probes and written-down facts say of each callable into one entry.
import { facts as crypto } from './facts/crypto.mjs';
import { extras } from './facts/extras.mjs';
import { families, ways } from './facts/families.mjs';
import { facts as files } from './facts/fs.mjs';
import { facts as language } from './facts/language.mjs';
import { facts as network } from './facts/network.mjs';
import { facts as processes } from './facts/processes.mjs';
import { facts as streams } from './facts/streams.mjs';

const facts = { ...files, ...crypto, ...processes, ...network, ...language, ...streams };
/** Marks of derive.mjs that mean work elsewhere than on the calling thread. */
const elsewhere = ['process', 'worker', 'pool', 'kernel'];

/**
 * @param {{ major: number, callables: { ids: string[], kind: string, parent: string | null,
 *   described: { marks: Record<string, number>, isAsync: boolean } | null }[] }[]} reflected
 */
export function assemble(reflected) {
  const groups = grouped(reflected);
  const known = new Set(groups.flatMap(({ ids }) => ids));
  for (const [id, { kind, module, majors }] of Object.entries(extras))
    if (!known.has(id))
      groups.push({ id, ids: [id], kind, module, byMajor: new Map(majors.map((major) => [major, null])) });
  const entries = groups.map((group) => entryOf(group)).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { entries, parents: parentsOf(reflected, groups) };
}

/** Callables of all majors, one group for ids that lead to the same function in any of them. */
function grouped(reflected) {
  const leader = new Map();
  const find = (id) => {
    while (leader.get(id) !== id) id = leader.get(id);
    return id;
  };
  for (const { callables } of reflected)
    for (const { ids } of callables) {
      for (const id of ids) if (!leader.has(id)) leader.set(id, id);
      for (const id of ids) leader.set(find(id), find(ids[0]));
    }
  const groups = new Map();
  for (const { major, callables } of reflected)
    for (const callable of callables) {
      const key = find(callable.ids[0]);
      if (!groups.has(key)) groups.set(key, { ids: new Set(), kind: callable.kind, byMajor: new Map() });
      const group = groups.get(key);
      callable.ids.forEach((id) => group.ids.add(id));
      group.byMajor.set(major, group.byMajor.get(major) ?? callable);
    }
  return [...groups.values()].map(({ ids, kind, byMajor }) => {
    const sorted = [...ids].sort(byPreference);
    return { id: sorted[0], ids: sorted, kind, module: moduleOf(sorted), byMajor };
  });
}

/** The name that programs use most: `fs.promises` before `fs/promises`, objects before classes, short before long. */
function byPreference(a, b) {
  const rank = (id) => [
    /^fs\/promises/.test(id),
    !/[.#]/.test(id) && !isGlobal(id),
    /^[a-z_/]+#/.test(id),
    id.includes('#'),
    /^(punycode|constants)\b|^stream\.Duplex#|^crypto\.(rng|prng|pseudoRandomBytes)$/.test(id),
  ];
  const [first, second] = [rank(a), rank(b)];
  for (const [index, value] of first.entries()) if (value !== second[index]) return value ? 1 : -1;
  return a.length - b.length || Number(b.includes('/')) - Number(a.includes('/')) || (a < b ? -1 : 1);
}

const isGlobal = (id) =>
  /^[A-Z]|^(set|clear)[A-Z]|^(queueMicrotask|structuredClone|fetch|atob|btoa|require|import)$/.test(id);

/** The module that documents it; `globals` for what no module exports. */
function moduleOf(ids) {
  const ofModule = ids.find(
    (id) => /^[a-z_/0-9]+[.#]/.test(id) && !/^(console|performance|navigator|localStorage)\b/.test(id),
  );
  const singleton = /^(console|performance|navigator|localStorage)\b/.exec(ids[0])?.[0];
  if (singleton)
    return singleton === 'performance' ? 'perf_hooks' : singleton === 'console' ? 'console' : 'globals';
  return ofModule ? /^[a-z_/0-9]+/.exec(ofModule)[0] : 'globals';
}

function entryOf(group) {
  const { id, ids, kind, module, byMajor } = group;
  const majors = [...byMajor.keys()].sort();
  const fact = ids.map((name) => facts[name]).find(Boolean);
  const base = { id, aliases: ids.filter((name) => name !== id), module, kind, majors };
  if (fact) {
    const variants = [fact]
      .flat()
      .map((variant) => ({
        ...variant,
        versions: (variant.versions ?? majors).filter((major) => majors.includes(major)),
      }))
      .filter(({ versions }) => versions.length > 0);
    const agreement = agreementOf(variants, byMajor);
    return {
      ...base,
      variants,
      provenance: agreement === 'for' ? 'derived' : 'doc',
      // A probe settles which of the two is right.
      doubted: agreement === 'against',
    };
  }
  const variants = [];
  let derived = true;
  for (const major of majors) {
    const { described } = byMajor.get(major);
    derived &&= described !== null;
    const variant = variantOf(id, kind, described);
    const same = variants.find(
      (other) => JSON.stringify({ ...other, versions: 0 }) === JSON.stringify({ ...variant, versions: 0 }),
    );
    if (same) same.versions.push(major);
    else variants.push({ ...variant, versions: [major] });
  }
  return { ...base, variants, provenance: derived ? 'derived' : 'default' };
}

/** What can be said without a fact: where it runs from its marks, words from its name. */
function variantOf(id, kind, described) {
  const [, what, cost] =
    kind === 'getter' ? [null, 'gives a value', 'constant'] : families.find(([pattern]) => pattern.test(id));
  const common = { blocks: false, cost };
  const way = described && kind !== 'getter' && ways.find(([mark]) => described.marks[mark] !== undefined);
  if (way) return { ...common, stages: [[way[1], way[2]]], phase: way[3], cost: 'time' };
  const settles = described?.isAsync || (kind !== 'getter' && described?.marks.promise === 0);
  if (!described && /Sync$/.test(id))
    return { ...common, stages: [['main', what]], phase: null, blocks: true, cost: 'input' };
  return { ...common, stages: [['main', what]], phase: settles ? 'microtask' : null };
}

/** Whether Node's source says the same as a fact: `for`, `against`, or `silent` where it says nothing. */
function agreementOf(variants, byMajor) {
  const places = new Set(variants.flatMap(({ stages }) => stages.map(([where]) => where)));
  const described = [...byMajor.values()].map((callable) => callable?.described).filter(Boolean);
  if (described.length === 0) return 'silent';
  const marks = new Set(described.flatMap((one) => Object.keys(one.marks)));
  if (marks.has('spawnSync')) marks.add('process');
  const far = elsewhere.filter((place) => places.has(place));
  if (far.length > 0) return far.some((place) => marks.has(place)) ? 'for' : 'silent';
  if (places.has('v8')) return 'silent';
  return elsewhere.some((mark) => marks.has(mark)) ? 'against' : 'for';
}

/** Class by class that extends it, canonical ids. */
function parentsOf(reflected, groups) {
  const canonical = new Map(groups.flatMap(({ id, ids }) => ids.map((name) => [name, id])));
  const parents = {};
  for (const { callables } of reflected)
    for (const { ids, parent } of callables)
      if (parent && canonical.get(parent) !== canonical.get(ids[0]))
        parents[canonical.get(ids[0])] = canonical.get(parent);
  return Object.fromEntries(Object.entries(parents).sort());
}

/** Facts about callables that no major has: a misspelling, most likely. */
export function factsOfNothing(entries) {
  const known = new Set(entries.flatMap(({ id, aliases }) => [id, ...aliases]));
  return Object.keys(facts).filter((id) => !known.has(id));
}
