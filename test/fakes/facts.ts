import type { CallTime, HelloFact, RawStack, SampleFact, StallFact, TurnFact } from '../../src/shared/facts';

/** Epoch of the clock of every thread here. */
export const originMs = Date.parse('2026-01-02T03:04:05.000Z');

export function hello(more: Partial<HelloFact> = {}): HelloFact {
  return {
    t: 'hello',
    v: 1,
    token: '',
    pid: 4711,
    ppid: 1,
    threadId: 0,
    parentThreadId: null,
    name: '/srv/app/server.js',
    argv: ['node', '/srv/app/server.js'],
    execArgv: [],
    cwd: '/srv/app',
    node: 'v20.20.2',
    platform: 'linux',
    originMs,
    stripsTypes: false,
    mode: 'preload',
    watch: 'full',
    notes: [],
    ...more,
  };
}

/** The user's line `line`, called by a timer. */
export function stackAt(line: number, fn = 'handle'): RawStack {
  return [
    { fn, url: '/srv/app/server.js', line0: line - 1, col0: 0 },
    { fn: 'listOnTimeout', url: 'node:internal/timers', line0: 8, col0: 0 },
  ];
}

/** Turn 1, from 1000 to 1000 + busyMs. */
export function turnFact(busyMs: number, more: Partial<TurnFact> = {}): TurnFact {
  return {
    t: 'turn',
    th: 0,
    seq: 1,
    endMs: 1000 + busyMs,
    busyMs,
    idleMs: 0,
    phase: 'running',
    calls: [],
    frames: [],
    request: null,
    ...more,
  };
}

/** A wrapped call that was the whole turn, and the turn's frames. */
export function wholeCall(call: string, kind: CallTime['kind'], ms: number, frames: RawStack) {
  const stacks = [{ ms, atMs: 1000 + ms, frames: frames.map((_, index) => index) }];
  return { calls: [{ kind, call, count: 1, selfMs: ms, totalMs: ms, stacks }], frames };
}

/** A look at turn 1. */
export function sampleFact(atMs: number, stack: RawStack, more: Partial<SampleFact> = {}): SampleFact {
  return { t: 'sample', th: 0, seq: 1, askedMs: atMs - 1, atMs, stack, microtasks: 0, ...more };
}

/** Turn 1 is overdue: it has been since 1000. */
export function stallFact(atMs: number, more: Partial<StallFact> = {}): StallFact {
  return { t: 'stall', th: 0, seq: 1, sinceMs: 1000, atMs, call: null, ...more };
}
