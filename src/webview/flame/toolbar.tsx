import type { Translate } from '../../model/message';
import type { ChartSurface } from './chartSurface';
import { zoomStep } from './gestures';
import { wholeView, zoomed } from './viewport';

export type Mode = 'time' | 'merged' | 'callers';

interface ModeChoiceProps {
  readonly mode: Mode;
  readonly hasTimes: boolean;
  readonly choose: (mode: Mode) => void;
  readonly t: Translate;
}

/** Which chart; radio buttons, so that arrow keys go from one to the next. */
export function ModeChoice({ mode, hasTimes, choose, t }: ModeChoiceProps) {
  const modes: readonly (readonly [Mode, string, string])[] = [
    ['time', t('Over time'), t('Every call when it happened')],
    [
      'merged',
      t('Merged'),
      t('Calls of the same function by the same callers in one, the heaviest on the left'),
    ],
    ['callers', t('Bottom-up'), t('Each function by its own time, with its callers')],
  ];
  return (
    <fieldset class="flame-modes">
      <legend class="unseen">{t('View')}</legend>
      {modes.map(([value, text, title]) => (
        <label key={value} title={title} class={mode === value ? 'chosen' : ''}>
          <input
            type="radio"
            name="flame-mode"
            checked={mode === value}
            disabled={value === 'time' && !hasTimes}
            onChange={() => choose(value)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

/** Zoom for those who point and click. */
export function ViewButtons({
  surface,
  t,
}: {
  readonly surface: { current: ChartSurface | null };
  readonly t: Translate;
}) {
  const zoom = (factor: number) => {
    const made = surface.current;
    if (made) made.glide(zoomed(made.target, factor, 0.5, made.extent));
  };
  return (
    <span class="flame-zoom" role="group" aria-label={t('Zoom')}>
      <button
        type="button"
        class="icon"
        aria-label={t('Zoom out')}
        title={`${t('Zoom out')} (−)`}
        onClick={() => zoom(1 / zoomStep)}
      >
        −
      </button>
      <button
        type="button"
        class="icon"
        aria-label={t('Zoom in')}
        title={`${t('Zoom in')} (+)`}
        onClick={() => zoom(zoomStep)}
      >
        +
      </button>
      <button
        type="button"
        title={`${t('Show all')} (Home)`}
        onClick={() => surface.current?.glide(wholeView(surface.current.extent))}
      >
        {t('Show all')}
      </button>
    </span>
  );
}
