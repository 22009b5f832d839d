import type ts from 'typescript';
import type { Bindings } from '../../analysis/bindings';
import type { StaticFinding } from '../../analysis/finding';

/** Stand-in for `src/analysis/regex/` and `src/server/regex/`: knows no regular expression. */
export interface FoundRegex {
  readonly source: string;
  readonly flags: string;
}

/** Regular expressions of a file, cheaply: every file of the workspace goes through this. */
export type FindRegexes = (file: string, source: ts.SourceFile, bindings: Bindings) => readonly FoundRegex[];

export const findRegexes: FindRegexes = () => [];

/** Confirms regular expressions in a worker that can be killed. */
export class RegexConfirmer {
  constructor(readonly workerFile: string) {}

  /** null where it is not slow, or slow only where nobody reaches it. Never rejects. */
  readonly finding: (regex: FoundRegex) => Promise<StaticFinding | null> = async () => null;

  dispose(): void {}
}
