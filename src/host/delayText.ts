import type { LoopFigures } from '../shared/report';
import type { Snapshot, TargetView } from '../shared/snapshot';
import { decimal, formatMs, t } from './l10n';
import { escapeMarkdown, frameLink } from './markdown';
import { causeWords } from './words';

/** As wide as a digit. */
const figureSpace = '\u2007';
/** About as wide as an `m`, and as an `m` without a `.`: a half, a third and a quarter of the font's size. */
const wideSpaces = '\u2004\u2002';
const narrowSpaces = '\u2004\u2005';
const targetsShown = 10;

/** What the status bar says of the loops that are observed. */
export interface DelayText {
  /** With VS Code's icons in it; of a steady width whatever the figures are. */
  readonly text: string;
  readonly level: 'quiet' | 'warning' | 'error';
  /** For a screen reader. */
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

export interface DelayLimits {
  readonly delayWarningMs: number;
  readonly delayErrorMs: number;
}

/**
 * Delay of the worst loop, p99 of the last second, or the longest block that lasts; null when nothing is observed.
 * `sparkline` gives a thread's last minute.
 */
export function delayText(
  snapshot: Snapshot,
  { delayWarningMs, delayErrorMs }: DelayLimits,
  sparkline: (target: string) => string,
): DelayText | null {
  const live = snapshot.targets.filter(({ endedAtMs }) => endedAtMs === null);
  if (live.length === 0) return null;
  const delayMs = Math.max(...live.map(({ lastSecond }) => lastSecond.p99Ms ?? 0));
  const [stall] = [...snapshot.stalls].sort((a, b) => b.durationMs - a.durationMs);
  const shownMs = Math.max(delayMs, stall?.durationMs ?? 0);
  return {
    text: `${stall ? '$(error)' : '$(pulse)'} ${steadyDuration(shownMs)}`,
    level: shownMs >= delayErrorMs ? 'error' : shownMs >= delayWarningMs ? 'warning' : 'quiet',
    label: stall
      ? t('Event loop blocked for {0} by {1}', formatMs(stall.durationMs), causeWords(stall))
      : t('Event loop delay {0}', formatMs(delayMs)),
    tooltip: tooltip(snapshot, live, sparkline),
  };
}

/** Whole milliseconds, then seconds, in a width that changes by no more than a pixel or so, whatever the font. */
export function steadyDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)}`.padStart(3, figureSpace) + ' ms';
  if (ms >= 99_950) return `${wideSpaces}${Math.min(999, Math.round(ms / 1000))} s`;
  return `${narrowSpaces}${decimal(ms / 1000).padStart('00.0'.length, figureSpace)} s`;
}

function tooltip(
  { sites, stalls }: Snapshot,
  live: readonly TargetView[],
  sparkline: (target: string) => string,
): string {
  const columns = ['p50', 'p99', 'max', t('busy'), 'gc'];
  const lines = [
    t('**Event loop delay**'),
    '',
    tableRow([t('thread'), '', ...columns]),
    tableRow([':--', ':--', ...columns.map(() => '--:')]),
    ...live.slice(0, targetsShown).flatMap(targetRows),
  ];
  if (live.length > targetsShown) lines.push('', t('and {0} more threads', live.length - targetsShown));
  for (const { id, name } of live.slice(0, targetsShown)) {
    const line = sparkline(id);
    if (line === '') continue;
    lines.push(
      '',
      live.length > 1
        ? t('Last minute of {0}: {1}', escapeMarkdown(name), line)
        : t('Last minute: {0}', line),
    );
  }
  for (const stall of stalls.slice(0, targetsShown)) {
    const length = formatMs(stall.durationMs);
    const cause = escapeMarkdown(causeWords(stall));
    lines.push(
      '',
      stall.site
        ? t('**Blocked now** for {0} by {1} in {2}', length, cause, frameLink(stall.site))
        : t('**Blocked now** for {0} by {1}', length, cause),
    );
  }
  const [worst] = [...sites].sort((a, b) => b.maxMs - a.maxMs);
  if (worst) lines.push('', t('Longest block {0} in {1}', formatMs(worst.maxMs), frameLink(worst.site)));
  const [most] = sites;
  if (most && most !== worst)
    lines.push('', t('Most in all {0} in {1}', formatMs(most.totalMs), frameLink(most.site)));
  return lines.join('\n');
}

function targetRows({ name, pid, lastSecond, overall, gcShare }: TargetView): string[] {
  return [
    tableRow([`${escapeMarkdown(name)} (${pid})`, t('last second'), ...figures(lastSecond), '']),
    tableRow(['', t('since start'), ...figures(overall), gcShare === null ? '–' : percent(gcShare)]),
  ];
}

function percent(share: number): string {
  return `${share < 0.0995 ? decimal(share * 100) : (share * 100).toFixed(0)} %`;
}

function figures({ p50Ms, p99Ms, maxMs, utilization }: LoopFigures): string[] {
  const busy = utilization === null ? '–' : `${Math.round(utilization * 100)} %`;
  return [...[p50Ms, p99Ms, maxMs].map((ms) => (ms === null ? '–' : formatMs(ms))), busy];
}

/** VS Code's tables have no space between columns. */
function tableRow([first = '', ...cells]: readonly string[]): string {
  return `| ${[first, ...cells.map((cell) => (/^:?--/.test(cell) ? cell : `&ensp;${cell}`))].join(' | ')} |`;
}
