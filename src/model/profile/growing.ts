type Columns = Int32Array | Uint32Array | Float64Array;

/** A column whose length is not known beforehand; it doubles, in a typed array. */
export class Growing<T extends Columns> {
  length = 0;

  constructor(
    private column: T,
    private readonly make: (length: number) => T,
  ) {}

  static int32(): Growing<Int32Array> {
    return new Growing(new Int32Array(1024), (length) => new Int32Array(length));
  }

  static uint32(): Growing<Uint32Array> {
    return new Growing(new Uint32Array(1024), (length) => new Uint32Array(length));
  }

  static float64(): Growing<Float64Array> {
    return new Growing(new Float64Array(1024), (length) => new Float64Array(length));
  }

  push(value: number): void {
    if (this.length === this.column.length) {
      const longer = this.make(this.length * 2);
      longer.set(this.column);
      this.column = longer;
    }
    this.column[this.length++] = value;
  }

  get(index: number): number {
    return this.column[index]!;
  }

  set(index: number, value: number): void {
    this.column[index] = value;
  }

  /** What there is, as a view: valid until the next `push`. */
  view(): T {
    return this.column.subarray(0, this.length) as T;
  }
}
