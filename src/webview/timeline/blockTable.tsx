import { categoryWords } from '../../model/categoryWords';
import { formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Frame } from '../../shared/report';
import type { TimelineBlock } from './timelineData';
import type { TimelineState } from './timelineState';

export const tableRows = 100;

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
                <td>{state.data.threads.get(block.thread)?.info.name}</td>
                <td class="number">{formatMs(block.durationMs, t)}</td>
                <td>{categoryWords(block.category, t)}</td>
                <td>{block.site ? <SiteLink frame={block.site} open={open} /> : t('unknown')}</td>
              </tr>
            ))}
          </tbody>
        </table>
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

/** The table for other programs: `|` for Markdown, `,` for CSV with a header of the contract's names. */
export function blocksAsText(
  blocks: readonly TimelineBlock[],
  form: 'csv' | 'markdown',
  t: Translate,
): string {
  const rows = blocks.map(({ startMs, thread, durationMs, category, site }) => [
    new Date(startMs).toISOString(),
    thread,
    durationMs.toFixed(1),
    form === 'csv' ? category : categoryWords(category, t),
    site?.functionName ?? '',
    site?.file ?? '',
    String(site?.line ?? ''),
  ]);
  const header = ['startedAt', 'target', 'durationMs', 'category', 'functionName', 'file', 'line'];
  if (form === 'csv') return [header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n') + '\n';
}

/** RFC 4180; a cell that a spreadsheet would take for a formula is kept from being one. */
function quoted(cell: string): string {
  const safe = /^[=+\-@]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
