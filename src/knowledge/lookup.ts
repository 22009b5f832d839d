import data from './data/api.json';
import { decodeEntry, idsOf, type ApiData } from './decode';
import type { ApiEntry, ApiVariant } from './entry';

const known: ApiData = data;
const { entries: lines, parents, results } = known;
/** Line of each id and alias; made with the first question, so that loading costs nothing. */
let index: ReadonlyMap<string, string> | null = null;
/** Entries that were asked for; there are no more than lines. */
const decoded = new Map<string, ApiEntry>();
/** More classes than that between one and its parent there are none. */
const farthest = 8;

/**
 * What is known of a callable of Node's, by its id or an alias of it, with or without `node:`; null for what is none. A method that
 * a class inherits gives the entry of the class it comes from: `http.IncomingMessage#pipe` that of `stream.Readable#pipe`.
 */
export function lookupApi(id: string): ApiEntry | null {
  const line = lineOf(id.replace(/^node:/, ''));
  if (line === undefined) return null;
  let entry = decoded.get(line);
  if (!entry) {
    entry = decodeEntry(line, known);
    decoded.set(line, entry);
  }
  return entry;
}

/** How an entry's callable runs in a major of Node: the first, most usual way; that of the newest major where it is not known. */
export function variantFor(entry: ApiEntry, major: number | null): ApiVariant {
  return variantsFor(entry, major)[0]!;
}

/** All ways in which it runs in a major, such as with and without a callback; at least one. */
export function variantsFor(entry: ApiEntry, major: number | null): readonly ApiVariant[] {
  const seen = entry.variants.flatMap(({ versions }) => versions);
  // A major between or beyond the known ones runs like the newest before it, else like the oldest.
  const before = seen.filter((version) => version <= (major ?? Infinity));
  const nearest = before.length > 0 ? Math.max(...before) : Math.min(...seen);
  return entry.variants.filter(({ versions }) => versions.includes(nearest));
}

/** Id of the class whose instance a call returns, such as `crypto.Hash` for `crypto.createHash`; null where it is not known. */
export function resultOf(id: string): string | null {
  const entry = lookupApi(id);
  if (!entry) return null;
  return entry.kind === 'constructor' ? entry.id : (results[entry.id] ?? null);
}

/** Ids of all entries, without aliases. */
export function allIds(): readonly string[] {
  return lines.map((line) => line.slice(0, line.indexOf('|')));
}

function lineOf(id: string): string | undefined {
  index ??= new Map(lines.flatMap((line) => idsOf(line).map((name) => [name, line] as const)));
  const found = index.get(id);
  if (found !== undefined) return found;
  const [owner, method] = id.split('#') as [string, string | undefined];
  if (method === undefined) return undefined;
  let at = idsOf(index.get(owner) ?? '|')[0]!;
  for (let step = 0; at && step < farthest; step++) {
    const inherited = index.get(`${at}#${method}`);
    if (inherited !== undefined) return inherited;
    at = parents[at] ?? '';
  }
  return undefined;
}
