import type { Block, Frame, Site } from '../shared/report';
import { handlerFrame } from './callPath';
import { spreadEndsMs, type SiteUse, type SiteView } from '../shared/snapshot';

const keptDurations = 512;
const maxSites = 2000;
const maxUses = 50;
const maxTargets = 500;

interface Entry {
  worst: Block;
  count: number;
  totalMs: number;
  /** The latest durations, for the percentile. */
  readonly durations: number[];
  readonly spread: number[];
  /** By target and handler. */
  readonly uses: Map<string, SiteUse>;
  /** Those that measured it and have not been forgotten; `uses` has not all of them. */
  readonly targets: Set<string>;
}

/** Blocks by the line that caused them. Blocks without a line are not counted; past 2,000 lines, new ones are not either. */
export class SiteTable {
  private readonly entries = new Map<string, Entry>();

  add(block: Block): void {
    addTo(this.entries, block);
  }

  has(site: Frame): boolean {
    return this.entries.has(keyOf(site));
  }

  /** Forgets lines that no other targets than these have measured; of the rest nothing, as figures must not go back. */
  forget(gone: ReadonlySet<string>): void {
    for (const [key, { targets }] of this.entries) {
      for (const target of gone) targets.delete(target);
      if (targets.size === 0) this.entries.delete(key);
    }
  }

  /** Worst first: by the time their blocks took together. */
  views(): SiteView[] {
    return worstFirst([...this.entries.values()].map(viewOf));
  }

  /** The same in short. `open` are blocks that count in this list only. */
  list(open: readonly Block[] = []): Site[] {
    const entries = new Map(this.entries);
    for (const { site } of open) {
      const entry = site && entries.get(keyOf(site));
      if (entry) entries.set(keyOf(site), copyOf(entry));
    }
    for (const block of open) addTo(entries, block);
    return worstFirst([...entries.values()].map(siteOf));
  }
}

function keyOf({ file, line }: Frame): string {
  return `${file}\n${line}`;
}

function addTo(entries: Map<string, Entry>, block: Block): void {
  if (!block.site) return;
  const key = keyOf(block.site);
  let entry = entries.get(key);
  if (!entry) {
    if (entries.size >= maxSites) return;
    entry = newEntry(block);
    entries.set(key, entry);
  }
  if (block.durationMs > entry.worst.durationMs) entry.worst = block;
  entry.durations[entry.count % keptDurations] = block.durationMs;
  entry.count++;
  entry.totalMs += block.durationMs;
  const ends = spreadEndsMs.findIndex((endMs) => block.durationMs < endMs);
  entry.spread[ends < 0 ? spreadEndsMs.length : ends]!++;
  addUse(entry.uses, block);
  if (entry.targets.size < maxTargets) entry.targets.add(block.target);
}

function newEntry(worst: Block): Entry {
  return {
    ...{ worst, count: 0, totalMs: 0, durations: [], spread: noSpread() },
    ...{ uses: new Map(), targets: new Set() },
  };
}

function addUse(uses: Entry['uses'], block: Block): void {
  const { target, handler, durationMs } = block;
  const name = handler?.name ?? null;
  const key = `${target}\n${name ?? ''}`;
  const before = uses.get(key);
  if (!before && uses.size >= maxUses) return;
  uses.set(key, {
    target,
    handler: name,
    frame: before ? before.frame : handlerFrame(block),
    count: (before?.count ?? 0) + 1,
    totalMs: (before?.totalMs ?? 0) + durationMs,
    maxMs: Math.max(before?.maxMs ?? 0, durationMs),
  });
}

function noSpread(): number[] {
  return Array.from({ length: spreadEndsMs.length + 1 }, () => 0);
}

function worstFirst<T extends { readonly totalMs: number }>(all: T[]): T[] {
  return all.sort((a, b) => b.totalMs - a.totalMs);
}

function copyOf(entry: Entry): Entry {
  return {
    ...entry,
    durations: [...entry.durations],
    spread: [...entry.spread],
    uses: new Map(entry.uses),
    targets: new Set(entry.targets),
  };
}

function viewOf(entry: Entry): SiteView {
  const { spread, uses } = entry;
  return { ...siteOf(entry), spread: [...spread], uses: worstFirst([...uses.values()]) };
}

function siteOf({ worst, count, totalMs, durations, uses }: Entry): Site {
  const sorted = [...durations].sort((a, b) => a - b);
  return {
    site: worst.site!,
    category: worst.category,
    call: worst.call,
    count,
    totalMs,
    maxMs: worst.durationMs,
    p99Ms: sorted[Math.ceil(0.99 * sorted.length) - 1]!,
    handlers: [...new Set([...uses.values()].flatMap(({ handler }) => handler ?? []))],
  };
}
