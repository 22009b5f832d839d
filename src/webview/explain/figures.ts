import type { Translate } from '../../model/message';
import type { LiveFigures, PageId } from '../../shared/panels';
import type { Category, Frame } from '../../shared/report';
import type { TargetView } from '../../shared/snapshot';
import { sitesFor, type SiteAt } from './concerns';

/** A figure of the observed program, and where in `LiveFigures` it was taken from. */
export type Figure = {
  readonly label: string;
  /**
   * A path, such as `targets[0].overall.p99Ms`; of several places `sites[0,2].count`, which is `sum(…)` of them.
   */
  readonly from: string;
} & (
  | { readonly unit: 'ms' | 'share' | 'number'; readonly value: number | null }
  | { readonly unit: 'text'; readonly value: string }
  | { readonly unit: 'place'; readonly value: Frame }
);

/** Figures of one thread, or of all. */
export interface FigureGroup {
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** Threads that are shown at once; the page of threads shows more. */
const threadsShown = 3;
const threadsListed = 32;

/** What a page shows of the observed program; empty where nothing was observed. */
export function figuresFor(page: PageId, live: LiveFigures, t: Translate): readonly FigureGroup[] {
  if (live.targets.length === 0) return [];
  const sites = sitesFor(page, live.sites);
  switch (page) {
    case 'event-loop':
      return [all([...blockedNow(live, t), ...longest(sites, t)], t), ...perThread(live, loopFigures, t)];
    case 'io-and-thread-pool':
      return [all([...blocks(sites, t), ...byCall(sites, t)], t)];
    case 'asynchronous-code':
      return [all(blocks(sites, t), t), ...perThread(live, busyFigures, t)];
    case 'v8':
      return [
        all(longest(sites, t), t),
        { name: t('Computing in JavaScript'), figures: blocks(ofKind(sites, 'cpu'), t) },
        { name: t('Regular expressions'), figures: blocks(ofKind(sites, 'regex'), t) },
        { name: t('Loading modules'), figures: blocks(ofKind(sites, 'module-load'), t) },
      ];
    case 'garbage-collection':
      return [all(blocks(sites, t), t), ...perThread(live, gcFigures, t)];
    case 'threads':
      return [
        all([number(t('threads observed'), live.targets.length, 'targets.length')], t),
        ...perThread(live, threadFigures, t, threadsListed),
      ];
    case 'streams':
      return [all([...blocks(sites, t), ...byCall(sites, t)], t)];
    case 'what-node-is-for':
      return [all(blocks(sites, t), t), ...perThread(live, busyFigures, t)];
  }
}

type ThreadFigures = (target: TargetView, from: string, t: Translate) => readonly Figure[];

const loopFigures: ThreadFigures = ({ overall, lastSecond, endedAtMs }, from, t) => [
  ms(t('median delay'), overall.p50Ms, `${from}.overall.p50Ms`),
  ms(t('p99 delay'), overall.p99Ms, `${from}.overall.p99Ms`),
  ms(t('longest delay'), overall.maxMs, `${from}.overall.maxMs`),
  share(t('busy'), overall.utilization, `${from}.overall.utilization`),
  // What has ended has no last second.
  ...(endedAtMs === null
    ? [
        ms(t('p99, last second'), lastSecond.p99Ms, `${from}.lastSecond.p99Ms`),
        share(t('busy, last second'), lastSecond.utilization, `${from}.lastSecond.utilization`),
      ]
    : []),
];

const busyFigures: ThreadFigures = ({ overall }, from, t) => [
  share(t('busy'), overall.utilization, `${from}.overall.utilization`),
  ms(t('p99 delay'), overall.p99Ms, `${from}.overall.p99Ms`),
];

const gcFigures: ThreadFigures = ({ gc, gcShare }, from, t) => [
  number(t('collections'), gc.count, `${from}.gc.count`),
  ms(t('in all'), gc.totalMs, `${from}.gc.totalMs`),
  ms(t('longest'), gc.maxMs, `${from}.gc.maxMs`),
  share(t('share of the time'), gcShare, `${from}.gcShare`),
];

const threadFigures: ThreadFigures = (target, from, t) => [
  number(t('process'), target.pid, `${from}.pid`),
  number(t('thread'), target.threadId, `${from}.threadId`),
  text('Node.js', target.node, `${from}.node`),
  ...busyFigures(target, from, t),
];

/** Of threads that run, first; of those that have ended, where too few run. */
function perThread(
  { targets }: LiveFigures,
  figures: ThreadFigures,
  t: Translate,
  atMost = threadsShown,
): readonly FigureGroup[] {
  return targets
    .map((target, at) => ({ target, at }))
    .sort((a, b) => Number(a.target.endedAtMs !== null) - Number(b.target.endedAtMs !== null))
    .slice(0, atMost)
    .map(({ target, at }) => ({
      name: threadName(target, t),
      figures: figures(target, `targets[${at}]`, t),
    }));
}

function threadName({ name, kind, threadId, endedAtMs }: TargetView, t: Translate): string {
  const own = kind === 'worker' ? t('{0}, worker {1}', name, threadId) : name;
  return endedAtMs === null ? own : t('{0} (ended)', own);
}

function all(figures: readonly Figure[], t: Translate): FigureGroup {
  return { name: t('All threads'), figures };
}

/** How many threads, and the first of them. */
function blockedNow({ stalls }: LiveFigures, t: Translate): readonly Figure[] {
  const count = number(t('blocked now'), stalls.length, 'stalls.length');
  const [first] = stalls;
  if (!first) return [count];
  return [
    count,
    ms(t('for'), first.durationMs, 'stalls[0].durationMs'),
    ...(first.site ? [place(t('in line'), first.site, 'stalls[0].site')] : []),
  ];
}

/** How many, how long in all, the longest and where. */
function blocks(sites: readonly SiteAt[], t: Translate): readonly Figure[] {
  const each = (key: 'count' | 'totalMs'): number => sites.reduce((sum, { site }) => sum + site[key], 0);
  return [
    number(t('blocks'), each('count'), `sum(${places(sites)}.count)`),
    ms(t('in all'), each('totalMs'), `sum(${places(sites)}.totalMs)`),
    ...longest(sites, t),
  ];
}

function longest(sites: readonly SiteAt[], t: Translate): readonly Figure[] {
  const [first, ...others] = sites;
  if (!first) return [];
  const { site, at } = others.reduce(
    (worst, one) => (one.site.maxMs > worst.site.maxMs ? one : worst),
    first,
  );
  return [
    ms(t('longest block'), site.maxMs, `sites[${at}].maxMs`),
    place(t('its line'), site.site, `sites[${at}].site`),
  ];
}

/** Blocks by the built-in that took the time, the most first; few. */
function byCall(sites: readonly SiteAt[], t: Translate): readonly Figure[] {
  const calls = new Map<string, SiteAt[]>();
  for (const one of sites) {
    if (one.site.call === null) continue;
    calls.set(one.site.call, [...(calls.get(one.site.call) ?? []), one]);
  }
  return [...calls]
    .map(([call, of]) =>
      number(
        t('blocks by {0}', call),
        of.reduce((sum, { site }) => sum + site.count, 0),
        `sum(${places(of)}.count)`,
      ),
    )
    .sort((a, b) => b.value - a.value)
    .slice(0, 4);
}

function ofKind(sites: readonly SiteAt[], category: Category): readonly SiteAt[] {
  return sites.filter(({ site }) => site.category === category);
}

function places(sites: readonly SiteAt[]): string {
  return `sites[${sites.map(({ at }) => at).join(',')}]`;
}

function ms(label: string, value: number | null, from: string) {
  return { label, unit: 'ms', value, from } as const;
}

function share(label: string, value: number | null, from: string) {
  return { label, unit: 'share', value, from } as const;
}

function number(label: string, value: number, from: string) {
  return { label, unit: 'number', value, from } as const;
}

function place(label: string, value: Frame, from: string) {
  return { label, unit: 'place', value, from } as const;
}

function text(label: string, value: string, from: string) {
  return { label, unit: 'text', value, from } as const;
}
