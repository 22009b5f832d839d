import { LruMap } from '../model/lruMap';
import type { Block, Frame, Site } from '../shared/report';
import type { Snapshot } from '../shared/snapshot';

/** Deep stacks make a block some 25 kB. */
const maxLines = 300;

/** The longest block of each line, of the 300 used last: a snapshot has all sites, but only the latest blocks. */
export class WorstBlocks {
  private readonly blocks = new LruMap<Block>(maxLines);
  private sites = 0;

  accept({ blocks, sites }: Snapshot): void {
    // Lines were forgotten: what comes of them from now on may be shorter.
    if (sites.length < this.sites) this.blocks.clear();
    this.sites = sites.length;
    for (const block of blocks) {
      if (!block.site) continue;
      const key = keyOf(block.site);
      if (block.durationMs > (this.blocks.get(key)?.durationMs ?? 0)) this.blocks.set(key, block);
    }
  }

  of({ site }: Site): Block | null {
    return this.blocks.get(keyOf(site)) ?? null;
  }
}

function keyOf({ file, line }: Frame): string {
  return `${file}\n${line}`;
}
