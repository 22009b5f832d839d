import { categories, type Category } from '../../shared/report';
import type { PageId } from '../../shared/panels';
import type { SiteView } from '../../shared/snapshot';

/** Kinds of blocks that a page has something to say about. */
const concerns: Readonly<Record<PageId, readonly Category[]>> = {
  'event-loop': categories,
  'io-and-thread-pool': ['sync-io', 'crypto', 'zlib', 'native'],
  'asynchronous-code': ['microtasks'],
  v8: ['cpu', 'regex', 'json', 'module-load'],
  'garbage-collection': ['gc'],
  threads: ['cpu', 'json', 'child-process', 'native', 'starved'],
  streams: ['sync-io', 'zlib', 'json'],
  'what-node-is-for': ['cpu', 'regex', 'json', 'crypto', 'zlib', 'gc', 'native'],
};

/** A line, and where it stands in `LiveFigures.sites`. */
export interface SiteAt {
  readonly site: SiteView;
  readonly at: number;
}

/** The lines that a page is about, worst first. */
export function sitesFor(page: PageId, sites: readonly SiteView[]): readonly SiteAt[] {
  return sites.flatMap((site, at) => (concerns[page].includes(site.category) ? [{ site, at }] : []));
}
