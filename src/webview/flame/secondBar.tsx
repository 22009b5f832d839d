import type { Translate } from '../../model/message';
import { kindName } from '../../model/profile/describe';
import type { CodeKind } from '../../model/profile/profile';
import type { CallSpan } from './chartData';
import { duration } from './figures';

interface SecondBarProps {
  readonly kinds: readonly CodeKind[];
  /** The only time that counts; null for all. */
  readonly span: CallSpan | null;
  /** A span that the user could choose; null where there is none. */
  readonly offeredSpan: (() => CallSpan | null) | null;
  /** Name of the only function that is shown; null for all. */
  readonly focus: string | null;
  /** Name of a function that the user could choose. */
  readonly offeredFocus: string | null;
  readonly setSpan: (span: CallSpan | null) => void;
  /** True: the offered one; false: all again. */
  readonly setFocus: (on: boolean) => void;
  readonly t: Translate;
}

/** What the colours mean, and what is left out. */
export function SecondBar(props: SecondBarProps) {
  const { kinds, span, offeredSpan, focus, offeredFocus, setSpan, setFocus, t } = props;
  return (
    <div class="flame-bar flame-second">
      <ul class="flame-legend" aria-label={t('Legend')}>
        {kinds.map((kind) => (
          <li key={kind}>
            <span class={`kind ${kind}`} aria-hidden="true" />
            {kindName(kind, t)}
          </li>
        ))}
      </ul>
      <span class="flame-limits">
        {span ? (
          <Limit
            text={t('Only {0} to {1}', duration(span.fromUs, t), duration(span.toUs, t))}
            undo={t('Show all of the time')}
            end={() => setSpan(null)}
          />
        ) : (
          offeredSpan && (
            <button type="button" onClick={() => setSpan(offeredSpan())}>
              {t('Only count this span')}
            </button>
          )
        )}
        {focus !== null ? (
          <Limit text={t('Only {0}', focus)} undo={t('Show all functions')} end={() => setFocus(false)} />
        ) : (
          offeredFocus !== null && (
            <button type="button" onClick={() => setFocus(true)}>
              {t('Only show {0}', offeredFocus)}
            </button>
          )
        )}
      </span>
    </div>
  );
}

interface LimitProps {
  readonly text: string;
  /** What ending it does. */
  readonly undo: string;
  readonly end: () => void;
}

function Limit({ text, undo, end }: LimitProps) {
  return (
    <button type="button" class="limit" title={undo} onClick={end}>
      {text} <span aria-hidden="true">×</span>
      <span class="unseen">{undo}</span>
    </button>
  );
}
