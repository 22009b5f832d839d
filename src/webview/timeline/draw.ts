import type { Theme } from '../theme';
import { causeOf, type Cause } from './causes';
import { rangeOf, type ThreadData, type TimelineData } from './timelineData';
import type { Viewport } from './viewport';

/** Drawing of blocks on a canvas: one lane a thread. Sizes are CSS pixels. */
export interface Lane {
  readonly top: number;
  readonly height: number;
}

/** A block shorter than a pixel is still seen. */
const thinnestPx = 1.5;

export function causeColor(cause: Cause, { colors, muted }: Theme): string {
  switch (cause) {
    case 'javascript':
      return colors.orange;
    case 'synchronous':
      return colors.blue;
    case 'gc':
      return colors.green;
    case 'other':
      return muted;
  }
}

/** Fits a canvas to its box and to the screen's pixels; gives its context in CSS pixels, cleared. */
export function prepare(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const { clientWidth, clientHeight } = canvas;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, clientWidth, clientHeight);
  return context;
}

/** The blocks of one thread; those that share a pixel are drawn once, the longest of them. */
export function drawBlocks(
  context: CanvasRenderingContext2D,
  data: TimelineData,
  thread: ThreadData,
  { top, height }: Lane,
  view: Viewport,
  width: number,
  theme: Theme,
): void {
  const perMs = width / (view.toMs - view.fromMs);
  const { first, end } = rangeOf(thread, view.fromMs, view.toMs);
  const starts = thread.startMs.values;
  const durations = thread.durationMs.values;
  let pixel = -1;
  let longest = 0;
  for (let index = first; index < end; index++) {
    const left = (starts[index]! - view.fromMs) * perMs;
    const wide = durations[index]! * perMs;
    if (wide < thinnestPx) {
      const here = Math.floor(left / thinnestPx);
      if (here === pixel && durations[index]! <= longest) continue;
      longest = here === pixel ? Math.max(longest, durations[index]!) : durations[index]!;
      pixel = here;
    }
    context.fillStyle = causeColor(causeOf(data.categoryOf(thread, index)), theme);
    context.fillRect(left, top, Math.max(thinnestPx, wide), height);
  }
}

/** Pauses for garbage collection, as a thin line at the foot of a lane. */
export function drawGcs(
  context: CanvasRenderingContext2D,
  thread: ThreadData,
  { top, height }: Lane,
  view: Viewport,
  width: number,
  theme: Theme,
): void {
  const perMs = width / (view.toMs - view.fromMs);
  const starts = thread.gcStartMs.values;
  const durations = thread.gcDurationMs.values;
  context.fillStyle = theme.colors.green;
  for (let index = 0; index < starts.length; index++) {
    const left = (starts[index]! - view.fromMs) * perMs;
    const wide = Math.max(thinnestPx, durations[index]! * perMs);
    if (left + wide >= 0 && left <= width) context.fillRect(left, top + height - 3, wide, 3);
  }
}

/** Round times under a lane, so that a person knows when. */
export function drawTicks(
  context: CanvasRenderingContext2D,
  view: Viewport,
  width: number,
  height: number,
  theme: Theme,
  language: string,
): void {
  const stepMs = tickStep((view.toMs - view.fromMs) / Math.max(2, width / 90));
  const words = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(stepMs < 1000 && { fractionalSecondDigits: 3 as const }),
  });
  context.font = theme.font;
  context.textBaseline = 'bottom';
  for (let ms = Math.ceil(view.fromMs / stepMs) * stepMs; ms < view.toMs; ms += stepMs) {
    const left = ((ms - view.fromMs) / (view.toMs - view.fromMs)) * width;
    context.fillStyle = theme.grid;
    context.fillRect(Math.round(left), 0, 1, height);
    context.fillStyle = theme.muted;
    context.fillText(words.format(ms), left + 4, height - 1);
  }
}

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];

function tickStep(atLeastMs: number): number {
  return (
    steps.find((step) => step >= atLeastMs) ??
    1000 * (secondSteps.find((step) => step * 1000 >= atLeastMs) ?? 3600)
  );
}
