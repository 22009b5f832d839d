import type { LiveFigures } from '../../src/shared/panels';
import type { TargetView } from '../../src/shared/snapshot';
import { frame, siteView } from './reports';

export function targetView(given: Partial<TargetView> = {}): TargetView {
  return {
    id: 't1',
    pid: 4711,
    threadId: 0,
    kind: 'process',
    parent: null,
    name: 'server.js',
    node: 'v20.20.2',
    owner: null,
    startedAtMs: Date.parse('2026-01-02T03:04:05.000Z'),
    endedAtMs: null,
    lastSecond: { p50Ms: 0.8, p99Ms: 41, maxMs: 96, utilization: 0.31 },
    overall: { p50Ms: 1.2, p99Ms: 80.4, maxMs: 812, utilization: 0.43 },
    gc: { count: 12, totalMs: 40, maxMs: 9 },
    gcShare: 0.034,
    ...given,
  };
}

/** A service with a worker and lines of several kinds. */
export function liveFigures(given: Partial<LiveFigures> = {}): LiveFigures {
  const stock = frame({ functionName: 'findStockSync', file: '/app/src/stock.ts', line: 17, column: 16 });
  const use = { target: 't1', count: 3, totalMs: 300, maxMs: 200 };
  return {
    targets: [
      targetView({ id: 't0', name: 'seed.js', pid: 4700, endedAtMs: Date.parse('2026-01-02T03:04:09.000Z') }),
      targetView(),
      targetView({
        ...{ id: 't2', threadId: 3, kind: 'worker', parent: 't1', node: 'v20.20.2', gcShare: null },
        overall: { p50Ms: null, p99Ms: null, maxMs: null, utilization: null },
      }),
    ],
    sites: [
      siteView({
        site: stock,
        count: 12,
        totalMs: 1234,
        maxMs: 211,
        uses: [{ ...use, handler: 'GET /stock/:sku', frame: null }],
      }),
      siteView({
        site: frame({ line: 40 }),
        category: 'cpu',
        call: null,
        count: 3,
        totalMs: 700,
        maxMs: 412,
      }),
      siteView({
        site: frame({ line: 51 }),
        category: 'crypto',
        call: 'crypto.pbkdf2Sync',
        count: 2,
        maxMs: 305,
      }),
      siteView({ site: frame({ line: 52 }), category: 'microtasks', call: null, count: 1, maxMs: 90 }),
      siteView({ site: frame({ line: 53 }), category: 'gc', call: null, count: 4, maxMs: 88 }),
      siteView({ site: frame({ line: 54 }), category: 'json', call: 'JSON.parse', count: 5, maxMs: 77 }),
      siteView({ site: frame({ line: 55 }), category: 'regex', call: null, count: 6, maxMs: 66 }),
      siteView({ site: frame({ line: 56 }), count: 7, totalMs: 350, maxMs: 55 }),
    ],
    stalls: [
      {
        ...{ target: 't1', startedAtMs: Date.parse('2026-01-02T03:05:00.000Z'), durationMs: 1260 },
        ...{ category: 'cpu', call: null, site: frame(), culprit: null, stack: [] },
      },
    ],
    ...given,
  };
}

export const nothingLive: LiveFigures = { targets: [], sites: [], stalls: [] };

/**
 * What stands at a path that a figure says it was taken from: `a.b[0].c`, or `sum(a[0,2].c)`. Written apart from the code
 * that makes the paths. Throws for a path that leads nowhere.
 */
export function valueAt(live: LiveFigures, from: string): unknown {
  const sum = /^sum\((.*)\)$/.exec(from);
  if (sum) return each(live, sum[1]!).reduce<number>((total, value) => total + Number(value), 0);
  const [value, ...others] = each(live, from);
  if (others.length > 0) throw new Error(`'${from}' names several places.`);
  return value;
}

function each(live: LiveFigures, path: string): unknown[] {
  const several = /^(.*?)\[([\d,]*)\]\.?(.*)$/.exec(path);
  const [list, rest] = several ? [several[1]!, several[3]!] : [path, ''];
  const found = walk(live, list);
  if (!several) return [found];
  const indices = several[2] === '' ? [] : several[2]!.split(',');
  return indices.map((at) => walk(walk(found, at), rest));
}

function walk(from: unknown, path: string): unknown {
  return path === ''
    ? from
    : path.split('.').reduce<unknown>((value, key) => {
        if (value === null || typeof value !== 'object' || !(key in value)) {
          throw new Error(`No '${key}' of '${path}'.`);
        }
        return (value as Record<string, unknown>)[key];
      }, from);
}
