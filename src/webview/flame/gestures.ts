import type { ChartSurface } from './chartSurface';
import { panned, wholeView, zoomed } from './viewport';

/** Further than this a pointer that is held down drags rather than clicks, in pixels. */
const dragPx = 4;
/** What one step of a key or button does. */
export const zoomStep = 0.6;
const panStep = 0.15;

export interface GestureHandlers {
  /** Pointer moved over the chart; null: it left. */
  hover(point: { readonly x: number; readonly y: number } | null): void;
  click(point: { readonly x: number; readonly y: number }): void;
  doubleClick(point: { readonly x: number; readonly y: number }): void;
}

/**
 * Mouse, wheel and trackpad: drag moves, the wheel scrolls (with shift sideways), with ctrl or ⌘ it zooms at the pointer, as
 * pinching does. Returns what ends it.
 */
export function listenToPointer(
  element: HTMLElement,
  surface: ChartSurface,
  handlers: GestureHandlers,
): () => void {
  const aborter = new AbortController();
  const { signal } = aborter;
  let looking = 0;
  const hover = (point: { readonly x: number; readonly y: number } | null) => {
    cancelAnimationFrame(looking);
    handlers.hover(point);
  };
  let held: { x: number; y: number; dragging: boolean } | null = null;
  const pointOf = (event: MouseEvent) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      held = { ...pointOf(event), dragging: false };
      element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const point = pointOf(event);
      if (held && (held.dragging || Math.hypot(point.x - held.x, point.y - held.y) > dragPx)) {
        const { shownRows } = surface.extent;
        const rows = ((held.y - point.y) / element.clientHeight) * shownRows;
        surface.jump(panned(surface.view, (held.x - point.x) / surface.width, rows, surface.extent));
        held = { ...point, dragging: true };
        element.classList.add('dragging');
        hover(null);
      } else if (!held) hover(point);
    },
    { signal },
  );
  const release = (event: PointerEvent) => {
    element.classList.remove('dragging');
    if (held && !held.dragging && event.type === 'pointerup') handlers.click(pointOf(event));
    held = null;
  };
  element.addEventListener('pointerup', release, { signal });
  element.addEventListener('pointercancel', release, { signal });
  element.addEventListener('pointerleave', () => hover(null), { signal });
  element.addEventListener('dblclick', (event) => handlers.doubleClick(pointOf(event)), { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
      const [x, y] = [event.deltaX * unit, event.deltaY * unit];
      const { view, extent, width } = surface;
      if (event.ctrlKey || event.metaKey) {
        // Pinching comes in small steps, a wheel in large ones.
        const factor = Math.exp(Math.max(-60, Math.min(60, y)) * 0.01);
        surface.jump(zoomed(view, factor, pointOf(event).x / width, extent));
      } else if (event.shiftKey && x === 0) surface.jump(panned(view, y / width, 0, extent));
      else surface.jump(panned(view, x / width, y / 18, extent));
      // What lies under the pointer is known once it is drawn, if it is still there.
      cancelAnimationFrame(looking);
      looking = requestAnimationFrame(() => handlers.hover(pointOf(event)));
    },
    { signal, passive: false },
  );
  return () => {
    cancelAnimationFrame(looking);
    aborter.abort();
  };
}

/** Moves the view for a key; false where the key means nothing here. */
export function moveByKey(surface: ChartSurface, key: string): boolean {
  const { target: view, extent } = surface;
  if (key === '+' || key === '=') surface.glide(zoomed(view, zoomStep, 0.5, extent));
  else if (key === '-' || key === '_') surface.glide(zoomed(view, 1 / zoomStep, 0.5, extent));
  else if (key === 'ArrowLeft') surface.glide(panned(view, -panStep, 0, extent));
  else if (key === 'ArrowRight') surface.glide(panned(view, panStep, 0, extent));
  else if (key === 'ArrowUp') surface.glide(panned(view, 0, -2, extent));
  else if (key === 'ArrowDown') surface.glide(panned(view, 0, 2, extent));
  else if (key === 'PageUp') surface.glide(panned(view, 0, -extent.shownRows, extent));
  else if (key === 'PageDown') surface.glide(panned(view, 0, extent.shownRows, extent));
  else if (key === 'Home') surface.glide(wholeView(extent));
  else return false;
  return true;
}
