import { useCopied } from '../copied';
import { blocksAsText, copiedBlocks } from './blockTable';
import { laneImage } from './image';
import { zoomFactor } from './input';
import { threadNames } from './threadNames';
import type { TimelinePanelProps } from './timelinePanel';

/** Follow, zoom, flame, table; and what can be taken along. */
export function Toolbar({
  state,
  t,
  showFlame,
  showLarge,
  copy,
  compact,
  lanes,
}: TimelinePanelProps & { readonly lanes: () => HTMLElement }) {
  const { thread, brush, following, table } = state;
  const span = brush ?? state.view;
  const [copied, said] = useCopied(copy, t);
  const blocks = (form: 'csv' | 'markdown') => {
    const threads = [...state.data.threads.values()];
    const names = threadNames(threads.map(({ info }) => info));
    return blocksAsText(
      state.data.blocksIn(threads, span.fromMs, span.toMs, copiedBlocks[form]),
      names,
      form,
      t,
    );
  };
  return (
    <div class="toolbar" role="toolbar" aria-label={t('Timeline')}>
      <button type="button" aria-pressed={following} onClick={() => state.follow(!following)}>
        {following ? t('Following') : t('Follow')}
      </button>
      <button type="button" onClick={() => state.zoom(zoomFactor)} aria-label={t('Zoom in')}>
        +
      </button>
      <button type="button" onClick={() => state.zoom(1 / zoomFactor)} aria-label={t('Zoom out')}>
        −
      </button>
      <button type="button" onClick={() => state.fit()}>
        {t('All')}
      </button>
      {compact && (
        <button type="button" onClick={showLarge}>
          {t('Large timeline')}
        </button>
      )}
      {!compact && (
        <>
          <button
            type="button"
            disabled={!thread}
            onClick={() => showFlame({ thread: thread!.info.id, ...span })}
          >
            {brush ? t('Flame of the selection') : t('Flame')}
          </button>
          <button type="button" disabled={!brush} onClick={() => state.select(null)}>
            {t('Clear selection')}
          </button>
          <button type="button" aria-pressed={table} onClick={() => state.showTable(!table)}>
            {t('Table')}
          </button>
          <span class="copies">
            {said}
            <button
              type="button"
              disabled={!thread}
              onClick={() => void laneImage(lanes()).then((image) => image && copied(image, 'timeline.png'))}
            >
              {t('Copy image')}
            </button>
            <button type="button" disabled={!thread} onClick={() => copied(blocks('csv'), 'timeline.csv')}>
              {t('Copy CSV')}
            </button>
            <button
              type="button"
              disabled={!thread}
              onClick={() => copied(blocks('markdown'), 'timeline.md')}
            >
              {t('Copy Markdown')}
            </button>
          </span>
        </>
      )}
    </div>
  );
}
