import type { Category } from '../../shared/report';
import type { Translate } from '../../model/message';

/** Blocks are coloured by who is to be asked, not by each category: few colours can be told apart. */
export const causes = ['javascript', 'synchronous', 'gc', 'other'] as const;
export type Cause = (typeof causes)[number];

const causeOfCategory: Readonly<Record<Category, Cause>> = {
  cpu: 'javascript',
  regex: 'javascript',
  microtasks: 'javascript',
  json: 'javascript',
  'module-load': 'synchronous',
  'sync-io': 'synchronous',
  'child-process': 'synchronous',
  crypto: 'synchronous',
  zlib: 'synchronous',
  gc: 'gc',
  native: 'other',
  starved: 'other',
  unknown: 'other',
};

export function causeOf(category: Category): Cause {
  return causeOfCategory[category];
}

export function causeName(cause: Cause, t: Translate): string {
  switch (cause) {
    case 'javascript':
      return t('JavaScript ran');
    case 'synchronous':
      return t('a synchronous call lasted');
    case 'gc':
      return t('garbage was collected');
    case 'other':
      return t('something else, or unknown');
  }
}
