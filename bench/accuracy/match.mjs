// Lays a report beside the truth of one program: which block is which turn, and what each says right.
import { sameLine } from '../lib/marks.mjs';

/** Turns this long must be reported, shorter than `silentMs` must not; between, rounding decides. */
export const recallMs = 20.5;
export const silentMs = 19;
/** Parts of a split turn, as truth.cjs starts them. */
const splitParts = 4;
/** A pause's busy time and a report of it may differ by this much. */
const roundingMs = 5;
/** A turn in which the processor ran for less than this share was starved by others, unless its kind waits. */
const busyShare = 0.7;

const overlap = (a, b) => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

/**
 * @param {object[]} planned turns of plan.mjs
 * @param {Map<string, object>} expected of program.mjs
 * @param {object} truth what truth.cjs wrote for this thread
 * @param {object} report `looplens-report/1`
 * @returns {{ rows: object[], extra: object[] }} a row per measured turn with `block` or null and what was right;
 *   extra: blocks that no turn of `recallMs` explains, with `kind` of the turn they touch and `excused`
 */
export function matchThread(planned, expected, truth, report) {
  const turns = planned.flatMap((turn, i) => {
    const { startMs, endMs, cpuMs, parts } = truth.turns[i];
    if (endMs < 0 || (turn.trigger === 'split' && parts !== splitParts)) return [];
    const span = { from: truth.originMs + startMs, to: truth.originMs + endMs };
    return [{ ...turn, ...span, truthMs: endMs - startMs, cpuMs, gcMs: gcWithin(truth, startMs, endMs) }];
  });
  const blocks = blocksOf(report, truth);
  const owner = pairUp(
    turns.filter(({ truthMs }) => truthMs >= silentMs),
    blocks,
  );
  const rows = turns.map((turn) => judged(turn, owner.get(turn) ?? null, expected.get(turn.kind.id)));
  const taken = new Set(owner.values());
  const extra = blocks
    .filter((block) => !taken.has(block) && block.from >= truth.originMs + truth.readyMs)
    .map((block) => ({ block, ...explained(block, turns, truth) }));
  return { rows, extra };
}

/** Blocks of the truth's thread with epoch `from` and `to`. */
function blocksOf(report, truth) {
  const target = report.targets.find(({ pid, threadId }) => pid === truth.pid && threadId === truth.threadId);
  if (!target) return [];
  const origin = Date.parse(target.startedAt);
  return report.blocks
    .filter((block) => block.target === target.id)
    .map((block) => {
      const from = origin + block.startMs;
      return { ...block, from, to: from + block.durationMs };
    });
}

/** Each turn gets at most one block, the one that covers most of it and at least half; the best pairs first. */
function pairUp(turns, blocks) {
  const pairs = turns.flatMap((turn) =>
    blocks
      .map((block) => ({ turn, block, share: overlap(turn, block) / turn.truthMs }))
      .filter(({ share }) => share >= 0.5),
  );
  const distance = ({ turn, block }) => Math.abs(block.durationMs - turn.truthMs);
  pairs.sort((a, b) => b.share - a.share || distance(a) - distance(b));
  const owner = new Map();
  const taken = new Set();
  for (const { turn, block } of pairs) {
    if (owner.has(turn) || taken.has(block)) continue;
    owner.set(turn, block);
    taken.add(block);
  }
  return owner;
}

function judged(turn, block, { site, functionName, culprit }) {
  const { kind, truthMs, cpuMs, gcMs } = turn;
  const starved = !kind.waits && cpuMs < busyShare * truthMs;
  const row = { ...turn, kind: kind.id, knownMs: kind.knownMs, due: truthMs >= recallMs, starved, block };
  if (!block) return row;
  const right = [kind.category, ...(kind.also ?? [])];
  if (starved) right.push('starved');
  if (gcMs > 0.4 * truthMs) right.push('gc');
  // Of a starved turn the report may say just that.
  const silent = starved && block.category === 'starved';
  return {
    ...row,
    errorMs: Math.abs(block.durationMs - truthMs),
    startErrorMs: block.from - turn.from,
    lineRight: silent ? null : sameLine(block.site, site),
    functionRight: silent || !site || !functionName ? null : plainName(block.site) === functionName,
    culpritRight: silent || !culprit ? null : sameLine(block.culprit, culprit),
    categoryRight: right.includes(block.category),
    handlerRight: turn.trigger === 'http' ? block.handler?.name === `GET /${kind.id}` : null,
  };
}

/** `render` for `Renderer.render` and `async render`. */
const plainName = (frame) =>
  frame?.functionName
    .replace(/^(async|new) /, '')
    .replace(/ \[as .*\]$/, '')
    .split('.')
    .pop();

function gcWithin(truth, startMs, endMs) {
  const span = { from: startMs, to: endMs };
  return truth.gcs.reduce((sum, [from, ms]) => sum + overlap(span, { from, to: from + ms }), 0);
}

/** Whether the loop was in fact held when a block without a turn says so. */
function explained(block, turns, truth) {
  const within = (span) => overlap(span, block) >= 0.5 * block.durationMs;
  const pauses = truth.held
    .filter(({ ms }) => block.durationMs <= ms + roundingMs)
    .map(({ fromMs, toMs }) => ({ from: truth.originMs + fromMs, to: truth.originMs + toMs }));
  const between = turns.filter(({ truthMs }) => truthMs >= silentMs && truthMs < recallMs);
  const touched = turns
    .filter((turn) => overlap(turn, block) > 0)
    .sort((a, b) => overlap(b, block) - overlap(a, block));
  const saidStarved = block.category === 'starved' && block.site === null;
  return {
    kind: touched[0]?.kind.id ?? 'idle',
    truthMs: touched[0]?.truthMs ?? null,
    excused: saidStarved || pauses.some(within) || between.some(within),
  };
}
