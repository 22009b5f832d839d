import type { CallKind, RawStack } from '../../src/shared/facts';
import { CallClock } from '../../src/probe/callClock';

/** A clock of wrapped calls on which time passes by hand, and a stack is the names of what is being called. */
export function fakeCallClock() {
  const world = {
    nowMs: 1000,
    stack: [] as RawStack,
    /** Stacks that were taken for the turn, and those taken at a call's entry. */
    taken: [] as RawStack[],
    entered: [] as { call: string; sinceMs: number; stack: RawStack }[],
    /** What the sentinel sees. */
    crumb: { words: new Int32Array(16), reals: new Float64Array(16) },
  };
  const clock = new CallClock(
    world.crumb,
    () => world.nowMs,
    () => world.stack,
    (stack) => world.taken.push(stack),
    (id, sinceMs, stack) => world.entered.push({ call: clock.keys[id]!.call, sinceMs, stack }),
  );
  const register = (call: string, kind: CallKind = 'sync-io', stackAtEntry = false) =>
    clock.register({ call, kind, stackAtEntry });
  const hide = () => {};
  /** Calls `id`: what it does itself takes `ms`, then comes `inside`. */
  const run = (id: number, ms: number, inside: () => void = () => {}): void => {
    clock.enter(id, hide);
    world.nowMs += ms;
    inside();
    clock.leave(id, hide);
  };
  return { clock, world, register, run };
}

/** A frame of generated code. */
export function rawFrame(fn: string, line0 = 0, url = '/app/main.js') {
  return { fn, url, line0, col0: 0 };
}
