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

/** Subjects that may take long. */
export interface Candidates {
  readonly attacks: readonly AttackShape[];
  /** What the analysis says of the worst of them; null where it says nothing, or no more than that it is polynomial. */
  readonly degree: 'exponential' | number | null;
}

export interface WorkerAnswers {
  readonly recheck: Candidates & { readonly known: boolean };
  readonly attacks: Candidates;
  /** Milliseconds that one `exec` took; null where V8 gave up with an error. */
  readonly run: number | null;
}
