// Which blocks run where, how long and begun by what: the same for the same seed.
import { shuffled } from '../lib/stats.mjs';

/** The programs of one round: module style and host. */
export const programs = [
  { style: 'cjs', host: 'direct' },
  { style: 'cjsNamed', host: 'direct' },
  { style: 'esm', host: 'direct' },
  { style: 'esmNamed', host: 'direct' },
  { style: 'ts', host: 'direct' },
  { style: 'minified', host: 'direct' },
  { style: 'cjs', host: 'worker' },
  { style: 'esm', host: 'fork' },
  { style: 'cjs', host: 'cluster' },
];

const blocksPerProgram = 25;
/** Lengths in ms that a kind gets in turn. Short ones are the hard ones. */
const bands = [
  [23, 32],
  [50, 120],
  [32, 50],
  [120, 400],
  [23, 32],
  [400, 900],
  [32, 50],
];
const longestMs = 2000;
/** What begins a block: timers most of the time. */
const triggers = ['timer', 'timer', 'timer', 'immediate', 'http', 'http', 'fs', 'message', 'promise'];
const emptiesPerProgram = 3;
const nearMissesPerProgram = 6;
const chainLength = 3;
/** Kinds of known length for near misses and chains. */
const chained = ['cpuLoop', 'atomicsWait', 'hashUpdates', 'smallReads', 'awaitFlood'];

export const emptyKind = { id: 'empty', category: 'cpu', code: 'function empty() {}' };

/**
 * Deals the kinds to the programs.
 *
 * @param {object[]} kinds
 * @param {() => number} random
 * @returns turns per program: { role: 'block' | 'near' | 'empty', kind, ms, trigger, gapMs }; gapMs 0 follows at once
 */
export function planTurns(kinds, random) {
  const between = (low, high) => low + random() * (high - low);
  const pick = (items) => items[Math.floor(random() * items.length)];
  const gap = () => between(65, 105);
  const times = (count, make) => Array.from({ length: count }, make);
  const deck = [];
  const dealt = new Map();

  const deal = (fitting) => {
    if (!deck.some((kind) => fitting.includes(kind))) deck.unshift(...shuffled(kinds, random));
    const at = deck.findLastIndex((kind) => fitting.includes(kind));
    return deck.splice(at, 1)[0];
  };
  const block = (fitting) => {
    const kind = deal(fitting);
    const before = dealt.get(kind) ?? 0;
    dealt.set(kind, before + 1);
    const ms = Math.min(
      between(...bands[before % bands.length]),
      between(0.7, 1) * (kind.maxMs ?? longestMs),
    );
    return { role: 'block', kind, ms, trigger: kind.trigger ?? pick(triggers), gapMs: gap() };
  };
  const empty = () => ({
    role: 'empty',
    kind: emptyKind,
    ms: 0,
    trigger: pick(['timer', 'fs']),
    gapMs: gap(),
  });
  const known = (kind, role, ms, trigger) => ({ role, kind, ms, trigger, gapMs: gap() });
  /** Turns that follow each other without a pause. */
  const chain = (make) => times(chainLength, (_, i) => (i === 0 ? make() : { ...make(), gapMs: 0 }));

  return programs.map(({ host }) => {
    const fitting = kinds.filter(({ mainThread }) => host !== 'worker' || !mainThread);
    if (fitting.length === 0) return [];
    const chainable = fitting.filter(({ id }) => chained.includes(id));
    const loop = chainable.find(({ id }) => id === 'cpuLoop');
    const near = (trigger) => known(pick(chainable), 'near', between(10, 16), trigger);
    const groups = times(blocksPerProgram, () => [block(fitting)]);
    groups.push(...times(emptiesPerProgram, () => [empty()]));
    if (loop) groups.push([known(loop, 'block', between(24, 60), 'split')]);
    if (chainable.length > 0) {
      groups.push(...times(nearMissesPerProgram, () => [near(pick(['timer', 'fs']))]));
      groups.push(chain(() => near('timer')));
      groups.push(chain(() => known(pick(chainable), 'block', between(24, 45), 'timer')));
    }
    return shuffled(groups, random).flat();
  });
}
