import { useState } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { PageId } from '../../shared/panels';
import { pageNames } from './pages/all';

interface Props {
  readonly page: PageId;
  readonly t: Translate;
  go(page: PageId): void;
}

/** The pages; where there is little room, behind a button. */
export function PageNav({ page, t, go }: Props) {
  const [shown, setShown] = useState(false);
  const names = pageNames(t);
  return (
    <nav class="explain-nav" aria-label={t('Pages')}>
      <button
        type="button"
        class="explain-nav-button"
        aria-expanded={shown}
        aria-controls="explain-pages"
        onClick={() => setShown(!shown)}
      >
        {t('Pages')}
      </button>
      <ul id="explain-pages" class={shown ? 'explain-shown' : ''}>
        {names.map(([id, name]) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === page ? 'page' : undefined}
              onClick={() => {
                setShown(false);
                go(id);
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
