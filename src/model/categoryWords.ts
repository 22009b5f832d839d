import type { Category } from '../shared/report';
import type { Translate } from './message';

/** What held the loop, for a person. */
export function categoryWords(category: Category, t: Translate): string {
  switch (category) {
    case 'sync-io':
      return t('synchronous file access');
    case 'child-process':
      return t('waiting for a child process');
    case 'crypto':
      return t('synchronous cryptography');
    case 'zlib':
      return t('synchronous compression');
    case 'json':
      return t('large JSON');
    case 'regex':
      return t('regular expression');
    case 'module-load':
      return t('loading modules');
    case 'gc':
      return t('garbage collection');
    case 'cpu':
      return t('computing in JavaScript');
    case 'microtasks':
      return t('promise callbacks without a pause');
    case 'native':
      return t('native code');
    case 'starved':
      return t('waiting for a processor');
    case 'unknown':
      return t('unknown cause');
  }
}
