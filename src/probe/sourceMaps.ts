import type { findSourceMap } from 'node:module';

const { stringify } = JSON;

/** Source map of a script that was transpiled in memory, as JSON text; null where Node holds none. */
export function sourceMapOf(url: string, load: (id: string) => Record<string, unknown>): string | null {
  try {
    const find = load('module')['findSourceMap'] as typeof findSourceMap;
    const payload = find(url)?.payload;
    return payload ? stringify(payload) : null;
  } catch {
    return null;
  }
}
