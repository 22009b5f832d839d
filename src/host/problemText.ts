import { findings } from '../model/findings';
import type { Block, Frame, Site } from '../shared/report';
import { formatMs, t } from './l10n';
import { isOpenable } from '../model/paths';
import { baseName } from './paths';
import { causeWords } from './words';

/** What the Problems panel says of a line, apart from how VS Code wants it. */

const relatedFrames = 4;
const handlersShown = 3;
/** Packages that call handlers. */
const routers = new Set(['express', 'router']);

export interface ProblemLimits {
  readonly problemWarningMs: number;
  readonly problemErrorMs: number;
}

export type Severity = 'error' | 'warning' | 'information';

export interface Problem {
  readonly site: Frame;
  readonly severity: Severity;
  readonly message: string;
  readonly code: string;
  /** Address of Node's page on it. */
  readonly docs: string | null;
  readonly related: readonly Related[];
}

export interface Related {
  readonly frame: Frame;
  readonly message: string;
}

/** `longest` is the longest block of the site, where it is still known; null for what is no problem of the user's code. */
export function problemOf(
  site: Site,
  longest: Block | null,
  limits: ProblemLimits,
  budgetMs: number | null,
): Problem | null {
  if (site.site.module !== null || site.category === 'starved' || !isOpenable(site.site)) return null;
  const [advice] = longest ? findings([longest], t) : [];
  return {
    site: site.site,
    severity: budgetMs === null ? severityOf(site, longest, limits) : 'error',
    message: [
      sentence(site, longest),
      budgetMs !== null &&
        t('That is over the budget of {0} for {1}.', formatMs(budgetMs), ownerOf(site.site)),
      site.site.source === 'generated' &&
        t('No source map was found: this line is one of the generated code.'),
      advice && firstSentence(advice.fix),
    ]
      .filter((part) => part)
      .join(' '),
    code: site.category,
    docs: advice?.docs[0] ?? null,
    related: longest ? relatedOf(longest) : [],
  };
}

export function beforeEdit(message: string): string {
  return t('(before this edit) {0}', message);
}

/** The code from a call on: 0-based start and end in the text of a line, for a 1-based column. */
export function codeRange(text: string, column: number): readonly [start: number, end: number] {
  const end = text.trimEnd().length;
  const first = text.length - text.trimStart().length;
  const start = column - 1;
  return start >= first && start < end ? [start, end] : [Math.min(first, end), end];
}

/** The name of a function, for a budget. */
export function ownerOf({ functionName, file }: Pick<Frame, 'functionName' | 'file'>): string {
  return functionName || t('code without a function name in {0}', baseName(file));
}

/** Whoever waits for an answer does not wait for the start. */
function severityOf(
  { count, maxMs }: Site,
  longest: Block | null,
  { problemWarningMs, problemErrorMs }: ProblemLimits,
): Severity {
  if (count === 1 && longest?.phase === 'startup') return 'information';
  return maxMs >= problemErrorMs ? 'error' : maxMs >= problemWarningMs ? 'warning' : 'information';
}

function sentence(site: Site, longest: Block | null): string {
  const { category, call } = site;
  const cause = causeWords({ category, call, culprit: longest?.culprit ?? null });
  const text = sentenceOf(site, longest?.phase === 'startup', cause);
  return text.startsWith(cause) && !call ? text[0]!.toUpperCase() + text.slice(1) : text;
}

function sentenceOf({ count, totalMs, maxMs, handlers }: Site, starting: boolean, cause: string): string {
  const [longest, all] = [formatMs(maxMs), formatMs(totalMs)];
  const where = handlers.length > 0 ? handlerList(handlers) : null;
  if (count > 1)
    return where === null
      ? t('{0} blocked the event loop {1} times, for up to {2} ({3} in all).', cause, count, longest, all)
      : t(
          '{0} blocked the event loop {1} times, for up to {2} ({3} in all), in {4}.',
          ...[cause, count, longest, all, where],
        );
  if (starting)
    return where === null
      ? t('{0} blocked the event loop for {1} as the program started.', cause, longest)
      : t('{0} blocked the event loop for {1} as the program started, in {2}.', cause, longest, where);
  return where === null
    ? t('{0} blocked the event loop for {1}.', cause, longest)
    : t('{0} blocked the event loop for {1}, in {2}.', cause, longest, where);
}

function handlerList(handlers: readonly string[]): string {
  const more = handlers.length - handlersShown;
  const shown = handlers.slice(0, handlersShown).join(', ');
  return more > 0 ? t('{0} and {1} more', shown, more) : shown;
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?= \p{Lu}|$)/su.exec(text)?.[0] ?? text;
}

/** The way to the line: its callers in the user's own code and the handler, then those in packages. */
function relatedOf({ stack, site, handler }: Block): Related[] {
  const frames = stack.filter((frame) => isOpenable(frame) && !(site && sameLine(frame, site)));
  const entry = handler ? handlerFrame(stack) : null;
  const callers = (wanted: (frame: Frame) => boolean): Related[] =>
    frames
      .filter((frame) => frame !== entry && wanted(frame))
      .map((frame) => ({ frame, message: relatedText(frame) }));
  const entered =
    handler && entry && frames.includes(entry)
      ? [{ frame: entry, message: t('handler of {0}', handler.name) }]
      : [];
  const own = callers(isOwn).slice(0, relatedFrames);
  const others = callers((frame) => !isOwn(frame)).slice(0, relatedFrames - own.length);
  return [...own, ...entered, ...others];
}

/** What the framework called: the outermost own frame inside of its frames. */
function handlerFrame(stack: readonly Frame[]): Frame | null {
  const end = stack.findIndex(({ module }) => module !== null && routers.has(module));
  return stack.slice(0, end < 0 ? stack.length : end).findLast(isOwn) ?? null;
}

function isOwn(frame: Frame): boolean {
  return frame.module === null && isOpenable(frame);
}

function relatedText({ functionName, module }: Frame): string {
  const name = functionName || t('(anonymous)');
  return module === null ? t('called from {0}', name) : t('{0} in {1}', name, module);
}

function sameLine(a: Frame, b: Frame): boolean {
  return a.file === b.file && a.line === b.line;
}
