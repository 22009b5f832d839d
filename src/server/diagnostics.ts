import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver/node';
import type { Place, StaticFinding } from '../analysis/finding';
import { messageOf } from '../analysis/messages';
import { lookupApi } from '../knowledge/lookup';
import type { Translate } from '../model/message';
import type { LintSeverity } from '../shared/lint';
import type { MeasuredSite } from '../shared/serverApi';
import { uriOf } from './files';
import { fuse, type MeasuredFile } from './fusion';

export const diagnosticSource = 'looplens';

const severityOf: Readonly<Record<LintSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What is read where Node has no page on the call itself. */
const guide = 'https://nodejs.org/learn/asynchronous-work/dont-block-the-event-loop';

export interface FusedDiagnostic {
  readonly diagnostic: Diagnostic;
  /** What was measured of its line. */
  readonly site: MeasuredSite | null;
}

/** What the editor shows of a finding; null where the user wants to hear no more of its line. */
export function diagnosticOf(
  finding: StaticFinding,
  measured: MeasuredFile,
  t: Translate,
): FusedDiagnostic | null {
  const { severity, evidence, site, hidden } = fuse(finding, measured, t);
  if (hidden) return null;
  const { message, related } = messageOf(finding, t);
  const { rule, call, span, start, end } = finding;
  const diagnostic: Diagnostic = {
    range: { start: positionOf(start), end: positionOf(end) },
    severity: severityOf[severity],
    source: diagnosticSource,
    code: rule,
    codeDescription: { href: docsOf(finding) },
    message: [message, evidence].filter((part) => part !== '').join(' '),
    relatedInformation: related.map(({ place, message }) => ({
      location: { uri: uriOf(place.file), range: { start: positionOf(place), end: positionOf(place) } },
      message,
    })),
    data: { rule, call, span },
  };
  return { diagnostic, site };
}

/** Address of the page that tells more. */
export function docsOf({ call }: Pick<StaticFinding, 'call'>): string {
  return (call !== null && lookupApi(call)?.docUrl) || guide;
}

function positionOf({ line, column }: Place): { line: number; character: number } {
  return { line: line - 1, character: column - 1 };
}
