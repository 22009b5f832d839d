/** A list whose items may be read only when they are asked for. */
export interface Listed<Item> extends Iterable<Item> {
  readonly length: number;
  /** undefined where there is none: before the first, behind the last. */
  get(at: number): Item | undefined;
}

/** One whose items are there. */
export class WrittenList<Item> implements Listed<Item> {
  constructor(private readonly items: readonly Item[]) {}

  get length(): number {
    return this.items.length;
  }

  get(at: number): Item | undefined {
    return this.items[at];
  }

  [Symbol.iterator](): Iterator<Item> {
    return this.items[Symbol.iterator]();
  }
}
