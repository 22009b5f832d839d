import type { PageId } from '../shared/panels';
import type { Category } from '../shared/report';

const pages: Readonly<Record<Category, PageId>> = {
  'sync-io': 'io-and-thread-pool',
  'child-process': 'threads',
  crypto: 'io-and-thread-pool',
  zlib: 'io-and-thread-pool',
  json: 'event-loop',
  regex: 'v8',
  'module-load': 'v8',
  gc: 'garbage-collection',
  cpu: 'event-loop',
  microtasks: 'asynchronous-code',
  native: 'io-and-thread-pool',
  starved: 'threads',
  unknown: 'event-loop',
};

/** The page that explains why a block of that kind holds the loop, and what to do instead. */
export function pageFor(category: Category, call: string | null): PageId {
  if (call === 'Atomics.wait') return 'threads';
  // Sorting and the like are code of V8, whatever called them.
  if (category === 'native' && call?.startsWith('Array.')) return 'event-loop';
  return pages[category];
}
