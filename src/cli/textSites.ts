import { formatMs } from '../model/formatMs';
import type { Block, Frame, Site } from '../shared/report';
import { excerpt } from './excerpt';
import type { TextOptions } from './textReport';
import { categoryWords, functionOf, placeOf, plain, wrap, wrapItems } from './words';

/** Below this the line is named with a warning. */
const sureEnough = 0.6;
const handlersShown = 3;

/** One line of code: where, what, how often and how long, its text, and what is to be known about it. */
export function siteLines(
  site: Site,
  number: number,
  blocks: readonly Block[],
  options: TextOptions,
  width: number,
): string[] {
  const { colors, cwd } = options;
  const own = blocks.filter((block) => block.site !== null && sameLine(block.site, site.site));
  const worst = own.reduce<Block | null>(
    (longest, block) => (longest && longest.durationMs >= block.durationMs ? longest : block),
    null,
  );
  const handlers = site.handlers.slice(0, handlersShown).map(plain);
  const moreHandlers = site.handlers.length - handlers.length;
  const figures = [
    `${site.count} ×`,
    `total ${formatMs(site.totalMs)}`,
    `max ${formatMs(site.maxMs)}`,
    `p99 ${formatMs(site.p99Ms)}`,
    ...handlers,
    ...(moreHandlers > 0 ? [`${moreHandlers} more`] : []),
  ];
  const what = [
    functionOf(site.site),
    categoryWords[site.category],
    ...(site.call === null ? [] : [plain(site.call)]),
    ...(own.length > 0 && own.every(({ phase }) => phase === 'startup') ? ['at start'] : []),
  ];
  const indented = (lines: readonly string[]) => lines.map((line) => `   ${line}`);
  return [
    `${colors.bold(`${number}.`)} ${colors.cyan(placeOf(site.site, cwd))}`,
    ...indented(wrapItems(what, width - 3)),
    ...indented(wrapItems(figures, width - 3)),
    ...indented(sourceLines(site.site, options, width - 3)),
    ...indented(
      remarks(site, worst, cwd)
        .flatMap((remark) => wrap(remark, width - 3))
        .map(colors.yellow),
    ),
  ];
}

function sourceLines(frame: Frame, { readSource, colors }: TextOptions, width: number): string[] {
  const source = readSource(frame.file);
  if (source === null) return [];
  return excerpt(source, frame, width).map((line) => (line.startsWith('>') ? line : colors.dim(line)));
}

function remarks(site: Site, worst: Block | null, cwd: string): string[] {
  const found: string[] = [];
  const culprit = worst?.culprit;
  if (culprit?.module != null)
    found.push(`inside ${plain(culprit.module)} ${functionOf(culprit)}, ${placeOf(culprit, cwd)}`);
  else if (culprit && !sameLine(culprit, site.site))
    found.push(`most of the time in ${functionOf(culprit)}, ${placeOf(culprit, cwd)}`);
  if (site.site.source === 'generated') found.push('generated code: no source map leads to what was written');
  if (worst && worst.confidence < sureEnough)
    found.push(
      `not certain (confidence ${worst.confidence.toFixed(1)}): it may be a line nearby or a caller`,
    );
  if (worst?.ended === false) found.push('still lasted when observation ended');
  return found;
}

function sameLine(a: Frame, b: Frame): boolean {
  return a.file === b.file && a.line === b.line;
}
