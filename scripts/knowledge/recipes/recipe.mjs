// A recipe calls one API once, in one way, so that its end can be seen.

/**
 * @typedef {{ id: string, when: string | null, kind: 'callback' | 'promise' | 'sync', prepare: ((context) => unknown) | null,
 *   call: (context, ...rest) => unknown, anyPhase: boolean }} Recipe `call` gets what `prepare` gave, and a callback last where it takes one; `anyPhase`: it calls back now in one
 *   phase, now in another
 */

const recipe =
  (kind) =>
  (id, call, { when = null, prepare = null, anyPhase = false } = {}) => ({
    id,
    when,
    kind,
    prepare,
    call,
    anyPhase,
  });

/** `call(context, prepared, done)` */
export const callback = recipe('callback');
/** `call(context, prepared)` returns a promise. */
export const promise = recipe('promise');
/** `call(context, prepared)` has done its work when it returns. */
export const sync = recipe('sync');
