import type ts from 'typescript';
import type { Bindings } from '../../analysis/bindings';
import type { StaticFinding } from '../../analysis/finding';

/** Stand-in for `src/analysis/regex/` and `src/server/regex/`: knows no regular expression. */
export interface FoundRegex {
  readonly source: string;
  readonly flags: string;
}

/** Finds regular expressions that look slow, and confirms it in a worker that can be killed. */
export class Regexes {
  constructor(readonly workerFile: string) {}

  /** Those of a file, cheaply: every file of the workspace goes through this. */
  readonly find: (file: string, source: ts.SourceFile, bindings: Bindings) => readonly FoundRegex[] =
    () => [];

  /** null where it is not slow, or slow only where nobody reaches it. Never rejects. */
  readonly confirm: (regex: FoundRegex) => Promise<StaticFinding | null> = async () => null;

  dispose(): void {}
}
