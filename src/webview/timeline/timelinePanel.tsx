import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { categoryWords } from '../../model/categoryWords';
import { formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Frame } from '../../shared/report';
import type { Span } from '../../shared/timeline';
import type { Copy } from '../clipboard';
import { onThemeChange, readTheme } from '../theme';
import { BlockTable, siteText, timeText } from './blockTable';
import { causeColor } from './draw';
import { causeName, causes } from './causes';
import { chartsOf } from './charts';
import { EventTable } from './eventTable';
import { FigureChart, gutterPx, rightPx } from './figureChart';
import { FigureTable } from './figureTable';
import { onKey, pointing } from './input';
import { markerText } from './markers';
import { Overview } from './overview';
import type { TimelineState } from './timelineState';
import { Toolbar } from './toolbar';

export interface TimelinePanelProps {
  readonly state: TimelineState;
  readonly language: string;
  readonly t: Translate;
  readonly open: (frame: Frame) => void;
  /** Shows the stacks of a span. */
  readonly showFlame: (span: Span) => void;
  /** Shows the timeline in the editor area, with all that it has. */
  readonly showLarge: () => void;
  readonly copy: Copy;
  /** Only the lanes of blocks and the delay: for a place with little room. */
  readonly compact: boolean;
}

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
      {thread && (
        <p class="current">
          <span class="at" aria-hidden="true">
            {state.atMs !== null && !state.current && !state.marker && timeText(state.atMs, language)}
          </span>
          <span role="status" title={currentText(props)}>
            {currentText(props)}
          </span>
        </p>
      )}
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
          'Timeline. Arrow keys move, plus and minus zoom, N and P go from block to block, E and Shift+E from event to event, Enter opens the line, S selects what is shown.',
        )}
        onKeyDown={(event) => onKey(event, state, open)}
      >
        {thread && (
          <>
            <Overview state={state} theme={theme} language={language} width={plotWidth} t={t} />
            {chartsOf(t, compact).map(({ title, lines, format, steps }) => (
              <FigureChart
                key={title}
                title={title}
                lines={lines}
                format={format}
                steps={steps}
                thread={thread}
                view={view}
                atMs={state.atMs}
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
      {thread && (
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
      )}
      {thread && state.table && (
        <>
          <BlockTable state={state} language={language} t={t} open={open} />
          <EventTable state={state} language={language} t={t} />
          <FigureTable {...props} thread={thread} />
        </>
      )}
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
  const { current, marker } = state;
  if (marker) return `${timeText(marker.atMs, language)} · ${markerText(marker, t)}`;
  if (!current) return t('Point at a block to see its line. Shift and drag selects a time.');
  const words = [
    timeText(current.startMs, language),
    formatMs(current.durationMs, t),
    categoryWords(current.category, t),
    current.site ? siteText(current.site) : t('line unknown'),
  ];
  return words.join(' · ');
}
