import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { ChartCall, ChartData, Direction } from './chartData';
import { ChartSurface, type Look } from './chartSurface';
import type { Hovered } from './figures';
import { listenToPointer, moveByKey } from './gestures';
import { Tooltip } from './tooltip';
import { revealing, showing, type View } from './viewport';

interface ChartProps {
  readonly data: ChartData;
  readonly look: Look;
  readonly label: string;
  readonly selected: ChartCall | null;
  readonly t: Translate;
  /** For buttons outside that move the view, and for pictures. */
  readonly surface: { current: ChartSurface | null };
  readonly describe: (call: ChartCall) => Hovered;
  readonly select: (call: ChartCall | null) => void;
  /** Shows the call's line. */
  readonly open: (call: ChartCall) => void;
  readonly onView: (view: View) => void;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'out',
  ArrowDown: 'in',
  ArrowLeft: 'before',
  ArrowRight: 'after',
};

/** The flame itself, reachable by keyboard: arrows move the view, with shift from call to call. */
export function Chart(props: ChartProps) {
  const { data, look, selected, surface, t } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState<{
    readonly what: Hovered;
    readonly x: number;
    readonly y: number;
  } | null>(null);
  const now = useRef(props);
  now.current = props;

  // Before the paint: what is done to a chart that is seen is done to that one, not undone by it.
  useLayoutEffect(() => {
    const made = new ChartSurface(canvas.current!, (view) => now.current.onView(view));
    surface.current = made;
    const unlisten = listenToPointer(box.current!, made, {
      hover(point) {
        const call = point && made.hover(point.x, point.y);
        if (!point) made.leave();
        setHovered(call ? { what: now.current.describe(call), ...point } : null);
      },
      click({ x, y }) {
        const call = made.hover(x, y);
        now.current.select(call);
        if (call) now.current.open(call);
      },
      doubleClick({ x, y }) {
        const call = made.hover(x, y);
        if (call) zoomTo(made, now.current.data, call);
      },
    });
    return () => {
      unlisten();
      made.dispose();
      surface.current = null;
    };
  }, []);
  useLayoutEffect(() => surface.current?.show(data), [data]);
  useLayoutEffect(() => surface.current?.paint(look), [look]);
  useLayoutEffect(() => surface.current?.select(selected), [selected, data]);

  const onKeyDown = (event: KeyboardEvent) => {
    const made = surface.current;
    if (!made || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = event.shiftKey ? directions[event.key] : undefined;
    if (direction) {
      const next = selected
        ? data.step(selected, direction)
        : data.at((made.view.fromUs + made.view.toUs) / 2);
      if (next) {
        props.select(next);
        reveal(made, data, next);
      }
    } else if (event.key === 'Enter' && selected) props.open(selected);
    else if ((event.key === 'z' || event.key === 'Z') && selected) zoomTo(made, data, selected);
    else if (event.key === 'Escape' && selected) props.select(null);
    else if (!moveByKey(made, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      class="flame-chart"
      ref={box}
      tabIndex={0}
      role="application"
      aria-roledescription={t('flame chart')}
      aria-label={props.label}
      aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown + - Home Enter Z"
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {hovered && <Tooltip {...hovered} />}
    </div>
  );
}

/** Moves the view so that a call is seen. */
export function reveal(surface: ChartSurface, data: ChartData, call: ChartCall): void {
  const { fromUs, toUs } = data.spanOf(call);
  surface.glide(revealing(fromUs, toUs, data.rowOf(call.node), surface.target, surface.extent));
}

/** Lets a call take most of the width. */
export function zoomTo(surface: ChartSurface, data: ChartData, call: ChartCall): void {
  const { fromUs, toUs } = data.spanOf(call);
  surface.glide(showing(fromUs, toUs, data.rowOf(call.node), surface.target, surface.extent));
}
