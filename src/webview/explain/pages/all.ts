import type { Translate } from '../../../model/message';
import type { PageId } from '../../../shared/panels';
import type { PageText } from '../pageText';
import { asynchronousCode } from './asynchronousCode';
import { eventLoop } from './eventLoop';
import { garbageCollection } from './garbageCollection';
import { ioAndThreadPool } from './ioAndThreadPool';
import { streams } from './streams';
import { threads } from './threads';
import { v8 } from './v8';
import { whatNodeIsFor } from './whatNodeIsFor';

/** What each page says, in the language of `t`. */
export const pageTexts: Readonly<Record<PageId, (t: Translate) => PageText>> = {
  'event-loop': eventLoop,
  'io-and-thread-pool': ioAndThreadPool,
  'asynchronous-code': asynchronousCode,
  v8,
  'garbage-collection': garbageCollection,
  threads,
  streams,
  'what-node-is-for': whatNodeIsFor,
};

/** Short names of the pages, in the order of the navigation. */
export function pageNames(t: Translate): readonly (readonly [PageId, string])[] {
  return [
    ['event-loop', t('Event loop')],
    ['io-and-thread-pool', t('I/O and thread pool')],
    ['asynchronous-code', t('Asynchronous code')],
    ['v8', 'V8'],
    ['garbage-collection', t('Garbage collection')],
    ['threads', t('Threads')],
    ['streams', t('Streams')],
    ['what-node-is-for', t('What Node is for')],
  ];
}
