type Column = Float64Array | Float32Array | Uint32Array | Uint8Array;
type Columns = { readonly [name: string]: Column };

const firstCapacity = 256;

/**
 * A ring of records in typed-array columns, which grows up to a cap and then drops its oldest. Every record has the number
 * under which it was added: numbers grow, so what is newer than one is a tail of the ring.
 */
export class ColumnRing<C extends Columns> {
  private columns: C;
  private numbers: Float64Array;
  private capacity: number;
  private start = 0;
  private length = 0;

  constructor(
    /** Empty columns of the types that the records have. */
    private readonly empty: C,
    private readonly cap: number,
  ) {
    this.capacity = Math.min(firstCapacity, cap);
    this.columns = this.allocate(this.capacity);
    this.numbers = new Float64Array(this.capacity);
  }

  get size(): number {
    return this.length;
  }

  /** Bytes that its columns take. */
  get bytes(): number {
    const columns = Object.values(this.columns).reduce((sum, { byteLength }) => sum + byteLength, 0);
    return columns + this.numbers.byteLength;
  }

  add(number: number, record: { readonly [K in keyof C]: number }): void {
    if (this.length === this.capacity && this.capacity < this.cap) this.grow();
    const at = (this.start + this.length) % this.capacity;
    for (const name in this.columns) this.columns[name]![at] = record[name];
    this.numbers[at] = number;
    if (this.length < this.capacity) this.length++;
    else this.start = (this.start + 1) % this.capacity;
  }

  /** Drops the oldest records while `isOld` says so of their value in a column. */
  dropWhile(name: keyof C & string, isOld: (value: number) => boolean): void {
    while (this.length > 0 && isOld(this.columns[name]![this.start]!)) {
      this.start = (this.start + 1) % this.capacity;
      this.length--;
    }
  }

  /** Copies of the columns, of what was added under a number greater than `number`; null where there is nothing. */
  since(number: number): C | null {
    return this.tail((at) => this.numbers[at]! > number);
  }

  /** The same of what has `least` or more in a column whose values grow. */
  from(name: keyof C & string, least: number): C | null {
    return this.tail((at) => this.columns[name]![at]! >= least);
  }

  /** From the first place on of which `isNew` is true, as it is of all behind it. */
  private tail(isNew: (at: number) => boolean): C | null {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isNew((this.start + middle) % this.capacity)) high = middle;
      else low = middle + 1;
    }
    return low === this.length ? null : this.slice(low);
  }

  /** Reads a value; `index` counts from the oldest record. */
  value(name: keyof C & string, index: number): number {
    return this.columns[name]![(this.start + index) % this.capacity]!;
  }

  private slice(from: number): C {
    const length = this.length - from;
    const copy = this.allocate(length);
    const first = (this.start + from) % this.capacity;
    const untilEnd = Math.min(length, this.capacity - first);
    for (const name in copy) {
      const column = this.columns[name]!;
      copy[name]!.set(column.subarray(first, first + untilEnd), 0);
      copy[name]!.set(column.subarray(0, length - untilEnd), untilEnd);
    }
    return copy;
  }

  private grow(): void {
    const columns = this.slice(0);
    const numbers = this.numbers;
    // It is full and has not turned yet: it starts at 0.
    this.capacity = Math.min(2 * this.capacity, this.cap);
    this.columns = this.allocate(this.capacity);
    this.numbers = new Float64Array(this.capacity);
    for (const name in columns) this.columns[name]!.set(columns[name] as never, 0);
    for (let index = 0; index < this.length; index++)
      this.numbers[index] = numbers[(this.start + index) % numbers.length]!;
    this.start = 0;
  }

  private allocate(length: number): C {
    const columns: Record<string, Column> = {};
    for (const [name, column] of Object.entries(this.empty))
      columns[name] = new (column.constructor as new (length: number) => Column)(length);
    return columns as C;
  }
}
