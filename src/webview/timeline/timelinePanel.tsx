import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { categoryWords } from '../../model/categoryWords';
import { formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Frame } from '../../shared/report';
import type { Span } from '../../shared/timeline';
import { onThemeChange, readTheme } from '../theme';
import { BlockTable, blocksAsText, siteText, tableRows, timeText } from './blockTable';
import { causeColor } from './draw';
import { causeName, causes } from './causes';
import { FigureChart, gutterPx, rightPx, type Line } from './figureChart';
import { blockUnder, Overview } from './overview';
import { laneImage } from './image';
import type { TimelineState } from './timelineState';

export interface TimelinePanelProps {
  readonly state: TimelineState;
  readonly language: string;
  readonly t: Translate;
  readonly open: (frame: Frame) => void;
  /** Shows the stacks of a span. */
  readonly showFlame: (span: Span) => void;
  /** Puts text or a picture where the user can paste it, or into a file where that is not allowed. */
  readonly copy: (what: string | Blob, name: string) => Promise<void>;
  /** Only the lanes of blocks and the delay: for a place with little room. */
  readonly compact: boolean;
}

const panShare = 0.2;
const zoomFactor = 0.7;

/** When the loop stood still, in each thread, and what the runtime did meanwhile. */
export function TimelinePanel(props: TimelinePanelProps) {
  const { state, language, t, open, compact } = props;
  const [, changed] = useReducer<number, void>((count) => count + 1, 0);
  const [theme, setTheme] = useState(readTheme);
  const [width, setWidth] = useState(600);
  const lanes = useRef<HTMLDivElement>(null);
  // Before the paint: what can be seen can be used.
  useLayoutEffect(() => onceAFrame(state, changed), [state]);
  useLayoutEffect(() => onThemeChange(() => setTheme(readTheme())), []);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(120, entry!.contentRect.width)));
    observer.observe(lanes.current!);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => pointing(lanes.current!, state, open), [state]);
  const { thread, view, brush } = state;
  const plotWidth = width - gutterPx - rightPx;
  const share = (ms: number): number =>
    Math.max(0, Math.min(1, (ms - view.fromMs) / (view.toMs - view.fromMs)));
  return (
    <main class={compact ? 'timeline compact' : 'timeline'}>
      <Toolbar {...props} lanes={() => lanes.current!} />
      {!thread && (
        <p class="empty">
          {t(
            'No Node.js program is observed. Start one with F5, or with “Run with Looplens…”: its event loop appears here.',
          )}
        </p>
      )}
      <div
        class="lanes"
        ref={lanes}
        tabIndex={0}
        role="application"
        aria-label={t(
          'Timeline. Arrow keys move, plus and minus zoom, N and P go from block to block, Enter opens the line, S selects what is shown.',
        )}
        onKeyDown={(event) => onKey(event, state, open)}
      >
        {thread && (
          <>
            <Overview state={state} theme={theme} language={language} width={plotWidth} t={t} />
            {chartsOf(t, compact).map(({ title, lines, format }) => (
              <FigureChart
                key={title}
                title={title}
                lines={lines}
                format={format}
                thread={thread}
                view={view}
                theme={theme}
                version={state.data.version ?? 0}
                width={width}
                height={compact ? 70 : 96}
              />
            ))}
            {brush && (
              <div
                class="brush"
                aria-hidden="true"
                style={{
                  left: `${gutterPx + share(brush.fromMs) * plotWidth}px`,
                  width: `${(share(brush.toMs) - share(brush.fromMs)) * plotWidth}px`,
                }}
              />
            )}
          </>
        )}
      </div>
      <p class="current" role="status">
        {currentText(props)}
      </p>
      <ul class="legend" aria-label={t('Colours of blocks')}>
        {causes.map((cause) => (
          <li key={cause}>
            <svg width="10" height="10" aria-hidden="true">
              <rect width="10" height="10" fill={causeColor(cause, theme)} />
            </svg>
            {causeName(cause, t)}
          </li>
        ))}
      </ul>
      {state.table && <BlockTable state={state} language={language} t={t} open={open} />}
    </main>
  );
}

/** However often the state changes, it is painted once a frame. */
function onceAFrame(state: TimelineState, paint: () => void): () => void {
  let frame = 0;
  const listening = state.onDidChange(() => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      paint();
    });
  });
  return () => {
    cancelAnimationFrame(frame);
    listening.dispose();
  };
}

function currentText({ state, language, t }: TimelinePanelProps): string {
  const { current } = state;
  if (!current) return t('Point at a block to see its line. Shift and drag selects a time.');
  const words = [
    timeText(current.startMs, language),
    formatMs(current.durationMs, t),
    categoryWords(current.category, t),
    current.site ? siteText(current.site) : t('line unknown'),
  ];
  return words.join(' · ');
}

