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
  const known = kinds.filter(({ id }) => chained.includes(id));
  const deck = [];
  const dealt = new Map();
  const deal = () => {
    if (deck.length === 0) deck.push(...shuffled(kinds, random));
    return deck.pop();
  };

  const block = () => {
    const kind = deal();
    const times = dealt.get(kind) ?? 0;
    dealt.set(kind, times + 1);
    const [low, high] = bands[times % bands.length];
    const ms = Math.min(between(low, high), between(0.7, 1) * (kind.maxMs ?? longestMs));
    return { role: 'block', kind, ms, trigger: kind.trigger ?? pick(triggers), gapMs: gap() };
  };
  const near = () => ({
    role: 'near',
    kind: pick(known),
    ms: between(10, 16),
    trigger: pick(['timer', 'fs']),
    gapMs: gap(),
  });
  const chain = (first) =>
    Array.from({ length: chainLength }, (_, i) => ({
      ...first(),
      trigger: 'timer',
      gapMs: i === 0 ? gap() : 0,
    }));
  const times = (count, make) => Array.from({ length: count }, make);

  return programs.map(() => {
    const groups = times(blocksPerProgram, () => [block()]);
    groups.push(...times(emptiesPerProgram, () => [{ ...near(), role: 'empty', kind: emptyKind, ms: 0 }]));
    const loop = known.find(({ id }) => id === 'cpuLoop');
    if (loop) {
      groups.push([{ ...near(), role: 'block', kind: loop, ms: between(24, 60), trigger: 'split' }]);
    }
    if (known.length > 0) {
      groups.push(...times(nearMissesPerProgram, () => [near()]));
      groups.push(chain(near));
      groups.push(chain(() => ({ ...near(), role: 'block', ms: between(24, 45) })));
    }
    return shuffled(groups, random).flat();
  });
}
