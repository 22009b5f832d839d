import type { Translate } from '../../model/message';
import { kindName, nameOf, placeOf } from '../../model/profile/describe';
import type { FunctionTimes } from '../../model/profile/functions';
import type { ProfileFrame } from '../../model/profile/profile';
import { csv, escaped } from '../tableText';

/** Most functions of a table that is copied as Markdown: what people paste into an issue. */
const maxMarkdownRows = 50;

interface Functions {
  readonly frames: readonly ProfileFrame[];
  readonly times: FunctionTimes;
  readonly wholeUs: number;
}

/** Functions that have time, most self time first. */
function ranked({ frames, times }: Functions): number[] {
  const { selfUs, totalUs } = times;
  return frames
    .map((_, index) => index)
    .filter((index) => totalUs[index]! > 0)
    .sort((a, b) => selfUs[b]! - selfUs[a]! || totalUs[b]! - totalUs[a]!);
}

/** The functions with most self time as a table in Markdown, times in milliseconds. */
export function functionsMarkdown(functions: Functions, t: Translate): string {
  const { frames, times, wholeUs } = functions;
  const all = ranked(functions);
  const percent = (us: number) => (wholeUs > 0 ? ((us / wholeUs) * 100).toFixed(1) : '0.0');
  const rows = all.slice(0, maxMarkdownRows).map((index) => {
    const frame = frames[index]!;
    const [self, total] = [times.selfUs[index]!, times.totalUs[index]!];
    const figures = [milliseconds(self), percent(self), milliseconds(total), percent(total)];
    const words = [nameOf(frame, t), placeOf(frame), kindName(frame.kind, t)];
    return `| ${[...figures, ...words.map(escaped)].join(' | ')} |`;
  });
  const heads = [
    t('Self, ms'),
    t('Self, %'),
    t('Total, ms'),
    t('Total, %'),
    t('Function'),
    t('Place'),
    t('Whose code'),
  ];
  const left = all.length - rows.length;
  return [
    `| ${heads.join(' | ')} |`,
    '| ---: | ---: | ---: | ---: | --- | --- | --- |',
    ...rows,
    ...(left > 0 ? ['', t('{0} more functions are not shown.', left)] : []),
    '',
  ].join('\n');
}

/** All functions as comma-separated values (RFC 4180), times in milliseconds; names of columns are the same in all languages. */
export function functionsCsv(functions: Functions): string {
  const { frames, times } = functions;
  const rows = ranked(functions).map((index) => {
    const { functionName, file, line, column, kind, module } = frames[index]!;
    const figures = [milliseconds(times.selfUs[index]!), milliseconds(times.totalUs[index]!)];
    return [...figures, functionName, file, String(line), String(column), kind, module ?? ''];
  });
  return csv(['self_ms', 'total_ms', 'function', 'file', 'line', 'column', 'kind', 'package'], rows);
}

function milliseconds(us: number): string {
  return (us / 1000).toFixed(3);
}
