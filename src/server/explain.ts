import type { ApiEntry } from '../knowledge/entry';
import type { StaticFinding } from '../analysis/finding';
import { pageFor } from '../model/explainPage';
import type { Translate } from '../model/message';
import type { Evidence, PageId } from '../shared/panels';
import type { Category } from '../shared/report';
import { explainPageCommand } from '../shared/serverApi';

/** What a page is to be told: which one, and what the user came from. */
export type ExplainArguments = readonly [PageId] | readonly [PageId, Evidence];

const modules: Readonly<Record<string, Category>> = {
  fs: 'sync-io',
  child_process: 'child-process',
  crypto: 'crypto',
  zlib: 'zlib',
  JSON: 'json',
};
const phases: Readonly<Record<string, PageId>> = {
  timers: 'asynchronous-code',
  check: 'asynchronous-code',
  nextTick: 'asynchronous-code',
  microtask: 'asynchronous-code',
};

/** The page that explains a finding, with the place that it is about. */
export function explainFinding({ rule, call, start }: StaticFinding): ExplainArguments {
  const site = { ...start, functionName: '', source: 'original', generated: null, module: null } as const;
  switch (rule) {
    case 'slow-regex':
      return ['v8', { category: 'regex', call: null, site }];
    case 'endless-microtasks':
      return ['asynchronous-code', { category: 'microtasks', call: null, site }];
    case 'unbounded-parse':
    case 'blocking-call': {
      const category = categoryOf(call);
      return [pageFor(category, call), { category, call, site }];
    }
    case 'unbounded-all':
    case 'floating-promise':
    case 'unexplained-ignore':
      return ['asynchronous-code'];
  }
}

/** The page that explains what one of Node's callables does. */
export function pageOfApi({ id, variants }: ApiEntry): PageId {
  const [first] = variants;
  if (/^(?:stream|streams)\b/.test(id)) return 'streams';
  if (/^(?:worker_threads|cluster|child_process)\b/.test(id)) return 'threads';
  if (/^(?:v8|vm|module)\b/.test(id)) return 'v8';
  if (first?.blocksMain) return pageFor(categoryOf(id), id);
  if (first?.stages.some(({ where }) => where === 'pool' || where === 'kernel')) return 'io-and-thread-pool';
  return phases[first?.callbackPhase ?? ''] ?? 'event-loop';
}

/** A link to a page, in Markdown that may run the command. */
export function explainLink(page: PageId, t: Translate): string {
  return `[${t('How it works')}](command:${explainPageCommand}?${encodeURIComponent(JSON.stringify([page]))})`;
}

/** Of what blocks: by the module of Node's that a call is of. */
function categoryOf(call: string | null): Category {
  return modules[call?.split(/[.#]/)[0] ?? ''] ?? 'native';
}
