import { relative } from 'node:path';
import type { Colors } from 'picocolors/types';
import { severities, type LintFinding, type LintSeverity, type LintStep } from '../shared/lint';

export interface LintTextOptions {
  readonly cwd: string;
  /** How many files were looked at. */
  readonly files: number;
  readonly colors: Colors;
}

/** Findings for a person: by file, each with the way from its handler. */
export function lintText(findings: readonly LintFinding[], options: LintTextOptions): string {
  const { cwd, colors } = options;
  const byFile = new Map<string, LintFinding[]>();
  for (const finding of findings) byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  const blocks = [...byFile].map(([file, those]) => {
    const lines = those.flatMap((finding) => findingLines(finding, options));
    return [colors.underline(shortPath(file, cwd)), ...lines, ''].join('\n');
  });
  return [...blocks, summary(findings, options), ''].join('\n');
}

function findingLines(finding: LintFinding, { cwd, colors }: LintTextOptions): string[] {
  const { line, column, severity, message, rule } = finding;
  const place = `${line}:${column}`;
  const color: Readonly<Record<LintSeverity, (text: string) => string>> = {
    error: colors.red,
    warning: colors.yellow,
    information: colors.blue,
    hint: colors.dim,
  };
  const way = wayOf(finding).map(({ name, step }) => `${name} (${shortPath(step.file, cwd)}:${step.line})`);
  return [
    `  ${place}  ${color[severity](severity)}  ${message}  ${colors.dim(rule)}`,
    ...(way.length === 0 ? [] : [colors.dim(`      ${way.join(' → ')}`)]),
  ];
}

/** The way from the handler to a finding; functions without a name are told by the handler, or as such. */
export function wayOf({
  path,
  handler,
}: LintFinding): readonly { readonly name: string; readonly step: LintStep }[] {
  return path.map((step, at) => ({
    name: step.functionName || (at === 0 && handler) || '(anonymous)',
    step,
  }));
}

/** `2 warnings, 1 hint in 14 files` */
function summary(findings: readonly LintFinding[], { files }: LintTextOptions): string {
  const where = files === 1 ? '1 file' : `${files} files`;
  if (findings.length === 0) return `Nothing found in ${where}.`;
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 || severity === 'information' ? '' : 's'}`];
  });
  return `${counts.join(', ')} in ${where}.`;
}

/** Relative where that is shorter to read: below the folder. */
function shortPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith('..') ? file : path;
}
