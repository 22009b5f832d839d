import { readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { formatMs } from '../model/formatMs';
import type { Report } from '../shared/report';
import type { ObserveOptions } from './args';
import { colorsFor } from './colors';
import { say, type CliContext } from './context';
import { worstOver } from './exitStatus';
import type { ReportFile } from './reportFile';
import { textReport } from './textReport';
import { placeOf } from './words';

/** A file larger than this is not read for three lines of it. */
const largestSource = 4 * 1024 * 1024;
/** Width where there is no terminal, as in CI logs. */
const usualColumns = 80;

const nothingObserved =
  'No Node.js program reported. Looplens observes Node.js 20 and later; see whether the command starts it, on this machine, ' +
  'and passes the environment variable NODE_OPTIONS on.';

/**
 * Writes the report and prints what was asked for; `problems` join its notes. Resolves with true if a block exceeds --fail-on; rejects with
 * `ReportFileError`.
 */
export async function publish(
  observed: Report,
  problems: ReadonlySet<string>,
  options: ObserveOptions,
  file: ReportFile | null,
  context: CliContext,
): Promise<boolean> {
  const report = withNotes(observed, [
    ...problems,
    ...(observed.targets.length === 0 ? [nothingObserved] : []),
  ]);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (file) await file.write(json);
  else if (options.formats.has('json')) context.stdout.write(json);
  if (options.formats.has('text')) {
    context.stderr.write(
      textReport(report, {
        columns: context.stderr.columns ?? usualColumns,
        colors: colorsFor(context.env, context.stderr.isTTY),
        cwd: context.cwd,
        thresholdMs: options.thresholdMs,
        readSource,
      }),
    );
  }
  if (file && options.formats.has('text')) say(context, `The report is in ${file.path}`);

  const worst = worstOver(report, options.failOnMs);
  if (!worst?.site) return false;
  say(
    context,
    `The block of ${formatMs(worst.durationMs)} at ${placeOf(worst.site, context.cwd)} is longer than --fail-on allows (${formatMs(options.failOnMs)}).`,
  );
  return true;
}

function withNotes(report: Report, added: readonly string[]): Report {
  const notes = [...new Set([...report.capture.notes, ...added])];
  return { ...report, capture: { ...report.capture, notes } };
}

function readSource(file: string): string | null {
  if (!isAbsolute(file)) return null;
  try {
    return statSync(file).size > largestSource ? null : readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