function Toolbar({
  state,
  t,
  showFlame,
  copy,
  compact,
  lanes,
}: TimelinePanelProps & { readonly lanes: () => HTMLElement }) {
  const { thread, brush, following, table } = state;
  const span = brush ?? state.view;
  const exported = (form: 'csv' | 'markdown'): string =>
    blocksAsText(
      state.data.blocksIn([...state.data.threads.values()], span.fromMs, span.toMs, tableRows).blocks,
      form,
      t,
    );
  return (
    <div class="toolbar" role="toolbar" aria-label={t('Timeline')}>
      <button type="button" aria-pressed={following} onClick={() => state.follow(!following)}>
        {following ? t('Following') : t('Follow')}
      </button>
      <button type="button" onClick={() => state.zoom(zoomFactor)} aria-label={t('Zoom in')}>
        +
      </button>
      <button type="button" onClick={() => state.zoom(1 / zoomFactor)} aria-label={t('Zoom out')}>
        −
      </button>
      <button type="button" onClick={() => state.fit()}>
        {t('All')}
      </button>
      {!compact && (
        <>
          <button
            type="button"
            disabled={!thread}
            onClick={() => showFlame({ thread: thread!.info.id, ...span })}
          >
            {brush ? t('Flame of the selection') : t('Flame')}
          </button>
          <button type="button" disabled={!brush} onClick={() => state.select(null)}>
            {t('Clear selection')}
          </button>
          <button type="button" aria-pressed={table} onClick={() => state.showTable(!table)}>
            {t('Table')}
          </button>
          <span class="copies">
            <button
              type="button"
              disabled={!thread}
              onClick={() => void laneImage(lanes()).then((image) => image && copy(image, 'timeline.png'))}
            >
              {t('Copy image')}
            </button>
            <button
              type="button"
              disabled={!thread}
              onClick={() => void copy(exported('csv'), 'timeline.csv')}
            >
              {t('Copy CSV')}
            </button>
            <button
              type="button"
              disabled={!thread}
              onClick={() => void copy(exported('markdown'), 'timeline.md')}
            >
              {t('Copy Markdown')}
            </button>
          </span>
        </>
      )}
    </div>
  );
}

function chartsOf(
  t: Translate,
  compact: boolean,
): { readonly title: string; readonly lines: readonly Line[]; readonly format: (value: number) => string }[] {
  const ms = (value: number): string => formatMs(value, t);
  const percent = (value: number): string => `${Math.round(value * 100)} %`;
  const megabytes = (value: number): string => `${Math.round(value / 1e6)} MB`;
  const count = (value: number): string => String(Math.round(value));
  const delay = {
    title: t('Event-loop delay'),
    format: ms,
    lines: [
      { figure: 'p50Ms', name: 'p50', color: (theme) => theme.colors.green, dash: [2, 3] },
      { figure: 'p99Ms', name: 'p99', color: (theme) => theme.colors.yellow },
      { figure: 'maxMs', name: t('longest'), color: (theme) => theme.colors.red, dash: [6, 3] },
    ] satisfies Line[],
  };
  if (compact) return [delay];
  return [
    delay,
    {
      title: t('Busy'),
      format: percent,
      lines: [
        { figure: 'utilization', name: t('loop utilization'), color: (theme) => theme.colors.blue },
        { figure: 'cpu', name: t('processor'), color: (theme) => theme.colors.orange, dash: [6, 3] },
      ],
    },
    {
      title: t('Garbage collection'),
      format: ms,
      lines: [{ figure: 'gcMs', name: t('in each second'), color: (theme) => theme.colors.green }],
    },
    {
      title: t('Memory'),
      format: megabytes,
      lines: [
        { figure: 'heapUsedBytes', name: t('heap used'), color: (theme) => theme.colors.purple },
        {
          figure: 'heapTotalBytes',
          name: t('heap'),
          color: (theme) => theme.colors.purple,
          dash: [2, 3],
        },
        { figure: 'rssBytes', name: t('process'), color: (theme) => theme.foreground, dash: [6, 3] },
      ],
    },
    {
      title: t('Under way'),
      format: count,
      lines: [
        { figure: 'requests', name: t('requests'), color: (theme) => theme.colors.blue },
        { figure: 'handles', name: t('handles'), color: (theme) => theme.colors.yellow, dash: [6, 3] },
      ],
    },
  ];
}

function onKey(event: KeyboardEvent, state: TimelineState, open: (frame: Frame) => void): void {
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
function pointing(lanes: HTMLElement, state: TimelineState, open: (frame: Frame) => void): () => void {
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
  let drag: { readonly x: number; readonly ms: number; readonly select: boolean; moved: boolean } | null =
    null;
  const move = (event: PointerEvent): void => {
    if (!drag) return state.point(under(event));
    if (Math.abs(event.clientX - drag.x) > 3) drag.moved = true;
    if (!drag.moved) return;
    const ms = msAt(event.clientX);
    if (drag.select) state.select({ fromMs: Math.min(ms, drag.ms), toMs: Math.max(ms, drag.ms) });
    else state.pan((drag.ms - ms) / (state.view.toMs - state.view.fromMs));
  };
  lanes.addEventListener('pointermove', move, { signal });
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
