import type * as vscode from 'vscode';
import type { Block, Frame } from '../shared/report';
import type { CulpritView, SiteView, Snapshot, Stall } from '../shared/snapshot';
import { isFile, type EditTracker } from './editTracker';
import type { Ignored } from './ignored';
import { SiteIndex, type HandlerLine } from './siteIndex';
import type { WorstBlocks } from './worstBlocks';

const windows = process.platform === 'win32';
const empty: Snapshot = { version: 0, targets: [], blocks: [], sites: [], culprits: [], stalls: [] };

/** Where a line is now, 0-based, and whether it says something else than the one that was measured. */
export interface Place {
  readonly line: number;
  readonly edited: boolean;
}

export interface PlacedSite extends Place {
  readonly site: SiteView;
  /** Its longest block, where it is still known. */
  readonly longest: Block | null;
  /** Of the time that all lines blocked, 0 to 1. */
  readonly share: number;
}

export interface PlacedStall extends Place {
  readonly stall: Stall;
}

export interface PlacedCulprit extends Place {
  readonly culprit: CulpritView;
  /** The longest of the blocks that went there, where it is still known. */
  readonly longest: Block | null;
}

export interface PlacedHandler extends Place {
  readonly handler: HandlerLine;
}

/** The last snapshot as documents have it: what was measured in each and is not ignored, at the lines where it is now. */
export class MeasuredLines {
  private index = new SiteIndex(empty, windows);

  constructor(
    private readonly edits: EditTracker,
    private readonly worst: WorstBlocks,
    private readonly ignored: Ignored,
  ) {}

  update(snapshot: Snapshot): void {
    this.index = new SiteIndex(snapshot, windows);
  }

  /** Whether anything of a file was measured. */
  has(file: string): boolean {
    const { index } = this;
    return [index.sitesIn(file), index.stallsIn(file), index.handlersIn(file)].some(
      ({ length }) => length > 0,
    );
  }

  sites(document: vscode.TextDocument): PlacedSite[] {
    return this.placed(
      document,
      this.index.sitesIn(document.fileName).filter(({ site, maxMs }) => !this.ignored.hides(site, maxMs)),
      ({ site }) => site,
      (site, place) => ({ ...place, site, longest: this.worst.of(site), share: this.index.share(site) }),
    );
  }

  stalls(document: vscode.TextDocument): PlacedStall[] {
    return this.placed(
      document,
      this.index
        .stallsIn(document.fileName)
        .filter(({ site, durationMs }) => site && !this.ignored.hides(site, durationMs)),
      ({ site }) => site,
      (stall, place) => ({ ...place, stall }),
    );
  }

  culprits(document: vscode.TextDocument): PlacedCulprit[] {
    if (!isDependency(document.fileName)) return [];
    return this.placed(
      document,
      this.index.culpritsIn(document.fileName),
      ({ frame }) => frame,
      (culprit, place) => ({ ...place, culprit, longest: this.worst.ofCulprit(culprit) }),
    );
  }

  handlers(document: vscode.TextDocument): PlacedHandler[] {
    return this.placed(
      document,
      this.index.handlersIn(document.fileName),
      ({ frame }) => frame,
      (handler, place) => ({ ...place, handler }),
    );
  }

  private placed<T, P>(
    document: vscode.TextDocument,
    items: readonly T[],
    frameOf: (item: T) => Frame | null,
    at: (item: T, place: Place) => P,
  ): P[] {
    if (items.length === 0 || !isFile(document)) return [];
    return items.flatMap((item) => {
      const frame = frameOf(item);
      const place = frame && this.edits.place(document, frame.line - 1);
      return place ? [at(item, place)] : [];
    });
  }
}

export function isDependency(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}
