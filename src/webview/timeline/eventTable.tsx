import type { Translate } from '../../model/message';
import { timeText } from './blockTable';
import { markerText } from './markers';
import { threadNames } from './threadNames';
import type { TimelineState } from './timelineState';

const eventRows = 100;

export interface EventTableProps {
  readonly state: TimelineState;
  readonly language: string;
  readonly t: Translate;
}

/** The row of events as a table: those of the selected time, or of the time in sight. */
export function EventTable({ state, language, t }: EventTableProps) {
  const { fromMs, toMs } = state.brush ?? state.view;
  const names = threadNames([...state.data.threads.values()].map(({ info }) => info));
  const events = state.data.markers
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .sort((a, b) => a.atMs - b.atMs);
  return (
    <section class="twin" aria-label={t('Events as a table')}>
      <h2>{t('Events')}</h2>
      {events.length === 0 && <p>{t('Nothing started, ended or held the loop for long in this time.')}</p>}
      {events.length > eventRows && <p>{t('The last {0} of {1} are listed.', eventRows, events.length)}</p>}
      {events.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Time')}</th>
              <th scope="col">{t('Thread')}</th>
              <th scope="col">{t('Event')}</th>
            </tr>
          </thead>
          <tbody>
            {events.slice(-eventRows).map((marker, at) => (
              <tr key={`${at} ${marker.atMs}`}>
                <td>{timeText(marker.atMs, language)}</td>
                <td>{names.get(marker.thread) ?? t('unknown')}</td>
                <td>{markerText(marker, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
