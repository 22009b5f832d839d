import type { Translate } from '../../model/message';
import type { TimelineMarker } from '../../shared/timeline';
import type { Theme } from '../theme';
import type { Viewport } from './viewport';

/** Height of the row of events above the lanes. */
export const eventsPx = 16;
/** Half of a mark's width. */
const halfPx = 4;
/** Marks of one kind closer than this are one mark. */
const apartPx = 3;

/** What happened, for a person. */
export function markerText({ kind, text }: Pick<TimelineMarker, 'kind' | 'text'>, t: Translate): string {
  switch (kind) {
    case 'start':
      return t('{0} started', text);
    case 'restart':
      return t('{0} started again', text);
    case 'end':
      return t('{0} ended', text);
    case 'slow-request':
      return t('{0} held the loop', text);
  }
}

/** Forms differ, not only places: a triangle starts, a ring starts again, a square ends, a rhombus is a request. */
export function drawMarkers(
  context: CanvasRenderingContext2D,
  markers: readonly TimelineMarker[],
  current: TimelineMarker | null,
  view: Viewport,
  width: number,
  /** Where the lane of a marker's thread begins and ends; null where it has none. */
  laneOf: (marker: TimelineMarker) => { readonly top: number; readonly height: number } | null,
  theme: Theme,
): void {
  const perMs = width / (view.toMs - view.fromMs);
  const lastAt = new Map<string, number>();
  for (const marker of markers) {
    const x = (marker.atMs - view.fromMs) * perMs;
    if (x < 0 || x > width) continue;
    const isCurrent = marker === current;
    const key = `${marker.kind} ${marker.thread}`;
    if (!isCurrent && Math.abs(x - (lastAt.get(key) ?? -Infinity)) < apartPx) continue;
    lastAt.set(key, x);
    const color = isCurrent
      ? theme.focus
      : marker.kind === 'slow-request'
        ? theme.colors.red
        : theme.foreground;
    context.fillStyle = context.strokeStyle = color;
    context.lineWidth = 1.5;
    drawMark(context, marker.kind, x, eventsPx / 2);
    const lane = laneOf(marker);
    if (lane) context.fillRect(Math.round(x), lane.top - 2, 1, lane.height + 4);
  }
}

function drawMark(
  context: CanvasRenderingContext2D,
  kind: TimelineMarker['kind'],
  x: number,
  y: number,
): void {
  const path = new Path2D();
  switch (kind) {
    case 'start':
      path.moveTo(x - halfPx, y - halfPx);
      path.lineTo(x + halfPx, y);
      path.lineTo(x - halfPx, y + halfPx);
      return context.fill(path);
    case 'restart':
      path.arc(x, y, halfPx - 0.5, 0, 2 * Math.PI);
      return context.stroke(path);
    case 'end':
      path.rect(x - halfPx + 1, y - halfPx + 1, 2 * halfPx - 2, 2 * halfPx - 2);
      return context.fill(path);
    case 'slow-request':
      path.moveTo(x, y - halfPx);
      path.lineTo(x + halfPx, y);
      path.lineTo(x, y + halfPx);
      path.lineTo(x - halfPx, y);
      return context.fill(path);
  }
}

/** The marker nearest to a place in the row of events; null where none is near. */
export function nearestMarker(
  markers: readonly TimelineMarker[],
  ms: number,
  slackMs: number,
): TimelineMarker | null {
  let nearest: TimelineMarker | null = null;
  for (const marker of markers) {
    const distance = Math.abs(marker.atMs - ms);
    if (distance <= slackMs && distance < Math.abs((nearest?.atMs ?? Infinity) - ms)) nearest = marker;
  }
  return nearest;
}
