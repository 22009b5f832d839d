import { formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Rectangles } from '../../model/profile/layout';
import type { CodeKind } from '../../model/profile/profile';
import { hatch } from './hatch';
import { Slivers } from './slivers';
import type { Theme } from './theme';
import { ticks, type View } from './viewport';

/** Heights in pixels of the page. */
export const rowPx = 18;
export const rulerPx = 20;
/** Narrower rectangles have no name. */
const narrowestNamePx = 28;
/** Up to this width, in pixels, a rectangle has its kind's colour and nothing else. */
const sliverPx = 3;
const paddingPx = 4;

/** What a picture is made of. */
export interface Picture {
  readonly rectangles: Rectangles;
  readonly view: View;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels of the screen for one of the page. */
  readonly ratio: number;
  readonly theme: Theme;
  readonly t: Translate;
  frameOf(node: number): number;
  name(frame: number): string;
  kind(frame: number): CodeKind;
  /** Drawn faintly. */
  isDim(node: number): boolean;
  readonly selected: Marked | null;
  readonly hovered: Marked | null;
}

/** A call that has an outline, with the stretch of the screen's pixels in which it is meant. */
export interface Marked {
  readonly node: number;
  readonly fromPx: number;
  readonly toPx: number;
}

type Context = CanvasRenderingContext2D;

/** Draws a chart; canvas pixels are those of the screen. */
export function draw(context: Context, picture: Picture): void {
  const { widthPx, heightPx, ratio, theme } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, widthPx, heightPx);
  context.font = theme.font;
  context.textBaseline = 'middle';
  drawGrid(context, picture);
  context.save();
  context.beginPath();
  context.rect(0, rulerPx, widthPx, heightPx - rulerPx);
  context.clip();
  drawCalls(context, picture);
  context.restore();
  drawRuler(context, picture);
}

function drawCalls(context: Context, picture: Picture): void {
  const { rectangles, view, ratio, theme, selected, hovered } = picture;
  const { count, fromPx, toPx, row, node } = rectangles;
  const height = rowPx - 1;
  const yOf = (i: number) => rulerPx + (row[i]! - view.top) * rowPx;
  const slivers = new Slivers((color, atRow, from, to) => {
    context.fillStyle = color;
    context.fillRect(from / ratio, rulerPx + (atRow - view.top) * rowPx, (to - from) / ratio, height);
  });
  const isMeant = (mark: Marked | null, i: number): boolean =>
    mark !== null && mark.node === node[i] && mark.fromPx < toPx[i]! + 1 && mark.toPx > fromPx[i]! - 1;
  let marked = -1;
  let pointed = -1;
  for (let i = 0; i < count; i++) {
    if (isMeant(selected, i)) marked = i;
    if (isMeant(hovered, i)) pointed = i;
    const frame = picture.frameOf(node[i]!);
    const paint = theme.kinds[picture.kind(frame)];
    const dim = picture.isDim(node[i]!);
    const width = (toPx[i]! - fromPx[i]!) / ratio;
    if (width <= sliverPx) {
      const color = theme.highContrast ? (dim ? theme.line : paint.edge) : dim ? paint.dim : paint.fills[0]!;
      slivers.add(color, row[i]!, fromPx[i]!, toPx[i]!);
      continue;
    }
    const x = fromPx[i]! / ratio;
    const y = yOf(i);
    // A gap of a pixel parts neighbours.
    const inner = width - 1;
    context.fillStyle = dim ? paint.dim : paint.fills[(frame * 7) % paint.fills.length]!;
    context.fillRect(x, y, inner, height);
    if (theme.highContrast) {
      outline(context, x, y, inner, height, dim ? theme.line : paint.edge, 1);
      if (!dim) hatch(context, x, y, inner, height, paint.hatch, paint.edge);
    }
    if (width >= narrowestNamePx) {
      const left = Math.max(0, x);
      drawName(context, picture.name(frame), left, y, x + inner - left, theme, dim);
    }
  }
  slivers.finish();
  for (const [i, color, line] of [
    [pointed, theme.text, 1],
    [marked, theme.focus, 2],
  ] as const) {
    if (i < 0) continue;
    const x = fromPx[i]! / ratio;
    outline(context, x, yOf(i), Math.max(3, (toPx[i]! - fromPx[i]!) / ratio - 1), height, color, line);
  }
}

function outline(
  context: Context,
  x: number,
  y: number,
  width: number,
  height: number,
  color: string,
  line: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = line;
  context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
}

function drawName(
  context: Context,
  name: string,
  x: number,
  y: number,
  width: number,
  theme: Theme,
  dim: boolean,
): void {
  const room = width - 2 * paddingPx;
  const text = fitting(context, name, room);
  if (text === '') return;
  if (theme.highContrast) {
    context.fillStyle = theme.background;
    context.fillRect(
      x + 2,
      y + 2,
      Math.min(width - 4, context.measureText(text).width + 2 * paddingPx - 2),
      rowPx - 5,
    );
  }
  context.fillStyle = dim ? theme.faint : theme.onFill;
  context.fillText(text, x + paddingPx, y + rowPx / 2);
}

/** As much of a name as has room, with `…` for what hasn't; '' if that is hardly anything. */
export function fitting(context: Pick<Context, 'measureText'>, name: string, room: number): string {
  const whole = context.measureText(name).width;
  if (whole <= room) return name;
  let length = Math.floor((name.length * room) / whole) - 1;
  while (length > 1 && context.measureText(`${name.slice(0, length)}…`).width > room) length--;
  return length > 1 ? `${name.slice(0, length)}…` : '';
}

function drawGrid(context: Context, { view, widthPx, heightPx, theme }: Picture): void {
  context.fillStyle = theme.line;
  for (const us of ticks(view.fromUs, view.toUs, widthPx / 110).at) {
    const x = Math.round(((us - view.fromUs) / (view.toUs - view.fromUs)) * widthPx);
    context.fillRect(x, rulerPx, 1, heightPx - rulerPx);
  }
}

function drawRuler(context: Context, { view, widthPx, theme, t }: Picture): void {
  context.fillStyle = theme.background;
  context.fillRect(0, 0, widthPx, rulerPx);
  const { stepUs, at } = ticks(view.fromUs, view.toUs, widthPx / 110);
  for (const us of at) {
    const x = Math.round(((us - view.fromUs) / (view.toUs - view.fromUs)) * widthPx);
    context.fillStyle = theme.line;
    context.fillRect(x, 0, 1, rulerPx);
    const text = tickText(us, stepUs, t);
    if (x + 4 + context.measureText(text).width > widthPx) continue;
    context.fillStyle = theme.faint;
    context.fillText(text, x + 4, rulerPx / 2);
  }
  context.fillStyle = theme.line;
  context.fillRect(0, rulerPx - 1, widthPx, 1);
}

/** A moment with as many digits as tell it apart from the next. */
export function tickText(us: number, stepUs: number, t: Translate): string {
  const [value, unit, step] =
    stepUs >= 1e6 || us >= 1e7
      ? [us / 1e6, 's', stepUs / 1e6]
      : stepUs < 1
        ? [us, 'µs', stepUs]
        : [us / 1000, 'ms', stepUs / 1000];
  if (us === 0) return formatMs(0, t);
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));
  const [whole = '', rest] = value.toFixed(digits).split('.');
  return `${rest === undefined ? whole : t('{0}.{1}', whole, rest)} ${unit}`;
}
