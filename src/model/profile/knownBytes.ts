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

  /** The entry with the same bytes as [from, to); -1 for none. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const mask = this.buckets.length - 1;
    for (let bucket = hash & mask; this.buckets[bucket] !== -1; bucket = (bucket + 1) & mask) {
      const entry = this.buckets[bucket]!;
      if (this.hashes[entry] === hash && this.same(bytes, entry, from, to - from)) return entry;
    }
    return -1;
  }

  length(entry: number): number {
    return this.lengths[entry]!;
  }

  value(entry: number): number {
    return this.values[entry]!;
  }

  add(bytes: Uint8Array, from: number, to: number, value: number): void {
    const entry = this.values.length;
    this.hashes.push(hashOf(bytes, from, to));
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

  private same(bytes: Uint8Array, entry: number, from: number, length: number): boolean {
    if (this.lengths[entry] !== length) return false;
    const other = this.froms[entry]!;
    for (let i = 0; i < length; i++) if (bytes[other + i] !== bytes[from + i]) return false;
    return true;
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = Math.max(from, to - hashed); at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}
