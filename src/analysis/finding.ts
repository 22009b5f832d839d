import type { LintSeverity } from '../shared/lint';

export type RuleId =
  | 'blocking-call'
  | 'slow-regex'
  | 'unbounded-parse'
  | 'endless-microtasks'
  | 'unbounded-all'
  | 'floating-promise'
  /** A comment that would hide findings but does not say why. */
  | 'unexplained-ignore';

/** A stretch of a file's text, in UTF-16 units from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a file; line and column are 1-based, as in reports. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One function on the way from a handler to a finding; `place` is where it calls the next one. */
export interface Step {
  readonly functionName: string;
  readonly place: Place;
}

/** Who calls the user's code for each request, message, tick of a timer … */
export interface Handler {
  /** Such as `express`, `socket.io`, `http`, `timer`. */
  readonly framework: string;
  /** Such as `GET /report`, `message`, `setInterval`. */
  readonly name: string;
  readonly place: Place;
}

/** What the analysis says of a file, without words: `messages.ts` makes those. */
export interface StaticFinding {
  readonly rule: RuleId;
  readonly severity: LintSeverity;
  readonly file: string;
  readonly span: Span;
  readonly start: Place;
  readonly end: Place;
  /** Id of the callable (`ApiEntry.id`); null where the finding is about no call. */
  readonly call: string | null;
  readonly handler: Handler | null;
  /** From the handler to the function that the finding is in. */
  readonly path: readonly Step[];
  /** What the rule knows besides, such as an attack string. */
  readonly detail: Readonly<Record<string, string | number>>;
}
