import type { Disposable } from '../shared/disposable';
import type { Output } from './context';

/** Least time between two drawings. */
const intervalMs = 200;
/** A terminal with fewer rows has none to spare. */
const leastRows = 6;
const leastColumns = 20;

const save = '\u001b7';
const restore = '\u001b8';
const index = '\u001bD';
const up = '\u001b[A';
const wholeScreen = '\u001b[r';

/** Text of the line for a width; null for "nothing to say". `more` asks to be drawn again though nothing changed. */
export type LineText = (columns: number) => { readonly text: string; readonly more: boolean };

/**
 * One line at the bottom of a terminal that the observed program writes to as well.
 *
 * A line drawn where the cursor stands would mix with the program's output, or wipe out half a line of it. So the last row
 * is taken out of the region that scrolls, and the cursor is put back where the program left it. The region is set anew
 * with each drawing because programs that clear the screen reset it; each drawing is one write, so nothing comes between.
 */
export class LiveLine implements Disposable {
  private timer: NodeJS.Timeout | null = null;
  private due = false;
  private shown = false;
  private stopped = false;

  constructor(
    private readonly output: Output,
    private readonly lineText: LineText,
  ) {}

  /** Something changed: draws now, or as soon as the last drawing is old enough. */
  update(): void {
    if (this.stopped) return;
    if (this.timer) {
      this.due = true;
      return;
    }
    const more = this.draw();
    this.due = more;
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.due) this.update();
    }, intervalMs);
    this.timer.unref();
  }

  /** Gives the row back. `update` draws again. */
  clear(): void {
    if (!this.shown) return;
    this.shown = false;
    this.output.write(`${save}${wholeScreen}${row(this.output.rows ?? 0)}${restore}`);
  }

  dispose(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    this.clear();
  }

  private draw(): boolean {
    const { rows = 0, columns = 0 } = this.output;
    if (rows < leastRows || columns < leastColumns) return false;
    const { text, more } = this.lineText(columns - 1);
    // 1. Down and up again on the whole screen: if the cursor stands in the last row, this scrolls its line up.
    const makeRoom = `${save}${wholeScreen}${restore}${index}${up}`;
    // 2. The last row stays out of what scrolls. Setting the region moves the cursor, hence save and restore.
    this.output.write(`${makeRoom}${save}\u001b[1;${rows - 1}r${row(rows)}${text}${restore}`);
    this.shown = true;
    return more;
  }
}

/** Goes to the start of a row and empties it, in no colour. */
function row(number: number): string {
  return `\u001b[${number};1H\u001b[0m\u001b[2K`;
}
