import { english } from '../../src/model/message';
import type { LiveFigures, PageId } from '../../src/shared/panels';
import type { Frame } from '../../src/shared/report';
import { figuresFor } from '../../src/webview/explain/figures';
import { figureText, placeText } from '../../src/webview/explain/figureText';
import { valueAt } from '../fakes/liveFigures';

/** What stands on a page in an element that says in `data-from` where in the snapshot it is from. */
export interface ShownFigure {
  readonly from: string;
  readonly text: string;
}

/** Parts of a page that show what was measured. */
export const measuredParts =
  '.explain-yours section:not([aria-labelledby="explain-try-title"]), .explain-evidence .explain-line';
/** What is in them besides figures: names, of threads, lines and figures themselves. */
export const namesInThem = '[data-from], dt, h3, .explain-function, .explain-call, .explain-routes';

/** In words: figures that are not those of the snapshot, and those of the page that are not shown. */
export function wrongFigures(live: LiveFigures, page: PageId, shown: readonly ShownFigure[]): string[] {
  const places = new Set(shown.map(({ from }) => from));
  const missing = figuresFor(page, live, english)
    .flatMap(({ figures }) => figures)
    .filter(({ from }) => !places.has(from));
  const wrong = shown.flatMap(({ from, text }) => {
    const words = orWhy(() => wordsAt(live, from));
    return words === text ? [] : `${from} is ${words}, not ${text}`;
  });
  return [...missing.map(({ label, from }) => `${label} (${from}) is not shown`), ...wrong];
}

/** What is to stand there, by the name of the figure alone: not by what the page takes it for. */
function wordsAt(live: LiveFigures, from: string): string {
  const value = valueAt(live, from);
  const name = /(\w+)\)?$/.exec(from)![1]!;
  if (name === 'site') return placeText(value as Frame);
  if (name === 'node') return value as string;
  const unit = name.endsWith('Ms') ? 'ms' : /utilization|Share/.test(name) ? 'share' : 'number';
  return figureText({ label: '', from, unit, value: value as number | null }, english);
}

function orWhy(words: () => string): string {
  try {
    return words();
  } catch (error) {
    return String(error);
  }
}
