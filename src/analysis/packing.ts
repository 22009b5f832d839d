import type { KeptTexts } from './kept';

/** Writes numbers and texts one after the other into little memory: most numbers take one byte, each text is there once. */
export class Packer {
  private bytes = new Uint8Array(4096);
  private length = 0;
  private readonly texts: string[] = [];
  private readonly textNumbers = new Map<string, number>();

  /** @param value a whole number from -1 on */
  number(value: number): void {
    let rest = value + 1;
    if (this.length + 5 > this.bytes.length) this.grow();
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  text(value: string): void {
    let at = this.textNumbers.get(value);
    if (at === undefined) {
      at = this.texts.push(value) - 1;
      this.textNumbers.set(value, at);
    }
    this.number(at);
  }

  numbers(values: readonly number[]): void {
    this.number(values.length);
    for (const value of values) this.number(value);
  }

  list<Item>(items: readonly Item[], write: (item: Item) => void): void {
    this.number(items.length);
    for (const item of items) write(item);
  }

  /** How much has been written; what follows can be read from there. */
  position(): number {
    return this.length;
  }

  /** Everything so far; the packer is used up. */
  finish(kept: KeptTexts): Packed {
    return { bytes: this.bytes.slice(0, this.length), texts: kept.keep(this.texts) };
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 4);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

const none: readonly never[] = [];

export interface Packed {
  readonly bytes: Uint8Array;
  readonly texts: readonly string[];
}

/** Reads what a `Packer` wrote, in the same order. */
export class Unpacker {
  private readonly bytes: Uint8Array;
  private readonly texts: readonly string[];

  constructor(
    { bytes, texts }: Packed,
    private at = 0,
  ) {
    this.bytes = bytes;
    this.texts = texts;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value - 1;
    }
  }

  text(): string {
    return this.texts[this.number()]!;
  }

  numbers(): readonly number[] {
    const count = this.number();
    if (count === 0) return none;
    const values = new Array<number>(count);
    for (let at = 0; at < count; at++) values[at] = this.number();
    return values;
  }

  list<Item>(read: () => Item): readonly Item[] {
    const count = this.number();
    if (count === 0) return none;
    const items = new Array<Item>(count);
    for (let at = 0; at < count; at++) items[at] = read();
    return items;
  }
}
