// Short ways to write down how a call executes. A fact is one variant, or a list of them in the order of their use.
//
// `blocks` follows the rule in src/knowledge/entry.ts. `versions` only where majors differ.

/** @typedef {{ when?: string, versions?: number[], stages: [string, string][], phase: string | null, blocks: boolean,
 *   cost: string | null, use?: string, fix?: string }} Fact */

/** The calling thread does it, quickly. */
export const main = (what, cost = 'constant', more = {}) => ({
  stages: [['main', what]],
  phase: null,
  blocks: false,
  cost,
  ...more,
});

/** The calling thread does it or waits for it, and that can take long. */
export const blocking = (what, cost, use, fix, more = {}) => ({
  ...main(what, cost),
  blocks: true,
  ...(use ? { use } : {}),
  ...(fix ? { fix } : {}),
  ...more,
});

/** Work that ends in another place than the calling thread: `after('pool', 'reads the file', 'bytes')`. */
export const after = (where, what, cost, phase = 'poll', more = {}) => ({
  stages: [[where, what]],
  phase,
  blocks: false,
  cost,
  ...more,
});

export const pool = (what, cost, more) => after('pool', what, cost, 'poll', more);
export const kernel = (what, cost = 'time', more) => after('kernel', what, cost, 'poll', more);

/** Calls its callback, or settles its promise, without leaving the thread. */
export const later = (what, phase, cost = 'constant', more = {}) => ({ ...main(what, cost, more), phase });

export const stages = (list, phase, cost, more = {}) => ({
  stages: list,
  phase,
  blocks: false,
  cost,
  ...more,
});

export const when = (text, fact) => ({ ...fact, when: text });
export const on = (versions, fact) => ({ ...fact, versions });

/** The same fact for several members: `each('os', 'arch type', main('…'))`. */
export function each(prefix, names, fact) {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [prefix + name, typeof fact === 'function' ? fact(name) : fact]),
  );
}
