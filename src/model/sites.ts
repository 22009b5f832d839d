import type { Block, Site } from '../shared/report';

const keptDurations = 512;
const maxSites = 2000;

interface Entry {
  worst: Block;
  count: number;
  totalMs: number;
  /** The latest durations, for the percentile. */
  readonly durations: number[];
  readonly handlers: Set<string>;
}

/** Blocks by the line that caused them. Blocks without a line are not counted; past 2,000 lines, new ones are not either. */
export class SiteTable {
  private readonly entries = new Map<string, Entry>();

  add(block: Block): void {
    if (!block.site) return;
    const key = `${block.site.file}\n${block.site.line}`;
    let entry = this.entries.get(key);
    if (!entry) {
      if (this.entries.size >= maxSites) return;
      entry = { worst: block, count: 0, totalMs: 0, durations: [], handlers: new Set() };
      this.entries.set(key, entry);
    }
    if (block.durationMs > entry.worst.durationMs) entry.worst = block;
    entry.durations[entry.count % keptDurations] = block.durationMs;
    entry.count++;
    entry.totalMs += block.durationMs;
    if (block.handler) entry.handlers.add(block.handler.name);
  }

  /** Worst first: by the time their blocks took together. */
  list(): Site[] {
    return [...this.entries.values()].map(siteOf).sort((a, b) => b.totalMs - a.totalMs);
  }
}

function siteOf({ worst, count, totalMs, durations, handlers }: Entry): Site {
  const sorted = [...durations].sort((a, b) => a - b);
  return {
    site: worst.site!,
    category: worst.category,
    call: worst.call,
    count,
    totalMs,
    maxMs: worst.durationMs,
    p99Ms: sorted[Math.ceil(0.99 * sorted.length) - 1]!,
    handlers: [...handlers],
  };
}
