import { decimal, formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Frame } from '../../shared/report';
import type { Figure } from './figures';

/** What stands on the page; a question mark where nothing was measured yet. */
export function figureText(figure: Exclude<Figure, { unit: 'place' }>, t: Translate): string {
  if (figure.unit === 'text') return figure.value;
  if (figure.unit === 'ms') return formatMs(figure.value, t);
  if (figure.value === null) return '?';
  if (figure.unit === 'number') return String(figure.value);
  const percent = figure.value * 100;
  return `${percent < 9.95 ? decimal(percent, t) : percent.toFixed(0)} %`;
}

/** `stock.ts:17`. */
export function placeText({ file, line }: Frame): string {
  return `${file.split(/[\\/]/).pop() || file}:${line}`;
}
