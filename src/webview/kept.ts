import type { PageId, PanelInit, PanelPlace } from '../shared/panels';
import type { KeptFlame } from './flame/keptFlame';
import type { KeptState } from './timeline/timelineState';

/** What VS Code keeps of a panel over a reload, a move to another group or window, and while it cannot be seen. */
export interface Kept {
  readonly place: PanelPlace;
  readonly timeline?: KeptState;
  readonly flame?: KeptFlame;
  /** Of a page's diagram. */
  readonly step?: { readonly page: PageId; readonly index: number };
}

/** Where a panel's state is kept; VS Code's webview API is one. */
export interface StateStore {
  getState(): unknown;
  setState(state: unknown): void;
}

/** Begins with what was kept of the place that the extension wants to be seen, and keeps what changes. */
export class PanelMemory {
  private kept: Kept;
  private told: string;

  constructor(
    private readonly store: StateStore,
    { kind, place, isNew }: Pick<PanelInit, 'kind' | 'place' | 'isNew'>,
  ) {
    const before = (store.getState() ?? null) as Kept | null;
    this.told = JSON.stringify(before);
    // A new place has nothing to do with what was looked at before, but the timeline is one place.
    if (before?.place?.kind !== kind || (isNew && kind !== 'timeline')) this.kept = { place };
    // The user goes from page to page; where a file is found the extension says anew.
    else this.kept = { ...before, place: kind === 'explain' ? before.place : place };
    this.keep({});
  }

  get value(): Kept {
    return this.kept;
  }

  keep(part: Partial<Kept>): void {
    this.kept = { ...this.kept, ...part };
    const text = JSON.stringify(this.kept);
    // The mouse and each second change what is shown, but seldom what is kept.
    if (text === this.told) return;
    this.told = text;
    this.store.setState(this.kept);
  }

  /** The extension wants another place to be seen. */
  go(place: PanelPlace): void {
    const { timeline } = this.kept;
    this.kept = { place, ...(timeline && { timeline }) };
    this.keep({});
  }
}
