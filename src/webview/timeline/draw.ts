import type { Theme } from '../theme';
import { causeOf, type Cause } from './causes';
import { lowerBound } from './growing';
import { rangeOf, type ThreadData, type TimelineData } from './timelineData';
import type { Viewport } from './viewport';

/** Drawing of blocks on a canvas: one lane a thread. Sizes are CSS pixels. */
export interface Lane {
  readonly top: number;
  readonly height: number;
}

/** A block shorter than this is still seen; of those that share so many pixels, one is. */
const columnPx = 2;

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

/**
 * The blocks of one thread. Of short ones that share a column of pixels the longest gives the colour, and columns of one colour
 * side by side are one rectangle: what is painted depends on the width, not on how many blocks there are.
 */
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
  const colors = data.categories.map((category) => causeColor(causeOf(category), theme));
  const starts = thread.startMs.values;
  const durations = thread.durationMs.values;
  const categories = thread.category.values;
  const longMs = columnPx / perMs;
  const run = new Run(context, top, height);
  for (let index = first; index < end;) {
    const left = (starts[index]! - view.fromMs) * perMs;
    if (durations[index]! >= longMs) {
      run.add(left, left + durations[index]! * perMs, colors[categories[index]!] ?? theme.muted);
      index++;
      continue;
    }
    const column = Math.floor(left / columnPx);
    const columnEndMs = view.fromMs + ((column + 1) * columnPx) / perMs;
    let longest = index++;
    for (; index < end && starts[index]! < columnEndMs && durations[index]! < longMs; index++)
      if (durations[index]! > durations[longest]!) longest = index;
    run.add(column * columnPx, (column + 1) * columnPx, colors[categories[longest]!] ?? theme.muted);
  }
  run.end();
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
  const end = lowerBound(starts, view.toMs);
  const run = new Run(context, top + height - 3, 3);
  for (let index = Math.max(0, lowerBound(starts, view.fromMs) - 1); index < end; index++) {
    const left = Math.floor(((starts[index]! - view.fromMs) * perMs) / columnPx) * columnPx;
    run.add(left, left + Math.max(columnPx, durations[index]! * perMs), theme.colors.green);
  }
  run.end();
}

/** Rectangles from left to right; those of one colour that touch are painted as one. */
class Run {
  private left = 0;
  private right = -Infinity;
  private color = '';

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly top: number,
    private readonly height: number,
  ) {}

  add(left: number, right: number, color: string): void {
    if (color === this.color && left <= this.right) {
      this.right = Math.max(this.right, right);
      return;
    }
    this.end();
    this.left = left;
    this.right = right;
    this.color = color;
  }

  end(): void {
    if (!(this.right > this.left)) return;
    this.context.fillStyle = this.color;
    this.context.fillRect(this.left, this.top, this.right - this.left, this.height);
    this.right = -Infinity;
  }
}

/** Between a time's stroke and its label, and after it. */
const labelPx = 4;

/** Round times under a lane, so that a person knows when. */
export function drawTicks(
  context: CanvasRenderingContext2D,
  view: Viewport,
  width: number,
  height: number,
  theme: Theme,
  language: string,
): void {
  context.font = theme.font;
  context.textBaseline = 'bottom';
  const spanMs = view.toMs - view.fromMs;
  const words = (fractions: boolean): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      ...(fractions && { fractionalSecondDigits: 3 as const }),
    });
  const widthOf = (text: string): number => labelPx + context.measureText(text).width;
  const stepOf = (format: Intl.DateTimeFormat): number =>
    tickStep((spanMs * (widthOf(format.format(view.fromMs)) + labelPx)) / width);
  let format = words(false);
  let stepMs = stepOf(format);
  if (stepMs < 1000) {
    format = words(true);
    stepMs = stepOf(format);
  }
  for (let ms = Math.ceil(view.fromMs / stepMs) * stepMs; ms < view.toMs; ms += stepMs) {
    const left = ((ms - view.fromMs) / spanMs) * width;
    context.fillStyle = theme.grid;
    context.fillRect(Math.round(left), 0, 1, height);
    const text = format.format(ms);
    if (left + widthOf(text) > width) break;
    context.fillStyle = theme.muted;
    context.fillText(text, left + labelPx, height - 1);
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
