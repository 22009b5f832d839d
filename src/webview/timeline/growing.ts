type Numbers = Float64Array | Float32Array | Uint8Array | Uint32Array;

/** A typed array that grows at its end and is cut at its start. */
export class Growing<A extends Numbers> {
  private buffer: A;
  private start = 0;
  private end = 0;

  constructor(private readonly make: (length: number) => A) {
    this.buffer = make(64);
  }

  get length(): number {
    return this.end - this.start;
  }

  /** What it holds now; valid until it changes. */
  get values(): A {
    return this.buffer.subarray(this.start, this.end) as A;
  }

  append(more: ArrayLike<number>): void {
    if (this.end + more.length > this.buffer.length) this.move(this.length + more.length);
    this.buffer.set(more, this.end);
    this.end += more.length;
  }

  dropFirst(count: number): void {
    this.start = Math.min(this.end, this.start + count);
    if (this.start > this.buffer.length / 2) this.move(this.length);
  }

  /** To the start of a buffer with room to spare for `length` values. */
  private move(length: number): void {
    const kept = this.values;
    const next = this.make(Math.max(64, Math.ceil(length * 1.5)));
    next.set(kept, 0);
    this.buffer = next;
    this.end = kept.length;
    this.start = 0;
  }
}

/** Index of the first value that is `wanted` or more in ascending values; their count where there is none. */
export function lowerBound(values: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
