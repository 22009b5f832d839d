import type { Category } from '../shared/report';
import type { Translate } from './message';

/** What held the loop, in words that go on in a sentence: `computing in JavaScript`. */
export function categoryWords(category: Category, t: Translate): string {
  const words: Readonly<Record<Category, string>> = {
    'sync-io': t('synchronous file access'),
    'child-process': t('waiting for a child process'),
    crypto: t('synchronous cryptography'),
    zlib: t('synchronous compression'),
    json: t('large JSON'),
    regex: t('regular expression'),
    'module-load': t('loading modules'),
    gc: t('garbage collection'),
    cpu: t('computing in JavaScript'),
    microtasks: t('promise callbacks without a pause'),
    native: t('native code'),
    starved: t('waiting for a processor'),
    unknown: t('unknown cause'),
  };
  return words[category];
}
