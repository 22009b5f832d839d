import { CulpritTable } from '../model/culprits';
import { SiteTable } from '../model/sites';
import type { Block, Site } from '../shared/report';
import type { CulpritView, SiteView } from '../shared/snapshot';

const maxBlocks = 10_000;

/** The blocks of all threads: the latest 10,000, and every line that ever blocked. */
export class BlockStore {
  private kept: Block[] = [];
  private table = new SiteTable();
  private culprits = new CulpritTable();
  private droppedBlocks = 0;

  add(block: Block): void {
    this.kept.push(block);
    this.table.add(block);
    this.culprits.add(block);
    if (this.kept.length > maxBlocks) {
      const excess = Math.ceil(maxBlocks / 10);
      this.kept = this.kept.slice(excess);
      this.droppedBlocks += excess;
    }
  }

  get blocks(): readonly Block[] {
    return this.kept;
  }

  get dropped(): number {
    return this.droppedBlocks;
  }

  culpritViews(): CulpritView[] {
    return this.culprits.views();
  }

  siteViews(): SiteView[] {
    return this.table.views();
  }

  /** Lines by harm; `open` are blocks that count although they have not ended. */
  sites(open: readonly Block[] = []): Site[] {
    return this.table.list(open);
  }

  /** Forgets what these targets measured, but for lines that others measured, too. */
  forget(gone: ReadonlySet<string>): void {
    this.table.forget(gone);
    this.culprits.forget(gone);
    const stays = ({ target, site }: Block) => !gone.has(target) || (site !== null && this.table.has(site));
    this.kept = this.kept.filter(stays);
  }

  clear(): void {
    this.kept = [];
    this.table = new SiteTable();
    this.culprits = new CulpritTable();
    this.droppedBlocks = 0;
  }
}
