import { spreadEndsMs } from '../shared/snapshot';
import { formatMs, t } from './l10n';

const barWidth = 16;

/**
 * How many blocks were how long, as a table in Markdown, shortest first. Words and figures stand before the bars, which a
 * screen reader may skip. '' where there is nothing to compare.
 */
export function histogram(spread: readonly number[]): string {
  const most = Math.max(...spread);
  if (spread.reduce((sum, count) => sum + count, 0) < 2) return '';
  const first = spread.findIndex((count) => count > 0);
  const last = spread.findLastIndex((count) => count > 0);
  const rows = spread
    .map((count, at) => `| ${classWords(at)} | &ensp;${count}× | &ensp;${bar(count, most)} |`)
    .slice(first, last + 1);
  return [`| ${t('length')} | &ensp;${t('blocks')} | |`, '| :-- | --: | :-- |', ...rows].join('\n');
}

function classWords(at: number): string {
  const from = spreadEndsMs[at - 1];
  const to = spreadEndsMs[at];
  if (to === undefined) return t('{0} and longer', formatMs(from ?? 0));
  return from === undefined ? t('under {0}', formatMs(to)) : t('{0} to {1}', formatMs(from), formatMs(to));
}

/** A class that has blocks has a bar. */
function bar(count: number, most: number): string {
  return '▄'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * barWidth)));
}
