import type { CallKind, WatchFact } from '../shared/facts';
import type { Block, Category } from '../shared/report';
import {
  lineKey,
  type CallEvidence,
  type SampleEvidence,
  type TurnEvidence,
  type WeightedStack,
} from './evidence';
import { heaviestPath, siteOf, type HeaviestPath } from './heaviestPath';
import { beforeEntry } from './lateSample';
import { withoutCalledBack } from './calledBack';
import { causeOf, isInMicrotasks, isLoadingModule } from './sampleCause';
import { shares } from './sampleShares';

/** What a block is, without whose it is and how often it came. */
export type Attribution = Pick<
  Block,
  | 'startMs'
  | 'durationMs'
  | 'category'
  | 'call'
  | 'site'
  | 'culprit'
  | 'stack'
  | 'handler'
  | 'samples'
  | 'evidence'
  | 'confidence'
>;

type CauseOfBlock = Pick<Attribution, 'category' | 'call'>;
type Verdict = Pick<Attribution, 'category' | 'call' | 'evidence' | 'confidence'> & {
  readonly path: HeaviestPath | null;
};

/** A cause holds for a block when it covers more than this share of it. */
const majority = 0.5;
/** Wrapped calls of one kind explain a block from this share on: the rest of it is spread over many lines. */
const specificShare = 0.4;
/** Of a line's own time, the share that the cause of its block must have. */
const leastShareOfLine = 0.4;
/** A thread that had the processor for less than this share of a block was kept from it by others. */
const leastOwnShare = 0.25;
/** Share of a block that its thread was away before that can be its cause. */
const leastAway = 0.3;
/** A line that had the processor for this many thresholds blocks by itself, however long others kept it waiting besides. */
const longOwn = 5;
/** The order of evidence in time: a stack that was asked for this long before the block still counts as in it. */
const slackMs = 1;
const nowhere = { path: null, call: null, confidence: 0, evidence: 'none' } as const;

/**
 * Says what held the loop in one turn: wrapped calls of one kind that cover enough of it; else the line that most of the
 * stacks share; else unknown. null when nothing of the user's is left once a debugger's pause is taken out.
 */
export function attribute(evidence: TurnEvidence, thresholdMs: number): Attribution | null {
  const { turn, watch, pausedMs } = evidence;
  const durationMs = turn.busyMs - pausedMs;
  if (durationMs < thresholdMs) return null;
  const startMs = startOf(evidence, durationMs);
  const awayMs = evidence.gcMs + (watch?.suspendedMs ?? 0) + (watch?.starvedMs ?? 0);
  const samples = evidence.samples
    .filter(({ seq, atMs }) => seq === turn.seq && atMs >= startMs - slackMs)
    .map((sample) => beforeEntry(sample, awayMs));
  const verdict = verdictOf(evidence, durationMs, thresholdMs, weighted(samples, startMs, turn.endMs));
  const starved = verdict.category === 'starved';
  const { request } = turn;
  return {
    startMs,
    durationMs,
    category: verdict.category,
    call: verdict.call,
    site: verdict.path?.site?.frame ?? null,
    culprit: verdict.path?.culprit?.frame ?? null,
    stack: verdict.path?.stack.map(({ frame }) => frame) ?? [],
    handler: starved ? null : request,
    samples: samples.length,
    evidence: verdict.evidence,
    confidence: watch && starved ? 1 : verdict.confidence,
  };
}

/** A turn's waiting comes before its callbacks, unless the thread was seen busy earlier. */
function startOf({ turn, watch }: TurnEvidence, durationMs: number): number {
  const latest = turn.endMs - durationMs;
  const seen = watch?.firstBusyMs;
  return typeof seen === 'number' && turn.idleMs > slackMs && seen < latest - 10 ? seen : latest;
}

function verdictOf(
  evidence: TurnEvidence,
  durationMs: number,
  thresholdMs: number,
  samples: readonly WeightedSample[],
): Verdict {
  const { watch, gcMs, calls } = evidence;
  // 1. The thread could not run: nobody's line.
  if (watch && couldNotRun(watch, durationMs, thresholdMs)) {
    return { ...nowhere, category: 'starved' };
  }
  // 2. A built-in whose time was measured.
  const wrapped = wrappedVerdict(withoutCalledBack(calls, samples), durationMs);
  if (wrapped) return wrapped;
  // 3. Garbage collection: the line that allocates is the one that most stacks share.
  // Caught between two microtasks, a sample has no frames and speaks for no line.
  const seen = samples.filter(({ stack }) => stack.length > 0);
  const path = heaviestPath(seen.length > 0 ? seen : samples);
  if (gcMs > majority * durationMs) {
    return {
      category: 'gc',
      call: null,
      path,
      evidence: path ? 'stack' : 'none',
      confidence: confidenceOf(path, samples),
    };
  }
  // 4. The stacks.
  if (path) {
    const { category, call } = causeOnLine(samples, path);
    return { category, call, path, evidence: 'stack', confidence: confidenceOf(path, samples) };
  }
  return { ...nowhere, category: 'unknown' };
}

function couldNotRun(
  { suspendedMs, starvedMs, cpuMs }: WatchFact,
  durationMs: number,
  thresholdMs: number,
): boolean {
  const waitedMs = starvedMs ?? 0;
  // While a thread waits for a processor its observer may wait too, and takes that for a suspension.
  const awayMs = Math.min(suspendedMs + waitedMs, durationMs - (cpuMs ?? 0));
  const ownMs = durationMs - awayMs;
  if (awayMs <= leastAway * durationMs) return false;
  if (ownMs < thresholdMs) return true; // by itself it would not have been told
  const long = ownMs >= longOwn * thresholdMs && waitedMs >= suspendedMs;
  return !long && ownMs < leastOwnShare * durationMs;
}

