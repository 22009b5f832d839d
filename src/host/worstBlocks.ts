import { LruMap } from '../model/lruMap';
import type { Block, Frame, Site } from '../shared/report';
import type { CulpritView, Snapshot } from '../shared/snapshot';

/** Deep stacks make a block some 25 kB. */
const maxLines = 300;
const maxCulprits = 100;

/** The longest block of each line, of the 300 used last: a snapshot has all sites, but only the latest blocks. */
export class WorstBlocks {
  private readonly blocks = new LruMap<Block>(maxLines);
  private readonly culprits = new LruMap<Block>(maxCulprits);
  private sites = 0;

  accept({ blocks, sites }: Snapshot): void {
    // Lines were forgotten: what comes of them from now on may be shorter.
    if (sites.length < this.sites) {
      this.blocks.clear();
      this.culprits.clear();
    }
    this.sites = sites.length;
    for (const block of blocks) {
      if (block.site) keepLonger(this.blocks, block.site, block);
      if (block.culprit?.module) keepLonger(this.culprits, block.culprit, block);
    }
  }

  /** The longest that went to a line of a dependency. */
  ofCulprit({ frame }: CulpritView): Block | null {
    return this.culprits.get(keyOf(frame)) ?? null;
  }

  of({ site }: Site): Block | null {
    return this.blocks.get(keyOf(site)) ?? null;
  }
}

function keepLonger(blocks: LruMap<Block>, line: Frame, block: Block): void {
  const key = keyOf(line);
  if (block.durationMs > (blocks.get(key)?.durationMs ?? 0)) blocks.set(key, block);
}

function keyOf({ file, line }: Frame): string {
  return `${file}\n${line}`;
}
