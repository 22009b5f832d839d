import { chartsOf } from './charts';
import { timeText } from './blockTable';
import { valueText } from './figureChart';
import { useCopied } from '../copied';
import { figureRows, type FigureRow } from './figureRows';
import { csv, markdown } from '../tableText';
import { figureNames, type ThreadData } from './timelineData';
import type { TimelinePanelProps } from './timelinePanel';

const shownRows = 60;
/** All seconds that there can be. */
const copiedRows = 1800;

interface FigureTableProps extends TimelinePanelProps {
  readonly thread: ThreadData;
}

/** What the charts show of the chosen thread, as a table: of the selected time, or of the time in sight. */
export function FigureTable({ state, language, t, thread, copy }: FigureTableProps) {
  const [copied, said] = useCopied(copy, t);
  const span = state.brush ?? state.view;
  const { rows, secondsEach } = figureRows(thread, span, shownRows);
  const charts = chartsOf(t, false);
  const columns = charts.flatMap(({ lines, format }) =>
    lines.map(({ figure, name }) => ({ figure, name, format })),
  );
  const exported = (form: 'csv' | 'markdown'): string => {
    const { rows: all } = form === 'csv' ? figureRows(thread, span, copiedRows) : { rows };
    return (form === 'csv' ? csv : markdown)(['endsAt', ...figureNames], all.map(cellsOf));
  };
  return (
    <section class="twin figures-table" aria-label={t('Figures as a table')}>
      <h2>{t('Figures of {0}', thread.info.name)}</h2>
      {rows.length === 0 ? (
        <p>{t('Nothing was measured in this time.')}</p>
      ) : (
        <>
          <p>
            {secondsEach > 1 &&
              t(
                'Each row is {0} seconds: shares are means, garbage collection is a sum, all else is the highest value.',
                secondsEach,
              )}{' '}
            <button type="button" class="link" onClick={() => copied(exported('csv'), 'figures.csv')}>
              {t('Copy as CSV')}
            </button>{' '}
            <button type="button" class="link" onClick={() => copied(exported('markdown'), 'figures.md')}>
              {t('Copy as Markdown')}
            </button>{' '}
            {said}
          </p>
          <div class="wide" tabIndex={0} role="region" aria-label={t('Figures as a table')}>
            <table>
              <thead>
                <tr>
                  <th scope="col" rowSpan={2}>
                    {t('Until')}
                  </th>
                  {charts.map(({ title, lines }) => (
                    <th scope="colgroup" class="number" key={title} colSpan={lines.length}>
                      {title}
                    </th>
                  ))}
                </tr>
                <tr>
                  {columns.map(({ figure, name }) => (
                    <th scope="col" class="number" key={figure}>
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ atMs, figures }) => (
                  <tr key={atMs}>
                    <td>{timeText(atMs, language)}</td>
                    {columns.map(({ figure, format }) => (
                      <td class="number" key={figure}>
                        {valueText(figures[figure], format)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

/** Empty where a figure is not known. */
function cellsOf({ atMs, figures }: FigureRow): string[] {
  const number = (value: number): string => (Number.isNaN(value) ? '' : String(Number(value.toFixed(3))));
  return [new Date(atMs).toISOString(), ...figureNames.map((name) => number(figures[name]))];
}
