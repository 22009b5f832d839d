import type { Translate } from '../../model/message';
import type { Frame } from '../../shared/report';
import type { Figure, FigureGroup } from './figures';
import { figureText, placeText } from './figureText';

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
          <div key={`${figure.label} ${figure.from}`} class={isWide(figure) ? 'explain-wide' : undefined}>
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

/** What would be broken into pieces in one column. */
function isWide({ unit, label }: Figure): boolean {
  return unit === 'place' || label.length > 14;
}

export function FigureValue({ figure, t, open }: Props & { readonly figure: Figure }) {
  return (
    <span class="explain-figure" data-from={figure.from}>
      {figure.unit === 'place' ? <PlaceLink frame={figure.value} t={t} open={open} /> : figureText(figure, t)}
    </span>
  );
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
