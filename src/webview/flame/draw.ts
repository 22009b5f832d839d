import { formatMs } from '../../model/formatMs';
import type { Translate } from '../../model/message';
import type { Rectangles } from '../../model/profile/layout';
import type { CodeKind } from '../../model/profile/profile';
import type { Hatch, Theme } from './theme';
import { ticks, type View } from './viewport';

/** Heights in pixels of the page. */
export const rowPx = 18;
export const rulerPx = 20;
/** Narrower rectangles have no name. */
const narrowestNamePx = 28;
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
  isSelected(node: number, fromPx: number, toPx: number): boolean;
  isHovered(node: number, fromPx: number, toPx: number): boolean;
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
  const { rectangles, view, ratio, theme } = picture;
  const { count, fromPx, toPx, row, node } = rectangles;
  const height = rowPx - 1;
  let marked = -1;
  let hovered = -1;
  for (let i = 0; i < count; i++) {
    const x = fromPx[i]! / ratio;
    const width = (toPx[i]! - fromPx[i]!) / ratio;
    const y = rulerPx + (row[i]! - view.top) * rowPx;
    const frame = picture.frameOf(node[i]!);
    const kind = picture.kind(frame);
    const paint = theme.kinds[kind];
    const dim = picture.isDim(node[i]!);
    const shade = paint.fills[(frame * 7) % paint.fills.length]!;
    // A gap of a pixel parts neighbours where there is room for it.
    const inner = width > 2 ? width - 1 : width;
    if (theme.highContrast && width <= 3) {
      context.fillStyle = dim ? theme.line : paint.edge;
      context.fillRect(x, y, inner, height);
      continue;
    }
    context.fillStyle = dim ? paint.dim : shade;
    context.fillRect(x, y, inner, height);
    if (theme.highContrast) outline(context, x, y, inner, height, dim ? theme.line : paint.edge, 1);
    if (theme.highContrast && !dim) hatch(context, x, y, inner, height, paint.hatch, paint.edge);
    if (width >= narrowestNamePx) {
      const left = Math.max(0, x);
      drawName(context, picture.name(frame), left, y, x + inner - left, theme, dim);
    }
    if (picture.isSelected(node[i]!, fromPx[i]!, toPx[i]!)) marked = i;
    if (picture.isHovered(node[i]!, fromPx[i]!, toPx[i]!)) hovered = i;
  }
  for (const [i, color, line] of [
    [hovered, theme.text, 1],
    [marked, theme.focus, 2],
  ] as const) {
    if (i < 0) continue;
    const x = fromPx[i]! / ratio;
    const y = rulerPx + (row[i]! - view.top) * rowPx;
    outline(context, x, y, Math.max(3, (toPx[i]! - fromPx[i]!) / ratio - 1), height, color, line);
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

function hatch(
  context: Context,
  x: number,
  y: number,
  width: number,
  height: number,
  kind: Hatch,
  color: string,
): void {
  if (kind === 'none') return;
  context.save();
  context.beginPath();
  context.rect(x + 1, y + 1, width - 2, height - 2);
  context.clip();
  context.strokeStyle = color;
  context.fillStyle = color;
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.beginPath();
  const [from, to] = [Math.max(0, x), x + width];
  if (kind === 'level') {
    for (let at = y + 3; at < y + height; at += 4) lineTo(context, from, at, to, at);
  } else if (kind === 'dotted') {
    for (let at = from + 2; at < to; at += 6)
      for (let up = y + 4; up < y + height; up += 5) context.rect(at, up, 1, 1);
  } else {
    const lean = kind === 'upright' ? 0 : height;
    for (let at = from - height; at < to; at += kind === 'upright' ? 5 : 7) {
      if (kind !== 'falling') lineTo(context, at, y + height, at + lean, y);
      if (kind === 'falling' || kind === 'crossed') lineTo(context, at, y, at + lean, y + height);
    }
  }
  context.stroke();
  context.restore();
}

function lineTo(context: Context, x: number, y: number, toX: number, toY: number): void {
  context.moveTo(x, y);
  context.lineTo(toX, toY);
}
