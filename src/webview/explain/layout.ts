import type { Box, Diagram, Step } from './pageText';

/** Something written in a rounded box of its own; `x` and `y` are those of its upper left corner. */
export interface Pill {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A scene as it is drawn at one step. */
export interface Scene {
  /** What moves, in the order of the diagram, so that a thing keeps its place among them; null where it is not seen. */
  readonly tokens: readonly { readonly id: string; readonly pill: Pill | null }[];
  /** What says that a box is held up. */
  readonly held: readonly Pill[];
}

export const pillHeight = 19;
/** Baselines of two lines of a label. */
export const lineHeight = 14;
/** Of letters of the size that explain.css gives them, on average, in the widest of the usual fonts. */
export const letterWidth = 7;
const margin = 7;
const gap = 4;

export function sceneAt({ boxes, tokens }: Diagram, { at, held = {} }: Step): Scene {
  const placed = new Map<string, Pill>();
  const heldPills: Pill[] = [];
  for (const box of boxes) {
    const inside = Object.keys(tokens).filter((id) => at[id] === box.id);
    const words = held[box.id];
    const pills = row(box, [
      ...(words === undefined ? [] : [{ id: box.id, text: words }]),
      ...inside.map((id) => ({ id, text: tokens[id] ?? '' })),
    ]);
    for (const [index, pill] of pills.entries()) {
      if (words !== undefined && index === 0) heldPills.push(pill);
      else placed.set(pill.id, pill);
    }
  }
  return {
    tokens: Object.keys(tokens).map((id) => ({ id, pill: placed.get(id) ?? null })),
    held: heldPills,
  };
}

/** From the lower right corner of a box to the left, and upwards where that does not suffice. */
function row(box: Box, pills: readonly { readonly id: string; readonly text: string }[]): Pill[] {
  const right = box.x + box.width - margin;
  let x = right;
  let y = box.y + box.height - pillHeight - Math.min(margin, (box.height - pillHeight) / 2);
  return pills.map(({ id, text }) => {
    const width = pillWidth(text);
    if (x - width < box.x + margin && x !== right) {
      x = right;
      y -= pillHeight + gap;
    }
    x -= width;
    const pill = { id, text, x, y, width };
    x -= gap;
    return pill;
  });
}

export function pillWidth(text: string): number {
  return Math.round(text.length * letterWidth) + 12;
}

/** A box's label, broken into lines. */
export function labelLines({ label, width }: Box): readonly string[] {
  const most = Math.floor((width - 2 * margin) / letterWidth);
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Baseline of a label's first line: at the top, or in the middle of a box that has room for one line only. */
export function labelTop({ y, height }: Box): number {
  return height < 2 * pillHeight + gap ? y + height / 2 + 4 : y + 17;
}
