import type { Colors } from 'picocolors/types';
import { formatMs } from '../model/formatMs';
import type { Block, Finding, Report } from '../shared/report';
import { siteLines } from './textSites';
import { targetLines } from './textTargets';
import { categoryWords, counted, functionOf, placeOf, plain, wrap, wrapItems } from './words';

export interface TextOptions {
  /** Width of the terminal. */
  readonly columns: number;
  readonly colors: Colors;
  readonly cwd: string;
  readonly thresholdMs: number;
  /** Text of a source file; null where it can't be read. */
  readonly readSource: (file: string) => string | null;
}

/** Prose wider than this is hard to read. */
const widestProse = 100;
const sitesShown = 10;
const elsewhereShown = 5;

/** The report for a person at a terminal, worst first. Ends with a line break. */
export function textReport(report: Report, options: TextOptions): string {
  const width = Math.min(options.columns, widestProse);
  const sections = [
    verdict(report, options, width),
    ...sites(report, options, width),
    elsewhere(report, options, width),
    advice(report.findings, options.colors, width),
    targetLines(report.targets, options),
    notes(report, options.colors, width),
  ];
  return `\n${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdict(report: Report, { colors, cwd, thresholdMs }: TextOptions, width: number): string[] {
  const observedMs = Date.parse(report.endedAt) - Date.parse(report.startedAt);
  if (report.targets.length === 0) return wrap('Nothing was observed.', width).map(colors.yellow);
  const { blocks } = report;
  const worst = blocks.reduce<Block | null>(
    (longest, block) => (longest && longest.durationMs >= block.durationMs ? longest : block),
    null,
  );
  if (!worst) {
    const sentence = `No block of ${formatMs(thresholdMs)} or more in ${formatMs(observedMs)} of observation.`;
    return wrap(sentence, width).map(colors.green);
  }
  const frame = worst.site ?? worst.culprit;
  const totalMs = blocks.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const where = frame ? `at ${placeOf(frame, cwd)}` : `by ${categoryWords[worst.category]}`;
  const howOften =
    blocks.length === 1
      ? `once, for ${formatMs(totalMs)} ${where}`
      : `${blocks.length} times, ${formatMs(totalMs)} in all, ${formatMs(worst.durationMs)} at the longest, ${where}`;
  const sentence = `The event loop was blocked ${howOften}, in ${formatMs(observedMs)} of observation.`;
  return wrap(sentence, width).map(colors.bold);
}

function sites(report: Report, options: TextOptions, width: number): string[][] {
  const shown = report.sites.slice(0, sitesShown);
  const sections = shown.map((site, index) => siteLines(site, index + 1, report.blocks, options, width));
  const rest = report.sites.length - shown.length;
  return rest > 0
    ? [...sections, [options.colors.dim(`… and ${counted(rest, 'more line')} with blocks`)]]
    : sections;
}

/** Blocks without a line of the user's own code. */
function elsewhere(report: Report, { colors, cwd }: TextOptions, width: number): string[] {
  const groups = new Map<string, Block[]>();
  for (const block of report.blocks) {
    if (block.site !== null) continue;
    const key = `${block.category} ${block.culprit ? placeOf(block.culprit, cwd) : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), block]);
  }
  if (groups.size === 0) return [];
  const total = (blocks: readonly Block[]) => blocks.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const sorted = [...groups.values()].sort((a, b) => total(b) - total(a));
  const lines = [colors.bold('Outside your code')];
  for (const blocks of sorted.slice(0, elsewhereShown)) {
    const [first] = blocks as [Block];
    const longest = Math.max(...blocks.map(({ durationMs }) => durationMs));
    const items = [
      categoryWords[first.category],
      ...(first.call === null ? [] : [plain(first.call)]),
      counted(blocks.length, 'block'),
      `total ${formatMs(total(blocks))}`,
      `max ${formatMs(longest)}`,
    ];
    lines.push(...wrapItems(items, width - 2).map((line) => `  ${line}`));
    if (first.culprit) lines.push(`  in ${functionOf(first.culprit)} ${placeOf(first.culprit, cwd)}`);
  }
  if (sorted.length > elsewhereShown)
    lines.push(colors.dim(`  … and ${sorted.length - elsewhereShown} more`));
  return lines;
}

function advice(findings: readonly Finding[], colors: Colors, width: number): string[] {
  if (findings.length === 0) return [];
  const paint = { error: colors.red, warning: colors.yellow, info: colors.cyan };
  const indented = (text: string) => wrap(text, width - 4).map((line) => `    ${line}`);
  return [
    colors.bold('What to do'),
    ...findings.flatMap(({ title, severity, fix, docs }) => [
      ...wrap(plain(title), width - 2).map((line) => `  ${paint[severity](line)}`),
      ...indented(plain(fix)),
      ...docs.slice(0, 1).map((address) => colors.dim(`    ${address}`)),
    ]),
  ];
}

function notes({ capture }: Report, colors: Colors, width: number): string[] {
  const { blocks, samples } = capture.dropped;
  const all = [
    ...capture.notes,
    ...(blocks > 0 ? [`${counted(blocks, 'block')} did not fit the report.`] : []),
    ...(samples > 0 ? [`Lost on the way: ${counted(samples, 'sample')}.`] : []),
  ];
  if (all.length === 0) return [];
  return [
    colors.bold('Notes'),
    ...all.flatMap((note) =>
      wrap(plain(note), width - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
    ),
  ];
}
