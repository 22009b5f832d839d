import type { LiveFigures } from './panels';
import type { SiteView } from './snapshot';

/** What is new in `LiveFigures`: of thousands of lines few change at a time. */
export interface LiveUpdate extends Omit<LiveFigures, 'sites'> {
  /** Every line, in order: as a number where it is as it was, which is its index in what was told before. */
  readonly sites: readonly (SiteView | number)[];
}

/** Tells figures once as a whole and then what is new in them. */
export class LiveTeller {
  /** Index of each line in what was told last, by its text. */
  private told = new Map<string, number>();

  /** All of it, for who knows nothing. */
  whole(live: LiveFigures): LiveFigures {
    this.update(live);
    return live;
  }

  /** For who was told all before. */
  update({ sites, ...rest }: LiveFigures): LiveUpdate {
    const told = new Map<string, number>();
    const changed = sites.map((site, index) => {
      const text = JSON.stringify(site);
      told.set(text, index);
      return this.told.get(text) ?? site;
    });
    this.told = told;
    return { ...rest, sites: changed };
  }
}

/** What was told before and what is new, together. */
export function updated(before: LiveFigures, { sites, ...rest }: LiveUpdate): LiveFigures {
  return {
    ...rest,
    sites: sites.flatMap((site) => (typeof site === 'number' ? (before.sites[site] ?? []) : site)),
  };
}
