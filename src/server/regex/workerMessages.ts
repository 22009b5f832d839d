import type { AttackShape } from '../../analysis/regex/attacks';
import type { Suspicion } from '../../analysis/regex/suspect';

/** What the checker asks its threads for. `count` is how often the pump of `attack` is repeated. */
export type WorkerRequest =
  | { readonly kind: 'form'; readonly source: string; readonly flags: string }
  | { readonly kind: 'recheck'; readonly source: string; readonly flags: string }
  | { readonly kind: 'attacks'; readonly source: string; readonly flags: string; readonly all: boolean }
  | {
      readonly kind: 'run';
      readonly source: string;
      readonly flags: string;
      readonly attack: AttackShape;
      readonly count: number;
    };

export interface WorkerAnswers {
  readonly form: {
    readonly suspicion: Suspicion['degree'] | null;
    /** Whether it surely is; looked at only without a suspicion. */
    readonly isLinear: boolean;
  };
  /** Subjects that may take long. */
  readonly attacks: readonly AttackShape[];
  /** `degree`: of the worst of them, null where there is none. */
  readonly recheck: {
    readonly known: boolean;
    readonly attacks: readonly AttackShape[];
    readonly degree: 'exponential' | number | null;
  };
  /** Milliseconds that one `exec` took; null where V8 gave up with an error. */
  readonly run: number | null;
}
