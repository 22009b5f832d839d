/** A map that forgets what was used longest ago once the weights of its entries add up to more than its cap. */
export class LruMap<V> {
  private readonly entries = new Map<string, { readonly value: V; weight: number }>();
  private total = 0;

  constructor(private readonly cap: number) {}

  get size(): number {
    return this.entries.size;
  }

  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: V, weight = 1): void {
    this.total += weight - (this.entries.get(key)?.weight ?? 0);
    this.entries.delete(key);
    this.entries.set(key, { value, weight });
    this.trim();
  }

  /** The entry of `key` has turned out to weigh something else; nothing happens if it is gone already. */
  weigh(key: string, weight: number): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.total += weight - entry.weight;
    entry.weight = weight;
    this.trim();
  }

  /** Forgets what is not to be kept. */
  prune(keeps: (key: string) => boolean): void {
    for (const [key, { weight }] of this.entries) {
      if (keeps(key)) continue;
      this.entries.delete(key);
      this.total -= weight;
    }
  }

  clear(): void {
    this.entries.clear();
    this.total = 0;
  }

  /** The newest entry stays, however heavy. */
  private trim(): void {
    for (const [key, { weight }] of this.entries) {
      if (this.total <= this.cap || this.entries.size === 1) return;
      this.entries.delete(key);
      this.total -= weight;
    }
  }
}
