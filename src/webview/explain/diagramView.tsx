import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Translate } from '../../model/message';
import type { Copy } from '../clipboard';
import { useCopied } from '../copied';
import { SourceLink, Words } from './factText';
import { labelLines, labelTop, lineHeight, pillHeight, sceneAt, type Pill } from './layout';
import { pictureOf } from './picture';
import type { Arrow, Box, Diagram, Step } from './pageText';
import { useReducedMotion, useSteps } from './steps';

interface Props {
  readonly diagram: Diagram;
  readonly t: Translate;
  /** The step that it begins with, from 0; only from the first it plays by itself. */
  readonly first: number;
  readonly onStep: (index: number) => void;
  readonly copy: Copy;
  /** Name of the file that its picture may become. */
  readonly name: string;
}

/** A diagram that can be stepped through, with what happens in words. Keys: arrows, Home and End. */
export function DiagramView({ diagram, t, first, onStep, copy, name }: Props) {
  const [copied, said] = useCopied(copy, t);
  const stage = useRef<HTMLDivElement>(null);
  const { steps, title } = diagram;
  const reduced = useReducedMotion();
  const { index, playing, go, play, pause } = useSteps(
    steps.length,
    first,
    !reduced && first === 0,
    (at) => 2500 + 45 * (steps[at]?.fact.text.length ?? 0), // so that it can be read
  );
  const step = steps[index]!;
  useLayoutEffect(() => onStep(index), [index]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: steps.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };

  return (
    <figure class="explain-diagram" aria-labelledby="explain-diagram-title">
      <figcaption>
        <h2 id="explain-diagram-title">{title}</h2>
      </figcaption>
      <div
        class="explain-stage"
        ref={stage}
        role="group"
        aria-label={t('Diagram: {0}. The arrow keys go from step to step.', title)}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <Drawing diagram={diagram} step={step} />
        <p class="explain-step">
          <span aria-live={playing ? 'off' : 'polite'} aria-atomic="true">
            <span class="explain-step-number">{t('{0} of {1}', index + 1, steps.length)}</span>{' '}
            <Words text={step.fact.text} />
          </span>
          <SourceLink source={step.fact.source} t={t} />
        </p>
        <div class="explain-controls">
          {/* Not `disabled`: that would take the focus away, and with it the keys. */}
          <button type="button" aria-disabled={index === 0} onClick={() => go(index - 1)}>
            {t('Back')}
          </button>
          <button type="button" aria-disabled={index === steps.length - 1} onClick={() => go(index + 1)}>
            {t('Next')}
          </button>
          {!reduced && (
            <button type="button" onClick={playing ? pause : play}>
              {playing ? t('Pause') : t('Play')}
            </button>
          )}
          <button
            type="button"
            onClick={() =>
              void pictureOf(stage.current!.querySelector('svg')!).then(
                (picture) => picture && copied(picture, name),
              )
            }
          >
            {t('Copy image')}
          </button>
          {said}
          <Progress index={index} count={steps.length} />
        </div>
      </div>
    </figure>
  );
}

/** How far it is, for the eye: the sentence says it as well. */
function Progress({ index, count }: { readonly index: number; readonly count: number }) {
  return (
    <span class="explain-progress" aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <span key={at} class={at <= index ? 'explain-past' : ''} />
      ))}
    </span>
  );
}

/** For the eye only: the step's sentence says the same. */
function Drawing({ diagram, step }: { readonly diagram: Diagram; readonly step: Step }) {
  const { tokens, held } = sceneAt(diagram, step);
  return (
    <svg viewBox={`0 0 400 ${diagram.height}`} aria-hidden="true" focusable="false">
      <defs>
        <marker
          id="explain-tip"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="6"
          markerHeight="6"
          orient="auto"
        >
          <path class="explain-tip" d="M0 0L8 4L0 8Z" />
        </marker>
      </defs>
      {diagram.boxes.map((box) => (
        <BoxView key={box.id} box={box} state={stateOf(box, step)} />
      ))}
      {diagram.arrows.map((arrow) => (
        <path key={pathOf(arrow)} class="explain-arrow" d={pathOf(arrow)} marker-end="url(#explain-tip)" />
      ))}
      {held.map((pill) => (
        <PillView key={pill.id} kind="held" pill={pill} />
      ))}
      {tokens.map(
        ({ id, pill }, at) => pill && <PillView key={id} kind={`token explain-hue${at % 5}`} pill={pill} />,
      )}
    </svg>
  );
}

function BoxView({ box, state }: { readonly box: Box; readonly state: string }) {
  const { x, y, width, height } = box;
  return (
    <g class={`explain-box ${state}`}>
      <rect x={x} y={y} width={width} height={height} rx="5" />
      {labelLines(box).map((line, at) => (
        <text key={line} x={x + 8} y={labelTop(box) + at * lineHeight}>
          {line}
        </text>
      ))}
    </g>
  );
}

function PillView({ kind, pill }: { readonly kind: string; readonly pill: Pill }) {
  return (
    <g class={`explain-${kind}`} transform={`translate(${pill.x} ${pill.y})`}>
      <rect width={pill.width} height={pillHeight} rx={pillHeight / 2} />
      <text x={pill.width / 2} y="13.5" text-anchor="middle">
        {pill.text}
      </text>
    </g>
  );
}

function stateOf({ id, around }: Box, { active, held }: Step): string {
  if (around) return 'explain-around';
  if (held?.[id] !== undefined) return 'explain-held-box';
  return active.includes(id) ? 'explain-active' : '';
}

function pathOf(arrow: Arrow): string {
  return `M${arrow.map(([x, y]) => `${x} ${y}`).join('L')}`;
}
