import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import type { Theme } from '../theme';
import type { FigureName, ThreadData } from './timelineData';
import { rowAt } from './figureRows';
import { lowerBound } from './growing';
import type { Viewport } from './viewport';

/** Width of the values at the left of every lane, so that all share one time axis. */
export const gutterPx = 96;
export const rightPx = 8;

export interface Line {
  readonly figure: FigureName;
  readonly name: string;
  readonly color: (theme: Theme) => string;
  /** Pixels between the dashes of the line: colour alone is not told apart by everyone. */
  readonly dash?: readonly number[];
}

export interface ChartProps {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
  /** Steps that the axis may have; all, where there are none. */
  readonly steps: readonly number[] | undefined;
  readonly thread: ThreadData;
  readonly view: Viewport;
  /** The moment whose figures stand beside the title; null: the latest in sight. */
  readonly atMs: number | null;
  readonly theme: Theme;
  /** Changes with the data. */
  readonly version: number;
  readonly width: number;
  readonly height: number;
}

/** Figures of one thread over time, with the values of a moment in words. */
export function FigureChart(props: ChartProps) {
  const { title, lines, format, thread, view, atMs, theme, version, width, height } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  // uPlot asks for the range of a chart that it has had for long.
  const shown = useRef(view);
  shown.current = view;
  useEffect(() => {
    plot.current = new UPlot(
      optionsOf(props, () => shown.current),
      dataOf(thread, lines, view),
      host.current!,
    );
    return () => plot.current?.destroy();
  }, [theme, title, thread]);
  useEffect(() => plot.current?.setSize({ width, height }), [width, height]);
  useEffect(() => plot.current?.setData(dataOf(thread, lines, view), true), [version, thread, view]);
  const at = rowAt(thread, atMs, view);
  return (
    <section class="lane figures" aria-label={title}>
      <h3>
        <span>{title}</span>
        {lines.map(({ figure, name, dash }, index) => (
          <span class={`value line-${index}`} key={figure} data-figure={figure}>
            <svg width="16" height="8" aria-hidden="true">
              <line
                x1="0"
                y1="4"
                x2="16"
                y2="4"
                stroke={lines[index]!.color(theme)}
                stroke-width="2"
                stroke-dasharray={dash?.join(' ') ?? ''}
              />
            </svg>
            <span>
              {name} <b>{valueText(thread.figures[figure].values[at], format)}</b>
            </span>
          </span>
        ))}
      </h3>
      <div ref={host} aria-hidden="true" />
    </section>
  );
}

export function valueText(value: number | undefined, format: (value: number) => string): string {
  return value === undefined || Number.isNaN(value) ? '–' : format(value);
}

function optionsOf(
  { lines, format, steps, theme, width, height }: ChartProps,
  shown: () => Viewport,
): UPlot.Options {
  const axis = { stroke: theme.muted, font: theme.font, grid: { stroke: theme.grid, width: 1 } };
  return {
    width,
    height,
    ms: 1,
    padding: [6, rightPx, 4, 0],
    legend: { show: false },
    cursor: { sync: { key: 'timeline' }, drag: { x: false, y: false, setScale: false }, points: { size: 5 } },
    scales: {
      x: { time: false, range: () => [shown().fromMs, shown().toMs] },
      y: { range: (_, __, highest) => [0, highest > 0 ? highest * 1.1 : 1] },
    },
    axes: [
      { show: false },
      {
        ...axis,
        size: gutterPx,
        space: 28,
        ticks: { show: false },
        ...(steps && { incrs: [...steps] }),
        values: (_, values) => values.map((value) => format(value)),
      },
    ],
    series: [
      {},
      ...lines.map(({ name, color, dash }) => ({
        label: name,
        stroke: color(theme),
        width: 1.5,
        points: { show: false },
        ...(dash && { dash: [...dash] }),
      })),
    ],
  };
}

/** The rows that are in sight and one beyond at each side; unknown values are gaps. */
function dataOf(thread: ThreadData, lines: readonly Line[], view: Viewport): UPlot.AlignedData {
  const times = thread.atMs.values;
  const first = Math.max(0, lowerBound(times, view.fromMs) - 1);
  const end = Math.min(times.length, lowerBound(times, view.toMs) + 1);
  const columns = lines.map(({ figure }) =>
    Array.from(thread.figures[figure].values.subarray(first, end), (value) =>
      Number.isNaN(value) ? null : value,
    ),
  );
  return [times.slice(first, end), ...columns];
}
