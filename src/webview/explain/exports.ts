import type { Translate } from '../../model/message';
import { csv, markdown } from '../tableText';
import type { FigureGroup, Figure } from './figures';
import { figureText, placeText } from './figureText';

/** The figures of a page for other programs: numbers as they are, and where in the snapshot each is from; or for people. */
export function figuresAsText(
  groups: readonly FigureGroup[],
  form: 'csv' | 'markdown',
  t: Translate,
): string {
  const rows = groups.flatMap(({ name, figures }) => figures.map((figure) => ({ name, figure })));
  if (form === 'markdown') {
    const header = [t('Of'), t('Figure'), t('Value')];
    return markdown(
      header,
      rows.map(({ name, figure }) => [name, figure.label, wordsOf(figure, t)]),
    );
  }
  return csv(
    ['of', 'figure', 'value', 'unit', 'from'],
    rows.map(({ name, figure }) => [name, figure.label, rawOf(figure), figure.unit, figure.from]),
  );
}

function wordsOf(figure: Figure, t: Translate): string {
  return figure.unit === 'place' ? placeText(figure.value) : figureText(figure, t);
}

/** Empty where nothing was measured yet. */
function rawOf(figure: Figure): string {
  if (figure.unit === 'place') return `${figure.value.file}:${figure.value.line}`;
  return figure.value === null ? '' : String(figure.value);
}
