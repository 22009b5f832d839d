import type {
  CallEvidence,
  ResolvedFrame,
  ResolvedStack,
  SampleEvidence,
  TurnEvidence,
} from '../../src/model/evidence';
import type { CallKind, WatchFact } from '../../src/shared/facts';

/**
 * A stack, innermost first, of lines like `own main.ts:4 run`, `dependency lodash.js:9 clone`, `node node:fs:1 readFileSync`,
 * `internal :1 replace`. `-> JSON.parse` after a frame says what the text at its position calls, `-> {` that it is its
 * function's head.
 */
export function stack(...frames: string[]): ResolvedFrame[] {
  return frames.map((text) => {
    const [, kind, file, line, name, call] = /^(\w+) (.*):(\d+) (\S*)(?: -> (.*))?$/.exec(text)!;
    const atHead = call === '{';
    const [receiver, callee] = (call ?? '').split('.');
    return {
      kind: kind as ResolvedFrame['kind'],
      atHead,
      token: call && !atHead ? { name: callee!, receiver: receiver || null, firstArgument: 'other' } : null,
      frame: {
        functionName: name!,
        file: file!,
        line: Number(line),
        column: 1,
        source: 'original',
        generated: null,
        module: kind === 'dependency' ? file! : null,
      },
    };
  });
}

/** A look at `atMs` in turn 1. */
export function sample(
  atMs: number,
  frames: ResolvedStack,
  more: Partial<SampleEvidence> = {},
): SampleEvidence {
  return { t: 'sample', th: 0, seq: 1, askedMs: atMs - 1, atMs, stack: frames, microtasks: 0, ...more };
}

/** Looks of turn 1, `stepMs` apart from its beginning on. */
export function looks(stepMs: number, ...stacks: ResolvedStack[]): SampleEvidence[] {
  return stacks.map((frames, index) => sample(1000 + stepMs * (index + 1), frames));
}

/** A wrapped built-in in which the turn spent `selfMs`, all of it on one stack. */
export function call(kind: CallKind, name: string, selfMs: number, frames: ResolvedStack): CallEvidence {
  const stacks = [{ ms: selfMs, atMs: 1000 + selfMs, stack: frames }];
  return { kind, call: name, count: 1, selfMs, totalMs: selfMs, stacks };
}

/** What was seen of turn 1 from outside. */
export function watched(more: Partial<WatchFact>): WatchFact {
  return {
    ...{ t: 'watch', th: 0, seq: 1, suspendedMs: 0, starvedMs: 0, cpuMs: null, firstBusyMs: null },
    ...more,
  };
}

/** Turn 1: from 1000 to 1000 + busyMs. */
export function turn(busyMs: number, more: Partial<TurnEvidence> = {}): TurnEvidence {
  return {
    turn: {
      t: 'turn',
      th: 0,
      seq: 1,
      endMs: 1000 + busyMs,
      busyMs,
      idleMs: 0,
      phase: 'running',
      frames: [],
      request: null,
    },
    calls: [],
    samples: [],
    watch: null,
    gcMs: 0,
    pausedMs: 0,
    ...more,
  };
}
