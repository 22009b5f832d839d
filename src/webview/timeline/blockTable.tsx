import { categoryWords } from '../../model/categoryWords';
import { formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Frame } from '../../shared/report';
import { csv, markdown } from '../tableText';
import { threadNames } from './threadNames';
import type { BlocksOfSpan } from './timelineData';
import type { TimelineState } from './timelineState';

const tableRows = 100;
/** Most blocks that are copied: a spreadsheet takes many, an issue few. The longest count. */
export const copiedBlocks = { csv: 100_000, markdown: 100 };

export interface BlockTableProps {
  readonly state: TimelineState;
  readonly language: string;
  readonly t: Translate;
  readonly open: (frame: Frame) => void;
}

/** What the lanes show, as a table: the longest blocks of the selected time, or of the time in sight. */
export function BlockTable({ state, language, t, open }: BlockTableProps) {
  const { fromMs, toMs } = state.brush ?? state.view;
  const threads = [...state.data.threads.values()];
  const names = threadNames(threads.map(({ info }) => info));
  const { blocks, count, totalMs } = state.data.blocksIn(threads, fromMs, toMs, tableRows);
  return (
    <section class="blocks" aria-label={t('Blocks as a table')}>
      <p role="status">
        {count === 0
          ? t('Nothing blocked in this time.')
          : t('{0} blocks, {1} in all.', count, formatMs(totalMs, t))}
        {count > blocks.length ? ` ${t('The {0} longest are listed.', blocks.length)}` : ''}
      </p>
      {blocks.length > 0 && (
        <div class="wide" tabIndex={0} role="region" aria-label={t('The longest blocks')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('Time')}</th>
                <th scope="col">{t('Thread')}</th>
                <th scope="col" class="number">
                  {t('Length')}
                </th>
                <th scope="col">{t('Cause')}</th>
                <th scope="col">{t('Line')}</th>
              </tr>
            </thead>
            <tbody>
              {blocks.map((block) => (
                <tr key={`${block.thread} ${block.startMs}`}>
                  <td>{timeText(block.startMs, language)}</td>
                  <td>{names.get(block.thread)}</td>
                  <td class="number">{formatMs(block.durationMs, t)}</td>
                  <td>{categoryWords(block.category, t)}</td>
                  <td>{block.site ? <SiteLink frame={block.site} open={open} /> : t('unknown')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function SiteLink({ frame, open }: { readonly frame: Frame; readonly open: (frame: Frame) => void }) {
  return (
    <button type="button" class="link" onClick={() => open(frame)} title={frame.file}>
      {siteText(frame)}
    </button>
  );
}

export function siteText({ functionName, file, line }: Frame): string {
  const place = `${file.split(/[\\/]/).pop()}:${line}`;
  return functionName ? `${functionName} ${place}` : place;
}

/** Time of day with milliseconds. */
export function timeText(ms: number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  }).format(ms);
}

/** The table for other programs, in order of time; a header of the contract's names. */
export function blocksAsText(
  { blocks, count }: BlocksOfSpan,
  names: ReadonlyMap<string, string>,
  form: 'csv' | 'markdown',
  t: Translate,
): string {
  const ordered = [...blocks].sort((a, b) => a.startMs - b.startMs);
  const rows = ordered.map(({ startMs, thread, durationMs, category, site }) => [
    new Date(startMs).toISOString(),
    thread,
    names.get(thread) ?? '',
    durationMs.toFixed(1),
    form === 'csv' ? category : categoryWords(category, t),
    site?.functionName ?? '',
    site?.file ?? '',
    String(site?.line ?? ''),
  ]);
  const header = ['startedAt', 'target', 'name', 'durationMs', 'category', 'functionName', 'file', 'line'];
  if (form === 'csv') return csv(header, rows);
  const left = count - blocks.length;
  return markdown(header, rows) + (left > 0 ? `\n${t('{0} shorter blocks are not shown.', left)}\n` : '');
}
