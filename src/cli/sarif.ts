import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LintFinding, LintSeverity } from '../shared/lint';
import { lintRules } from './lintRules';
import { wayOf } from './lintText';

const srcRoot = 'SRCROOT';
const levels: Readonly<Record<LintSeverity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export interface SarifOptions {
  /** Of Looplens. */
  readonly version: string;
  /** Folder that paths are relative to. */
  readonly base: string;
}

/** Findings as a SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifOf(findings: readonly LintFinding[], { version, base }: SarifOptions): object {
  const names = Object.keys(lintRules);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Looplens',
            semanticVersion: version,
            rules: Object.entries(lintRules).map(([id, { title, help, docs }]) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: `${title} ${help}` },
              help: { text: `${help} ${docs}`, markdown: `${help}\n\n[Read more](${docs})` },
              helpUri: docs,
              defaultConfiguration: { level: 'warning' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [srcRoot]: { uri: `${pathToFileURL(base).href.replace(/\/$/, '')}/` } },
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ...(names.includes(finding.rule) ? { ruleIndex: names.indexOf(finding.rule) } : {}),
          level: levels[finding.severity],
          message: { text: finding.message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: artifact(finding.file, base),
                region: {
                  startLine: finding.line,
                  startColumn: finding.column,
                  endLine: finding.endLine,
                  endColumn: finding.endColumn,
                },
              },
            },
          ],
          ...(finding.path.length > 0 ? { codeFlows: [codeFlow(finding, base)] } : {}),
        })),
      },
    ],
  };
}

/** The way from the handler to the finding. */
function codeFlow(finding: LintFinding, base: string): object {
  const locations = wayOf(finding).map(({ name, step }) => ({
    location: {
      physicalLocation: { artifactLocation: artifact(step.file, base), region: { startLine: step.line } },
      message: { text: name },
    },
  }));
  return { threadFlows: [{ locations }] };
}

/** Relative to the base where it is below it. */
function artifact(file: string, base: string): object {
  const path = relative(base, file);
  if (path.startsWith('..') || isAbsolute(path)) return { uri: pathToFileURL(file).href };
  return { uri: path.split(sep).map(encodeURIComponent).join('/'), uriBaseId: srcRoot };
}
