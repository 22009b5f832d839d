/** Bytes at the end of a stretch that its hash is made of, besides its length. */
const hashed = 24;
const firstBuckets = 1 << 12;

/** Stretches of a file that stood there before, so that what repeats is read once: entries are [from, to) with a value. */
export class KnownBytes {
  /** Entry of each bucket; their number is a power of two. */
  private buckets = new Int32Array(firstBuckets).fill(-1);
  private readonly hashes: number[] = [];
  private readonly froms: number[] = [];
  private readonly lengths: number[] = [];
  private readonly values: number[] = [];
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The entry with the same bytes as [from, to); -1 for none. */
  find(from: number, to: number): number {
    const hash = this.hashOf(from, to);
    const mask = this.buckets.length - 1;
    for (let bucket = hash & mask; this.buckets[bucket] !== -1; bucket = (bucket + 1) & mask) {
      const entry = this.buckets[bucket]!;
      if (this.hashes[entry] === hash && this.same(entry, from, to - from)) return entry;
    }
    return -1;
  }

  length(entry: number): number {
    return this.lengths[entry]!;
  }

  value(entry: number): number {
    return this.values[entry]!;
  }

  add(from: number, to: number, value: number): void {
    const entry = this.values.length;
    this.hashes.push(this.hashOf(from, to));
    this.froms.push(from);
    this.lengths.push(to - from);
    this.values.push(value);
    if (entry * 2 < this.buckets.length) this.place(entry);
    else {
      this.buckets = new Int32Array(this.buckets.length * 4).fill(-1);
      for (let at = 0; at <= entry; at++) this.place(at);
    }
  }

  private place(entry: number): void {
    const mask = this.buckets.length - 1;
    let bucket = this.hashes[entry]! & mask;
    while (this.buckets[bucket] !== -1) bucket = (bucket + 1) & mask;
    this.buckets[bucket] = entry;
  }

  private same(entry: number, from: number, length: number): boolean {
    if (this.lengths[entry] !== length) return false;
    const { view, bytes } = this;
    const other = this.froms[entry]!;
    let i = 0;
    // Four at a time: most of a file is compared here.
    for (; i + 4 <= length; i += 4) if (view.getInt32(other + i) !== view.getInt32(from + i)) return false;
    for (; i < length; i++) if (bytes[other + i] !== bytes[from + i]) return false;
    return true;
  }

  private hashOf(from: number, to: number): number {
    let hash = to - from;
    for (let at = Math.max(from, to - hashed); at < to; at++) {
      hash = Math.imul(hash ^ this.bytes[at]!, 0x01000193);
    }
    return (hash ^ (hash >>> 15)) & 0x3fffffff;
  }
}
