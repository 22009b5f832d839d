import type { TargetReport } from '../shared/report';
import { formatMs } from '../model/formatMs';
import type { TextOptions } from './textReport';
import { counted, plain, wrapItems } from './words';

const targetsShown = 10;
const heading = ['thread', 'Node.js', 'delay p50', 'p99', 'max', 'busy', 'gc'];

/** The observed threads, those with the longest delay first: a table, or a few lines each where it does not fit. */
export function targetLines(
  targets: readonly TargetReport[],
  { colors, columns }: Pick<TextOptions, 'colors' | 'columns'>,
): string[] {
  if (targets.length === 0) return [];
  const sorted = [...targets].sort((a, b) => (b.eventLoop.maxMs ?? 0) - (a.eventLoop.maxMs ?? 0));
  const shown = sorted.slice(0, targetsShown).map(cells);
  const rest = targets.length - shown.length;
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...shown.map((row) => (row[column] ?? '').length)),
  );
  const table = [heading, ...shown].map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  const fits = table.every((line) => line.length <= columns);
  return [
    ...(fits
      ? table.map((line, index) => (index === 0 ? colors.dim(line) : line))
      : shown.flatMap((row) => stacked(row, columns))),
    ...(rest > 0 ? [colors.dim(`… and ${counted(rest, 'more thread')}`)] : []),
  ];
}

function cells({ name, pid, threadId, kind, node, eventLoop, gc }: TargetReport): string[] {
  const { p50Ms, p99Ms, maxMs, utilization } = eventLoop;
  return [
    `${plain(name)} (${kind === 'worker' ? `worker ${threadId} of ` : ''}${pid})`,
    plain(node),
    formatMs(p50Ms),
    formatMs(p99Ms),
    formatMs(maxMs),
    utilization === null ? '?' : `${Math.round(utilization * 100)} %`,
    `${gc.count} × ${formatMs(gc.totalMs)}`,
  ];
}

function stacked([name = '', ...figures]: readonly string[], columns: number): string[] {
  const items = figures.map((figure, index) => (index === 0 ? figure : `${heading[index + 1]} ${figure}`));
  return [name, ...wrapItems(items, columns - 2).map((line) => `  ${line}`)];
}
