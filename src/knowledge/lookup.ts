import type { ApiEntry } from './entry';

const entries: ReadonlyMap<string, ApiEntry> = new Map();

/** What is known of a callable of Node's, by its id or an alias of it; null for what is none. */
export function lookupApi(id: string): ApiEntry | null {
  return entries.get(id) ?? null;
}
