import type { Frame } from '../../shared/report';
import { gutterPx, rightPx } from './figureChart';
import { blockUnder, markerUnder } from './overview';
import type { TimelineState } from './timelineState';

const panShare = 0.2;
export const zoomFactor = 0.7;

/** What the keys do while the lanes have the focus. */
export function onKey(event: KeyboardEvent, state: TimelineState, open: (frame: Frame) => void): void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => state.pan(-panShare),
    ArrowRight: () => state.pan(panShare),
    '+': () => state.zoom(zoomFactor),
    '=': () => state.zoom(zoomFactor),
    '-': () => state.zoom(1 / zoomFactor),
    Home: () => state.fit(),
    End: () => state.follow(true),
    n: () => state.step(1),
    p: () => state.step(-1),
    e: () => state.stepEvent(1),
    E: () => state.stepEvent(-1),
    s: () => state.select(state.view),
    Enter: () => state.current?.site && open(state.current.site),
    Escape: () => state.select(null),
  };
  const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
  if (!action || event.target !== event.currentTarget) return;
  event.preventDefault();
  action();
}

/** Wheel zooms, dragging moves, dragging with shift selects, a click at a block opens its line. */
export function pointing(lanes: HTMLElement, state: TimelineState, open: (frame: Frame) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const plot = () => {
    const box = lanes.getBoundingClientRect();
    return { left: box.left + gutterPx, top: box.top, width: box.width - gutterPx - rightPx };
  };
  const msAt = (clientX: number): number => {
    const { left, width } = plot();
    const share = Math.max(0, Math.min(1, (clientX - left) / width));
    return state.view.fromMs + share * (state.view.toMs - state.view.fromMs);
  };
  const under = ({ clientX, clientY }: MouseEvent) => {
    const { left, top, width } = plot();
    return clientX < left ? null : blockUnder(state, clientX - left, clientY - top, width);
  };
  const point = (event: MouseEvent): void => {
    const { left, top, width } = plot();
    const [x, y] = [event.clientX - left, event.clientY - top];
    if (x < 0) state.point(null, null, null);
    else state.point(under(event), markerUnder(state, x, y, width), msAt(event.clientX));
  };
  let drag: { readonly x: number; readonly ms: number; readonly select: boolean; moved: boolean } | null =
    null;
  const move = (event: PointerEvent): void => {
    if (!drag) return point(event);
    if (Math.abs(event.clientX - drag.x) > 3) drag.moved = true;
    if (!drag.moved) return;
    const ms = msAt(event.clientX);
    if (drag.select) state.select({ fromMs: Math.min(ms, drag.ms), toMs: Math.max(ms, drag.ms) });
    else state.pan((drag.ms - ms) / (state.view.toMs - state.view.fromMs));
  };
  lanes.addEventListener('pointermove', move, { signal });
  // What was under the pointer stays, so that it can be read; figures are those of the latest time again.
  lanes.addEventListener('pointerleave', () => state.point(state.current, state.marker, null), { signal });
  lanes.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || event.clientX < plot().left) return;
      drag = { x: event.clientX, ms: msAt(event.clientX), select: event.shiftKey, moved: false };
      lanes.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  lanes.addEventListener(
    'pointerup',
    (event) => {
      const block = drag && !drag.moved ? under(event) : null;
      drag = null;
      if (block?.site) open(block.site);
    },
    { signal },
  );
  // The browser takes the pointer for a gesture of its own.
  lanes.addEventListener('pointercancel', () => (drag = null), { signal });
  lanes.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { deltaX, deltaY, shiftKey } = event;
      if (shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) state.pan((deltaX || deltaY) / plot().width);
      else state.zoom(1.002 ** deltaY, msAt(event.clientX));
    },
    { signal, passive: false },
  );
  return () => stop.abort();
}
