/** Rectangles too narrow for anything but their colour: neighbours of one colour are drawn as one, there may be thousands. */
export class Slivers {
  private readonly pending = new Map<number, { color: string; from: number; to: number }>();

  constructor(private readonly fill: (color: string, row: number, from: number, to: number) => void) {}

  add(color: string, row: number, from: number, to: number): void {
    const last = this.pending.get(row);
    if (!last) this.pending.set(row, { color, from, to });
    else if (last.color === color && last.to === from) last.to = to;
    else {
      this.fill(last.color, row, last.from, last.to);
      last.color = color;
      last.from = from;
      last.to = to;
    }
  }

  finish(): void {
    for (const [row, { color, from, to }] of this.pending) this.fill(color, row, from, to);
  }
}
