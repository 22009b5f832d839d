import type { Hatch } from './theme';

type Context = CanvasRenderingContext2D;

/** Strokes over a rectangle that tell its kind where colours don't. */
export function hatch(
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
