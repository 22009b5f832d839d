import { useState } from 'preact/hooks';
import type { Translate } from '../../model/message';
import { duration, share } from './figures';
import type { Found } from './useSearch';

interface SearchBoxProps {
  readonly field: { current: HTMLInputElement | null };
  readonly text: string;
  readonly found: Found | null;
  readonly wholeUs: number;
  readonly setText: (text: string) => void;
  /** Goes to a place that was found. */
  readonly show: (index: number) => void;
  readonly t: Translate;
}

/** Finds functions by name, file or package; Enter goes to the next place, with shift to the one before. */
export function SearchBox({ field, text, found, wholeUs, setText, show, t }: SearchBoxProps) {
  const [place, setPlace] = useState<{ readonly of: Found; readonly index: number } | null>(null);
  const at = place !== null && place.of === found ? place.index : -1; // what is found anew begins anew
  const count = found?.count ?? 0;
  const go = (by: number) => {
    if (!found || count === 0) return;
    const next = at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count;
    setPlace({ of: found, index: next });
    show(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && text !== '') setText('');
    else return;
    event.preventDefault();
  };
  return (
    <span class="flame-search" role="search">
      <input
        type="text"
        ref={field}
        value={text}
        placeholder={t('Find a function, file or package')}
        aria-label={t('Find a function, file or package')}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span class="flame-found" role="status">
        {found && (count === 0 ? t('Nothing found') : foundText())}
      </span>
      <button
        type="button"
        class="icon"
        disabled={count === 0}
        aria-label={t('Previous')}
        title={t('Previous')}
        onClick={() => go(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="icon"
        disabled={count === 0}
        aria-label={t('Next')}
        title={t('Next')}
        onClick={() => go(1)}
      >
        ↓
      </button>
    </span>
  );

  function foundText(): string {
    const where = at < 0 ? String(count) : t('{0} of {1}', at + 1, count);
    return `${where} · ${duration(found!.us, t)} (${share(found!.us, wholeUs, t)})`;
  }
}
