import type { Block } from '../../shared/report';
import { formatMs } from '../formatMs';
import type { Translate } from '../message';

/** A block with its index in the report. */
export interface IndexedBlock {
  readonly index: number;
  readonly block: Block;
}

/** What a rule says about the blocks it matched; there is at least one, the longest comes first. */
export interface Advice {
  /** What held the loop; the rest of the title, how often and how long, is added. */
  readonly subject: string;
  readonly why: string;
  readonly fix: string;
  readonly docs: readonly string[];
}

/** Looks for one kind of trouble among the blocks. Pure. */
export interface FindingRule {
  readonly id: string;
  /** True for what the program's code is not to blame for: never more than information. */
  readonly blameless?: true;
  readonly matches: (block: Block) => boolean;
  readonly advise: (matched: readonly IndexedBlock[], t: Translate) => Advice;
}

/** Longest list of names in a sentence; the rest becomes a number. */
const namesShown = 3;

export const docs = {
  blocking: 'https://nodejs.org/learn/asynchronous-work/dont-block-the-event-loop',
  eventLoop: 'https://nodejs.org/learn/asynchronous-work/event-loop-timers-and-nexttick',
  gcTraces: 'https://nodejs.org/learn/diagnostics/memory/using-gc-traces',
  fsPromises: 'https://nodejs.org/api/fs.html#promises-api',
  childProcess: 'https://nodejs.org/api/child_process.html#asynchronous-process-creation',
  crypto: 'https://nodejs.org/api/crypto.html',
  zlib: 'https://nodejs.org/api/zlib.html#threadpool-usage-and-performance-considerations',
  workers: 'https://nodejs.org/api/worker_threads.html',
  timersPromises: 'https://nodejs.org/api/timers.html#timers-promises-api',
  compileCache: 'https://nodejs.org/api/module.html#module-compile-cache',
  nodeApi: 'https://nodejs.org/api/n-api.html#simple-asynchronous-operations',
} as const;

/** The built-ins that took the time, those with the most time first, each once. */
export function callsOf(matched: readonly IndexedBlock[]): string[] {
  return byTime(matched, (block) => block.call);
}

/** Where the longest block spent its time, as a sentence with a blank before it; '' where no block has a frame. */
export function worstPlace(matched: readonly IndexedBlock[], t: Translate): string {
  for (const { block } of matched) {
    const frame = block.culprit ?? block.site;
    if (!frame) continue;
    const name = frame.functionName || t('anonymous code');
    const length = formatMs(block.durationMs, t);
    return frame.module === null
      ? ` ${t('The longest was in {0}, for {1}.', name, length)}`
      : ` ${t('The longest was in {0} inside the package {1}, for {2}.', name, frame.module, length)}`;
  }
  return '';
}

/** `a`, `a and b`, `a, b, c and 4 more`. */
export function listed(names: readonly string[], t: Translate): string {
  if (names.length <= 1) return names[0] ?? '';
  if (names.length > namesShown)
    return t('{0} and {1} more', names.slice(0, namesShown).join(', '), names.length - namesShown);
  return t('{0} and {1}', names.slice(0, -1).join(', '), names.at(-1)!);
}

function byTime(matched: readonly IndexedBlock[], nameOf: (block: Block) => string | null): string[] {
  const totals = new Map<string, number>();
  for (const { block } of matched) {
    const name = nameOf(block);
    if (name !== null) totals.set(name, (totals.get(name) ?? 0) + block.durationMs);
  }
  return [...totals].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}
