import type { ResolvedFrame, SampleEvidence, TurnEvidence } from '../../src/model/evidence';

/** `own main.ts:4 run`, `dependency lodash.js:9 clone`, `node node:fs:1 readFileSync`, `internal :1 replace`; innermost first. */
export function stack(...frames: string[]): ResolvedFrame[] {
  return frames.map((text) => {
    const [, kind, file, line, name, call] = /^(\w+) (.*):(\d+) (\S*)(?: -> (.*))?$/.exec(text)!;
    const [receiver, callee] = (call ?? '').split('.');
    return {
      kind: kind as ResolvedFrame['kind'],
      token: call ? { name: callee!, receiver: receiver || null, firstArgument: 'other' } : null,
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
  frames: ResolvedFrame[],
  more: Partial<SampleEvidence> = {},
): SampleEvidence {
  return { t: 'sample', th: 0, seq: 1, askedMs: atMs - 1, atMs, stack: frames, microtasks: 0, ...more };
}

/** A turn from 1000 to 1000 + busyMs. */
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
