import type { KeptTexts } from './kept';
import type { Listed } from './listed';

/** So many items of a list are read at once: what is asked for next is mostly near. */
const pieceLength = 16;

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

  /** The same of a list whose items are read some at a time (`Unpacker.pieces`). */
  pieces<Item>(items: Listed<Item>, write: (item: Item) => void): void {
    this.number(items.length);
    const lengths: number[] = [];
    const start = this.length;
    let at = 0;
    let before = start;
    for (const item of items) {
      write(item);
      if (++at % pieceLength !== 0 && at !== items.length) continue;
      lengths.push(this.length - before);
      before = this.length;
    }
    this.insert(start, lengths);
  }

  /** What `write` writes, with its length before it: `Unpacker.skip` gets behind it. */
  part(write: () => void): void {
    const start = this.length;
    write();
    this.insert(start, [this.length - start]);
  }

  /** Everything so far; the packer is used up. */
  finish(kept: KeptTexts): Packed {
    return { bytes: this.bytes.slice(0, this.length), texts: kept.keep(this.texts) };
  }

  /** Puts numbers before what was written from a place on. */
  private insert(start: number, numbers: readonly number[]): void {
    const end = this.length;
    for (const one of numbers) this.number(one);
    const head = this.bytes.slice(end, this.length);
    this.bytes.copyWithin(start + head.length, start, end);
    this.bytes.set(head, start);
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
    private readonly packed: Packed,
    private at = 0,
  ) {
    this.bytes = packed.bytes;
    this.texts = packed.texts;
  }

  /** What `pieces` wrote: its items are read when they are asked for, with `read` of a reader that stands at them. */
  pieces<Item>(read: (unpacker: Unpacker) => Item): Listed<Item> {
    const length = this.number();
    const count = Math.ceil(length / pieceLength);
    const ends = new Array<number>(count);
    let end = 0;
    for (let piece = 0; piece < count; piece++) ends[piece] = end += this.number();
    const start = this.at;
    this.at += end;
    return new Pieces(this.packed, length, start, ends, read);
  }

  /** Where what comes next begins, for a reader of its own. */
  get position(): number {
    return this.at;
  }

  /** Goes behind what `part` wrote; gives where that begins, for a reader of its own. */
  skip(): number {
    const length = this.number();
    this.at += length;
    return this.at - length;
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

class Pieces<Item> implements Listed<Item> {
  private readonly known: (readonly Item[] | undefined)[];

  constructor(
    private readonly packed: Packed,
    readonly length: number,
    private readonly start: number,
    /** Where each piece ends, counted from the start. */
    private readonly ends: readonly number[],
    private readonly read: (unpacker: Unpacker) => Item,
  ) {
    this.known = new Array<readonly Item[] | undefined>(ends.length);
  }

  get(at: number): Item | undefined {
    if (at < 0 || at >= this.length) return undefined;
    const piece = Math.floor(at / pieceLength);
    return (this.known[piece] ?? this.readPiece(piece))[at % pieceLength];
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let at = 0; at < this.length; at++) yield this.get(at)!;
  }

  private readPiece(piece: number): readonly Item[] {
    const unpacker = new Unpacker(this.packed, this.start + (piece === 0 ? 0 : this.ends[piece - 1]!));
    const items = new Array<Item>(Math.min(pieceLength, this.length - piece * pieceLength));
    for (let at = 0; at < items.length; at++) items[at] = this.read(unpacker);
    return (this.known[piece] = items);
  }
}
