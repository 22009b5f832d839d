import type { StaticFinding } from '../analysis/finding';
import { formatMs } from '../model/formatMs';
import type { Translate } from '../model/message';
import type { LintSeverity } from '../shared/lint';
import type { Measured, MeasuredSite } from '../shared/serverApi';

/** So many blocks elsewhere in a handler show that its requests ran often. */
const oftenBlocks = 20;
const handlersShown = 3;

/** What is said of a finding after measurement has been heard. */
export interface Verdict {
  readonly severity: LintSeverity;
  /** Put behind the finding's own message; '' for nothing. */
  readonly evidence: string;
  /** What was measured of its line. */
  readonly site: MeasuredSite | null;
  /** The user wants to hear no more of this line. */
  readonly hidden: boolean;
}

/** What was measured of one file: `sites` are those of the file only. */
export type MeasuredFile = Pick<Measured, 'thresholdMs' | 'handlers' | 'sites'>;

/**
 * Evidence decides.
 *
 * 1. The line blocked: measured time says how severe the finding is, and the figures follow the message.
 * 2. It did not, though its handler ran, which is known where something else in that handler blocked: said, and a hint when
 *    it ran often. Blocks shorter than the threshold are not seen, so no more than that is claimed.
 * 3. Nothing is known: the finding stays as it is.
 */
export function fuse(finding: StaticFinding, measured: MeasuredFile, t: Translate): Verdict {
  const { severity } = finding;
  const site = measured.sites.find((one) => speaksOf(one, linesOf(finding))) ?? null;
  if (site) {
    return {
      severity: site.edited ? severity : site.severity,
      evidence: figures(site, t),
      site,
      hidden: site.hidden,
    };
  }
  const handler = measured.handlers.find(({ name }) => name === finding.handler?.name);
  if (!handler) return { severity, evidence: '', site: null, hidden: false };
  return {
    severity: handler.blocks >= oftenBlocks ? 'hint' : severity,
    evidence: t(
      'Not measured: {0} was seen to block {1} times, never here for {2} or longer.',
      handler.name,
      handler.blocks,
      formatMs(measured.thresholdMs, t),
    ),
    site: null,
    hidden: false,
  };
}

/** Lines of a call, 1-based, both included, and its id where it has one. */
export interface CallLines {
  readonly start: number;
  readonly end: number;
  readonly call: string | null;
}

/** Whether what was measured of a line is about a call. */
export function speaksOf({ lineNow, call }: MeasuredSite, lines: CallLines): boolean {
  if (lineNow < lines.start || lineNow > lines.end) return false;
  return call === null || lines.call === null || call === lines.call;
}

function linesOf({ start, end, call }: StaticFinding): CallLines {
  return { start: start.line, end: end.line, call };
}

/** `Measured: 14 × up to 180 ms, POST /report.` */
export function figures({ count, maxMs, handlers, edited }: MeasuredSite, t: Translate): string {
  const longest = formatMs(maxMs, t);
  const shown = handlers.slice(0, handlersShown).join(', ');
  const more = handlers.length > handlersShown ? ', …' : '';
  if (edited)
    return shown
      ? t('Measured before this edit: {0} × up to {1}, {2}.', count, longest, shown + more)
      : t('Measured before this edit: {0} × up to {1}.', count, longest);
  return shown
    ? t('Measured: {0} × up to {1}, {2}.', count, longest, shown + more)
    : t('Measured: {0} × up to {1}.', count, longest);
}
