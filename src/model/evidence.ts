import type { CallTime, SampleFact, TurnFact, WatchFact } from '../shared/facts';
import type { Frame } from '../shared/report';
import type { CallToken } from './callToken';

/** A frame of a stack, where its author has it. */
export interface ResolvedFrame {
  readonly frame: Frame;
  /** 'internal': the evaluation, V8's own builtins, our probe. */
  readonly kind: 'own' | 'dependency' | 'node' | 'internal';
  /** What is called at the position, where the text tells. */
  readonly token: CallToken | null;
  /** The function has been entered and has not run yet, as far as the text tells. */
  readonly atHead: boolean;
}

/** Innermost first. */
export type ResolvedStack = readonly ResolvedFrame[];

export interface SampleEvidence extends Omit<SampleFact, 'stack'> {
  readonly stack: ResolvedStack;
  /** The stack is where native code was called from that nothing else shows. */
  readonly afterNative?: boolean;
}

export interface CallEvidence extends Omit<CallTime, 'stacks'> {
  readonly stacks: readonly { readonly ms: number; readonly atMs: number; readonly stack: ResolvedStack }[];
}

/** All that is known of one turn that was too long. */
export interface TurnEvidence {
  readonly turn: Omit<TurnFact, 'calls'>;
  readonly calls: readonly CallEvidence[];
  readonly samples: readonly SampleEvidence[];
  readonly watch: WatchFact | null;
  readonly gcMs: number;
  /** Time in the turn that a debugger held the thread. */
  readonly pausedMs: number;
}

/** A stack with the milliseconds of the block that it stands for. */
export interface WeightedStack {
  readonly ms: number;
  readonly stack: ResolvedStack;
}

/** Key of a frame's function, the same for every line in it. */
export function functionKey({ frame }: ResolvedFrame): string {
  return `${frame.file}\n${frame.functionName}`;
}

/** Key of a frame's line. */
export function lineKey({ frame }: ResolvedFrame): string {
  return `${frame.file}\n${frame.functionName}\n${frame.line}`;
}