/** Category of a block that a wrapped call explains. */
export const categoryOfKind: Readonly<Record<CallKind, Category>> = {
  'sync-io': 'sync-io',
  'child-process': 'child-process',
  crypto: 'crypto',
  zlib: 'zlib',
  json: 'json',
  gc: 'gc',
  native: 'native',
  wait: 'native',
};

function wrappedVerdict(calls: readonly CallEvidence[], durationMs: number): Verdict | null {
  const byKind = new Map<CallKind, CallEvidence[]>();
  for (const call of calls) byKind.set(call.kind, [...(byKind.get(call.kind) ?? []), call]);
  const groups = [...byKind].map(([kind, members]) => ({ kind, members, ms: total(members) }));
  const heaviest = groups.sort((a, b) => b.ms - a.ms)[0];
  if (!heaviest || heaviest.ms < specificShare * durationMs) return null;
  const { members, kind, ms } = heaviest;
  const own = members.flatMap(({ stacks }) => stacks);
  const path = heaviestPath(own.length > 0 ? own : calls.flatMap(({ stacks }) => stacks));
  const loading = (kind === 'sync-io' || kind === 'wait') && path !== null && isLoadingModule(path.stack);
  return {
    category: loading ? 'module-load' : categoryOfKind[kind],
    // What the user's line called, not what that called in turn: nested time is in no total.
    call: members.reduce((best, next) =>
      (next.totalMs - best.totalMs || next.selfMs - best.selfMs) > 0 ? next : best,
    ).call,
    path,
    evidence: 'wrapper',
    confidence: path?.site ? round(0.5 + 0.5 * Math.min(1, (ms / durationMs) * path.lineShare)) : 0.5,
  };
}

interface WeightedSample extends WeightedStack {
  readonly sample: SampleEvidence;
}

function weighted(samples: readonly SampleEvidence[], startMs: number, endMs = -Infinity): WeightedSample[] {
  return shares(samples, startMs, endMs)
    .map(({ fromMs, toMs, of }) => ({ ms: Math.max(0.1, toMs - fromMs), stack: of.stack, sample: of }))
    .filter(({ stack, sample }) => stack.length > 0 || sample.microtasks > 0);
}

/** What most of the samples were doing. */
export function causeOfSamples(samples: readonly SampleEvidence[]): CauseOfBlock {
  return majorityCause(weighted(samples, samples[0]?.askedMs ?? 0));
}

/** What most of the samples were doing, unless those on the line that is named were doing something else. */
function causeOnLine(samples: readonly WeightedSample[], { site }: HeaviestPath): CauseOfBlock {
  const overall = majorityCause(samples);
  if (!site || overall.category === 'cpu' || overall.category === 'microtasks') return overall;
  const onLine = samples.filter(({ stack }) => {
    const own = siteOf(stack);
    return own !== null && lineKey(own) === lineKey(site);
  });
  const alike = onLine.filter(({ sample }) => causeOf(sample).category === overall.category);
  return weightOf(alike) < leastShareOfLine * weightOf(onLine) ? majorityCause(onLine) : overall;
}

function majorityCause(samples: readonly WeightedSample[]): CauseOfBlock {
  const all = weightOf(samples);
  const later = samples.slice(1);
  const inMicrotasks = weightOf(later.filter(({ sample }) => isInMicrotasks(sample)));
  if (inMicrotasks > majority * weightOf(later) && inMicrotasks > 0) {
    return { category: 'microtasks', call: null };
  }
  const specific = specificCause(samples, all);
  return (
    specific ?? { category: samples.some(({ stack }) => stack.length > 0) ? 'cpu' : 'unknown', call: null }
  );
}

/** The cause other than plain computing that covers most of the samples, if it covers enough. */
function specificCause(samples: readonly WeightedSample[], all: number): CauseOfBlock | null {
  const weights = new Map<
    string,
    { category: Category; call: string | null; leastShare: number; ms: number }
  >();
  for (const { ms, sample } of samples) {
    if (sample.stack.length === 0) continue;
    const { category, call, at, leastShare } = causeOf(sample);
    if (category === 'cpu') continue;
    const key = at ?? category;
    const entry = weights.get(key) ?? { category, call, leastShare, ms: 0 };
    // One name for all, or none.
    weights.set(key, {
      category,
      call: entry.call === call ? call : null,
      leastShare: Math.min(entry.leastShare, leastShare),
      ms: entry.ms + ms,
    });
  }
  const heaviest = [...weights.values()].sort((a, b) => b.ms - a.ms)[0];
  if (!heaviest || heaviest.ms < heaviest.leastShare * all) return null;
  return { category: heaviest.category, call: heaviest.call };
}

/** How sure the line is: the share of the samples that agree on it, tempered by how few they are. */
function confidenceOf(path: HeaviestPath | null, samples: readonly WeightedSample[]): number {
  if (!path?.site) return path ? 0.3 : 0;
  const seen = samples.filter(({ stack }) => stack.length > 0);
  const n = seen.length;
  const sure = round(((n * path.lineShare + 0.7) / (n + 1)) * 0.99);
  // Of a native call that nothing shows only what came next is known, and that the line before may have made it.
  const unseen = seen.filter(({ sample }) => sample.afterNative);
  return weightOf(unseen) > majority * weightOf(seen) ? Math.min(sure, 0.5) : sure;
}

function weightOf(samples: readonly WeightedSample[]): number {
  return samples.reduce((sum, { ms }) => sum + ms, 0);
}

function total(calls: readonly CallEvidence[]): number {
  return calls.reduce((sum, { selfMs }) => sum + selfMs, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
