import { useEffect, useRef } from 'preact/hooks';
import type { Translate } from '../../model/message';
import { timelineMs } from '../../shared/timeline';
import type { Theme } from '../theme';
import { drawBlocks, drawGcs, drawTicks, prepare } from './draw';
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
  const threads = [...state.data.threads.values()];
  const height = threads.length * laneHeightPx + ticksPx;
  useEffect(() => {
    const context = prepare(canvas.current!);
    if (context) drawAll(context, state, threads, theme, language, width, height);
  });
  return (
    <section class="lane threads" aria-label={t('Blocks of each thread')}>
      <div class="names" role="radiogroup" aria-label={t('Thread whose figures are shown')}>
        {threads.map(({ info }) => (
          <label key={info.id} class={info.endedAtMs === null ? '' : 'ended'}>
            <input
              type="radio"
              name="thread"
              checked={state.thread?.info.id === info.id}
              onChange={() => state.choose(info.id)}
            />
            <span title={`${info.name} (${info.pid})`}>{info.name}</span>
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
  const threads = [...state.data.threads.values()];
  const thread = threads[Math.floor(y / laneHeightPx)];
  if (!thread) return null;
  const perPx = (state.view.toMs - state.view.fromMs) / width;
  const index = thread.blockAt(state.view.fromMs + x * perPx, slackPx * perPx);
  return index < 0 ? null : state.data.block(thread, index);
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
    const lane = { top: row * laneHeightPx + 3, height: laneHeightPx - 6 };
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
  context.fillStyle = theme.foreground;
  for (const { atMs, kind } of data.markers) {
    const left = (atMs - view.fromMs) * perMs;
    if (left < 0 || left > width) continue;
    context.globalAlpha = kind === 'slow-request' ? 0.35 : 0.8;
    context.fillRect(left, 0, 1, height - ticksPx);
  }
  context.globalAlpha = 1;
}
