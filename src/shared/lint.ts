/** The contract of `looplens lint --format json`, which programs outside read: `looplens-lint/1`. */
export const lintSchema = 'looplens-lint/1';

/** Most severe first. */
export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type LintSeverity = (typeof severities)[number];

export interface LintReport {
  readonly schema: typeof lintSchema;
  readonly findings: readonly LintFinding[];
}

/** Lines and columns are 1-based, columns in UTF-16 units, ends exclusive. */
export interface LintFinding {
  readonly rule: string;
  readonly severity: LintSeverity;
  readonly message: string;
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Id of what is called, such as `fs.readFileSync`; null where the finding is about no call. */
  readonly call: string | null;
  /** Name of the handler that gets there, such as `GET /report`; null where none is known. */
  readonly handler: string | null;
  /** The way from the handler to the finding: the handler first. */
  readonly path: readonly LintStep[];
}

export interface LintStep {
  readonly file: string;
  readonly line: number;
  readonly functionName: string;
}
