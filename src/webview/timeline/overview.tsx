import { useEffect, useRef } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { Theme } from '../theme';
import { timelineMs, type TimelineMarker } from '../../shared/timeline';
import { drawBlocks, drawGcs, drawTicks, prepare, type Lane } from './draw';
import { drawMarkers, eventsPx, nearestMarker } from './markers';
import { threadNames } from './threadNames';
import type { ThreadData, TimelineBlock } from './timelineData';
import type { TimelineState } from './timelineState';

export const laneHeightPx = 22;
const ticksPx = 18;

export interface OverviewProps {
  readonly state: TimelineState;
  readonly theme: Theme;
  readonly language: string;
  readonly width: number;
  readonly t: Translate;
}

/** A lane with the blocks of each thread, all on one time axis. */
export function Overview({ state, theme, language, width, t }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const threads = state.lanes;
  const names = threadNames(threads.map(({ info }) => info));
  const height = eventsPx + threads.length * laneHeightPx + ticksPx;
  useEffect(() => {
    const context = prepare(canvas.current!);
    if (context) drawAll(context, state, threads, theme, language, width, height);
  });
  return (
    <section class="lane threads" aria-label={t('Blocks of each thread')}>
      <div class="names" role="radiogroup" aria-label={t('Thread whose figures are shown')}>
        <span class="events">{t('Events')}</span>
        {threads.map(({ info }) => (
          <label key={info.id} class={info.endedAtMs === null ? '' : 'ended'}>
            <input
              type="radio"
              name="thread"
              checked={state.thread?.info.id === info.id}
              onChange={() => state.choose(info.id)}
            />
            <span
              title={
                info.endedAtMs === null
                  ? `${names.get(info.id)} (${info.pid})`
                  : t('{0} (ended)', `${names.get(info.id)} (${info.pid})`)
              }
            >
              {names.get(info.id)}
            </span>
          </label>
        ))}
      </div>
      <canvas ref={canvas} style={{ height: `${height}px` }} aria-hidden="true" />
    </section>
  );
}

/** The block under the mouse; `slackPx` helps with thin ones. */
export function blockUnder(
  state: TimelineState,
  x: number,
  y: number,
  width: number,
  slackPx = 3,
): TimelineBlock | null {
  const threads = state.lanes;
  const thread = threads[Math.floor((y - eventsPx) / laneHeightPx)];
  if (!thread) return null;
  const perPx = (state.view.toMs - state.view.fromMs) / width;
  const index = thread.blockAt(state.view.fromMs + x * perPx, slackPx * perPx);
  return index < 0 ? null : state.data.block(thread, index);
}

/** The event under the mouse, in the row above the lanes. */
export function markerUnder(
  { view, data }: TimelineState,
  x: number,
  y: number,
  width: number,
  slackPx = 6,
): TimelineMarker | null {
  if (y < 0 || y >= eventsPx) return null;
  const perPx = (view.toMs - view.fromMs) / width;
  return nearestMarker(data.markers, view.fromMs + x * perPx, slackPx * perPx);
}

function drawAll(
  context: CanvasRenderingContext2D,
  state: TimelineState,
  threads: readonly ThreadData[],
  theme: Theme,
  language: string,
  width: number,
  height: number,
): void {
  const { view, data, current } = state;
  const perMs = width / (view.toMs - view.fromMs);
  drawTicks(context, view, width, height, theme, language);
  threads.forEach((thread, row) => {
    const lane = laneAt(row);
    const { startedAtMs, endedAtMs } = thread.info;
    const from = Math.max(startedAtMs, data.nowMs - timelineMs);
    context.fillStyle = theme.grid;
    context.fillRect(
      (from - view.fromMs) * perMs,
      lane.top + lane.height / 2,
      ((endedAtMs ?? data.nowMs) - from) * perMs,
      1,
    );
    drawBlocks(context, data, thread, lane, view, width, theme);
    drawGcs(context, thread, lane, view, width, theme);
    if (current?.thread !== thread.info.id) return;
    context.strokeStyle = theme.focus;
    context.lineWidth = 2;
    const left = (current.startMs - view.fromMs) * perMs;
    context.strokeRect(left - 1, lane.top - 1, Math.max(3, current.durationMs * perMs) + 2, lane.height + 2);
  });
  const rows = new Map(threads.map(({ info }, row) => [info.id, row]));
  const laneOf = ({ thread }: TimelineMarker) => {
    const row = rows.get(thread);
    return row === undefined ? null : laneAt(row);
  };
  drawMarkers(context, data.markers, state.marker, view, width, laneOf, theme);
}

function laneAt(row: number): Lane {
  return { top: eventsPx + row * laneHeightPx + 3, height: laneHeightPx - 6 };
}
