import { pageFor } from '../model/explainPage';
import { findings } from '../model/findings';
import type { Evidence, PageId } from '../shared/panels';
import type { Block } from '../shared/report';
import type { CulpritView, SiteView, Stall } from '../shared/snapshot';
import { commands } from './contributions';
import { shareText } from './heatSteps';
import { histogram } from './histogram';
import { formatMs, t } from './l10n';
import { commandLink, escapeMarkdown, frameLink } from './markdown';
import { causeWords } from './words';

/** What a line tells when the mouse rests on it or on its note, in Markdown. */

const stackShown = 6;
const handlersShown = 5;

/** Commands that details link to. */
export const linkedCommands = [
  ...[commands.showLine, commands.clear, commands.toggleAll],
  ...[commands.explainPage, commands.showTimeline],
];

const evidenceWords: Readonly<Record<Block['evidence'], () => string>> = {
  wrapper: () => t('the call was measured'),
  stack: () => t('stacks taken while it lasted'),
  profile: () => t('a profile of it'),
  none: () => t('nothing was seen of it but its length'),
};

export interface DetailsOfSite {
  readonly site: SiteView;
  /** Its longest block, where it is still known. */
  readonly longest: Block | null;
  /** Of the time that all lines blocked, 0 to 1. */
  readonly share: number;
  /** Whether the line has been edited since. */
  readonly edited: boolean;
}

export function siteDetails({ site, longest, share, edited }: DetailsOfSite): string {
  const { category, call, count, totalMs, maxMs, p99Ms } = site;
  const [advice] = longest ? findings([longest], t) : [];
  const cause = escapeMarkdown(causeWords({ category, call, culprit: longest?.culprit ?? null }));
  return paragraphs([
    count === 1
      ? t('**Blocked the event loop once: longest {0}**', formatMs(maxMs))
      : t('**Blocked the event loop {0} times: longest {1}**', count, formatMs(maxMs)),
    longest
      ? t('By {0} ({1} % sure: {2})', cause, percent(longest.confidence), evidenceWords[longest.evidence]())
      : t('By {0}', cause),
    edited && t('The line was edited since: this was measured before.'),
    site.site.source === 'generated' && t('No source map was found: this line is one of the generated code.'),
    t(
      'p99 {0}, {1} in all, {2} of the time that all lines blocked',
      formatMs(p99Ms),
      formatMs(totalMs),
      shareText(share),
    ),
    histogram(site.spread),
    usesText(site),
    longest && `${t('Call path of the longest:')}\n${stackList(longest.stack)}`,
    advice && escapeMarkdown(advice.why),
    advice && t('**Instead:** {0}', escapeMarkdown(advice.fix)),
    [advice?.docs[0] && `[${t('What to do')}](${advice.docs[0]})`, ...panels(site, longest)]
      .filter(Boolean)
      .join(' · '),
    actions(),
  ]);
}

/** What `commands.explainPage` is to be told of a line: the page, and what the user came from. */
export function pageAndEvidence(
  { category, call, site }: SiteView,
  longest: Block | null,
): readonly [PageId, Evidence] {
  const [found] = longest ? findings([longest], t) : [];
  const advice = found && { why: found.why, fix: found.fix, url: found.docs[0] ?? null };
  return [pageFor(category, call), { category, call, site, ...(advice && { advice }) }];
}

/** Ways to the panels. */
function panels(site: SiteView, longest: Block | null): string[] {
  return [
    commandLink(t('How it works'), commands.explainPage, [...pageAndEvidence(site, longest)]),
    commandLink(t('Timeline'), commands.showTimeline, []),
  ];
}

export function culpritDetails({ totalMs, maxMs, caller }: CulpritView, longest: Block | null): string {
  const [advice] = longest ? findings([longest], t) : [];
  return paragraphs([
    t('**{0} of blocks of the event loop went here**', formatMs(totalMs)),
    caller && t('Called from {0}', frameLink(caller)),
    longest && `${t('Call path of the longest, {0}:', formatMs(maxMs))}\n${stackList(longest.stack)}`,
    advice?.docs[0] && `[${t('What to do')}](${advice.docs[0]})`,
    actions(),
  ]);
}

export function stallDetails(stall: Stall): string {
  return paragraphs([
    t(
      '**Blocks the event loop now**, for {0}, by {1}',
      formatMs(stall.durationMs),
      escapeMarkdown(causeWords(stall)),
    ),
    stackList(stall.stack),
  ]);
}

function actions(): string {
  const clear = `[${t('Clear all')}](command:${commands.clear})`;
  return `${clear} · [${t('Hide everything in the editor')}](command:${commands.toggleAll})`;
}

function percent(share: number): number {
  return Math.round(share * 100);
}

function paragraphs(parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n');
}

/** For whom the line blocked, those with the most time first, with their share of the line's time. */
function usesText({ uses, totalMs }: SiteView): string {
  const totals = new Map<string | null, number>();
  for (const use of uses) totals.set(use.handler, (totals.get(use.handler) ?? 0) + use.totalMs);
  const all = [...totals].sort((a, b) => b[1] - a[1]);
  if (!all.some(([handler]) => handler !== null)) return '';
  const shown = all.slice(0, handlersShown).map(([handler, ms]) => {
    const name = handler === null ? t('no request') : escapeMarkdown(handler);
    return `${name} (${shareText(totalMs > 0 ? ms / totalMs : 0)})`;
  });
  const more = all.length - shown.length;
  return more > 0 ? t('For {0} and {1} more', shown.join(', '), more) : t('For {0}', shown.join(', '));
}

function stackList(stack: Block['stack']): string {
  const more = stack.length - stackShown;
  const frames = stack
    .slice(0, stackShown)
    .map((frame) => `- ${frameLink(frame)}${frame.module ? ` · ${escapeMarkdown(frame.module)}` : ''}`);
  return [...frames, ...(more > 0 ? [`- ${t('{0} more', more)}`] : [])].join('\n');
}
