import { findings } from '../model/findings';
import type { Block } from '../shared/report';
import type { SiteView } from '../shared/snapshot';
import { formatMs, t } from './l10n';
import { escapeMarkdown } from './markdown';
import { baseName } from './paths';
import { causeWords, frameText } from './words';

const usesShown = 5;
const stackShown = 8;

/** What a line does to the event loop and what to do about it, as a document in Markdown. */
export function explanation(site: SiteView, longest: Block | null, budgetMs: number | null): string {
  const { category, call, count, totalMs, maxMs, p99Ms, uses } = site;
  const [advice] = longest ? findings([longest], t) : [];
  const cause = escapeMarkdown(causeWords({ category, call, culprit: longest?.culprit ?? null }));
  return [
    `# ${t('What {0} does to the event loop', cause)}`,
    t('Measured in {0}:', escapeMarkdown(frameText(site.site))),
    table([
      [t('blocks'), String(count)],
      [t('longest'), formatMs(maxMs)],
      ['p99', formatMs(p99Ms)],
      [t('in all'), formatMs(totalMs)],
      ...(budgetMs === null ? [] : [[t('budget'), formatMs(budgetMs)] as const]),
    ]),
    `## ${t('Why it blocks')}`,
    advice ? escapeMarkdown(advice.why) : t('No block of this line is known any more, but its figures.'),
    ...(advice ? [`## ${t('Instead')}`, escapeMarkdown(advice.fix)] : []),
    ...(uses.some(({ handler }) => handler) ? [`## ${t('Who waited')}`, usesList(site)] : []),
    ...(longest && longest.stack.length > 0
      ? [`## ${t('Stack of the longest block')}`, stackList(longest)]
      : []),
    ...(advice && advice.docs.length > 0
      ? [`## ${t('Read more')}`, advice.docs.map((url) => `- <${url}>`).join('\n')]
      : []),
  ].join('\n\n');
}

/** Where nothing is measured of a line any more. */
export function nothingMeasured(): string {
  return t('Nothing is measured of this line any more: a new run has begun, or the blocks were cleared.');
}

function table(rows: readonly (readonly [string, string])[]): string {
  return ['| | |', '| :-- | --: |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function usesList({ uses }: SiteView): string {
  return uses
    .filter(({ handler }) => handler)
    .slice(0, usesShown)
    .map(({ handler, count, maxMs }) => {
      const name = escapeMarkdown(handler!);
      return count === 1
        ? `- ${t('{0}: once, up to {1}', name, formatMs(maxMs))}`
        : `- ${t('{0}: {1} times, up to {2}', name, count, formatMs(maxMs))}`;
    })
    .join('\n');
}

function stackList({ stack }: Block): string {
  const more = stack.length - stackShown;
  const frames = stack
    .slice(0, stackShown)
    .map(
      ({ functionName, file, line, module }) =>
        `1. ${escapeMarkdown(functionName || t('(anonymous)'))} · ${escapeMarkdown(module ?? baseName(file))}:${line}`,
    );
  return [...frames, ...(more > 0 ? [`\n${t('{0} more', more)}`] : [])].join('\n');
}
