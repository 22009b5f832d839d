import { decimal, formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Frame } from '../../shared/report';
import type { Figure, FigureGroup } from './figures';

export interface FramePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Props {
  readonly t: Translate;
  open(place: FramePlace): void;
}

/** Figures with names; each element says in `data-from` where in the snapshot it was taken from. */
export function Figures({ group, t, open }: Props & { readonly group: FigureGroup }) {
  return (
    <div class="explain-figures">
      <h3>{group.name}</h3>
      <dl>
        {group.figures.map((figure) => (
          <div key={`${figure.label} ${figure.from}`}>
            <dt>{figure.label}</dt>
            <dd>
              <FigureValue figure={figure} t={t} open={open} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

export function FigureValue({ figure, t, open }: Props & { readonly figure: Figure }) {
  return (
    <span class="explain-figure" data-from={figure.from}>
      {figure.unit === 'place' ? <PlaceLink frame={figure.value} t={t} open={open} /> : figureText(figure, t)}
    </span>
  );
}

/** What stands on the page; a question mark where nothing was measured yet. */
export function figureText(figure: Exclude<Figure, { unit: 'place' }>, t: Translate): string {
  if (figure.unit === 'text') return figure.value;
  if (figure.unit === 'ms') return formatMs(figure.value, t);
  if (figure.value === null) return '?';
  if (figure.unit === 'number') return String(figure.value);
  const percent = figure.value * 100;
  return `${percent < 9.95 ? decimal(percent, t) : percent.toFixed(0)} %`;
}

/** Opens a line in the editor. */
export function PlaceLink({ frame, t, open }: Props & { readonly frame: Frame }) {
  const { file, line, column } = frame;
  return (
    <button
      type="button"
      class="explain-link"
      title={t('Show {0}, line {1}', file, line)}
      onClick={() => open({ file, line, column })}
    >
      {placeText(frame)}
    </button>
  );
}

/** `stock.ts:17`. */
export function placeText({ file, line }: Frame): string {
  return `${file.split(/[\\/]/).pop() || file}:${line}`;
}
