import { categoryWords } from '../model/categoryWords';
import type { Category, Frame, Site } from '../shared/report';
import type { CulpritView, Stall } from '../shared/snapshot';
import { decimal, formatMs, t } from './l10n';
import { baseName } from './paths';
import { sumOf, type HandlerLine } from './siteIndex';

/** Texts that people read, apart from where they are painted. */

/** What held a loop, as sites and stalls have it. */
export interface Cause {
  readonly category: Category;
  readonly call: string | null;
  readonly culprit: Frame | null;
}

/** What held the loop, in words: `fs.readFileSync`, `computing in JavaScript in lodash cloneDeep`. */
export function causeWords({ category, call, culprit }: Cause): string {
  const what = call ?? categoryWords(category, t);
  return culprit?.module ? t('{0} in {1}', what, packageWords(culprit.module, culprit.functionName)) : what;
}

function packageWords(module: string, functionName: string): string {
  return functionName ? `${module} ${functionName}` : module;
}

/** Note behind a line; `culprit` is that of its longest block, `edited` whether the line has been edited since. */
export function noteText(site: Site, culprit: Frame | null, edited: boolean): string {
  const { count, maxMs, category, call } = site;
  const cause = causeWords({ category, call, culprit });
  const text =
    count === 1
      ? t('blocked once, {0} · {1}', formatMs(maxMs), cause)
      : t('blocked {0}×, longest {1} · {2}', count, formatMs(maxMs), cause);
  return edited ? beforeEdit(text) : `● ${text}`;
}

export function blockedNowText(stall: Stall): string {
  return t('● blocked now · {0} · {1}', runningDuration(stall.durationMs), causeWords(stall));
}

/** A duration that grows as it is read: tenths of seconds from a second on. */
export function runningDuration(ms: number): string {
  if (ms < 999.5) return formatMs(ms);
  const tenths = Math.floor(Math.max(ms, 1000) / 100);
  const minutes = Math.floor(tenths / 600);
  const seconds = `${decimal((tenths % 600) / 10)} s`;
  return minutes > 0 ? `${minutes} min ${seconds}` : seconds;
}

/** Note at the line of a dependency to which blocks went. */
export function culpritText({ totalMs, caller }: CulpritView, edited: boolean): string {
  const text = caller
    ? t('{0} of blocks went here, called from {1}', formatMs(totalMs), frameText(caller))
    : t('{0} of blocks went here', formatMs(totalMs));
  return edited ? beforeEdit(text) : `● ${text}`;
}

/** Above a function, of its lines that blocked; `edited` whether one of them has been edited since. */
export function lensText(sites: readonly Site[], edited: boolean): string {
  const [first, ...others] = sites;
  const sum = (of: (site: Site) => number): number => sites.reduce((total, site) => total + of(site), 0);
  const all = formatMs(sum(({ totalMs }) => totalMs));
  const count = sum((site) => site.count);
  const longest = Math.max(...sites.map(({ maxMs }) => maxMs));
  const text =
    first && others.length === 0
      ? t('blocked {0} in all · p99 {1} · {2}×', all, formatMs(first.p99Ms), count)
      : t('blocked {0} in all · longest {1} · {2}×', all, formatMs(longest), count);
  return edited ? beforeEdit(text) : text;
}

/** Above a function that answers requests, what blocked the loop for them. Each name counts once. */
export function handlerLensText(lines: readonly HandlerLine[], edited: boolean): string {
  const totals = new Map(lines.map((line) => [line.name, line.totals]));
  const { totalMs, maxMs, count } = sumOf([...totals.values()]);
  const who = totals.size === 1 ? lines[0]!.name : t('{0} routes', totals.size);
  const text = t(
    '{0} blocked {1} in all · longest {2} · {3}×',
    who,
    formatMs(totalMs),
    formatMs(maxMs),
    count,
  );
  return edited ? beforeEdit(text) : text;
}

/** `renderReport report.ts:12`, for lists and links. */
export function frameText({ functionName, file, line }: Frame): string {
  return `${functionName || t('(anonymous)')} ${baseName(file)}:${line}`;
}

function beforeEdit(text: string): string {
  return t('○ before this edit: {0}', text);
}
