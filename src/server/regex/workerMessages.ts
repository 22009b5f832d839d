import type { AttackShape } from '../../analysis/regex/attacks';

/** What the checker asks its worker for. `count` is how often the pump of `attack` is repeated. */
export type WorkerRequest =
  | { readonly kind: 'recheck'; readonly source: string; readonly flags: string }
  | { readonly kind: 'attacks'; readonly source: string; readonly flags: string; readonly all: boolean }
  | {
      readonly kind: 'run';
      readonly source: string;
      readonly flags: string;
      readonly attack: AttackShape;
      readonly count: number;
    };

/** Subjects that may take long; `exponential` where one of them is said to be so. */
export interface Candidates {
  readonly exponential: boolean;
  readonly attacks: readonly AttackShape[];
}

export interface WorkerAnswers {
  readonly recheck: Candidates & { readonly known: boolean };
  readonly attacks: Candidates;
  /** Milliseconds that one `exec` took; null where V8 gave up with an error. */
  readonly run: number | null;
}
