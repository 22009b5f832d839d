import type ts from 'typescript';
import type { Bindings } from '../analysis/bindings';
import type { StaticFinding } from '../analysis/finding';
import { findRegexes } from '../analysis/regex/find';
import type { RegexUse } from '../analysis/regex/regexUse';
import { placesOf, slowRegexFinding, type RegexPlaces } from '../analysis/regex/slowRegex';
import { suspect } from '../analysis/regex/suspect';
import { CheckCancelled, RegexChecker } from './regex/regexChecker';

/** One that is worth to be tried out, without its file's tree. */
export interface FoundRegex {
  readonly use: RegexUse;
  readonly places: RegexPlaces;
}

/** Finds regular expressions that look slow, and confirms it in a worker that can be killed. */
export class Regexes {
  private readonly checker: RegexChecker;

  constructor(workerFile: string) {
    this.checker = new RegexChecker(workerFile);
  }

  /** Those of a file that are suspicious by their form, or that whoever sends a request may feed; cheap. */
  find(source: ts.SourceFile, bindings: Bindings): readonly FoundRegex[] {
    return findRegexes(source, bindings)
      .filter((use) => isReached(use) || suspect(use.source, use.flags) !== null)
      .map((use) => ({ use, places: placesOf(use, source) }));
  }

  /** null where it is not slow, or could not be looked at to the end. Never rejects. */
  async confirm({ use, places }: FoundRegex): Promise<StaticFinding | null> {
    try {
      return slowRegexFinding(use, await this.checker.check(use.source, use.flags), places);
    } catch (error) {
      if (error instanceof CheckCancelled) return null;
      throw error;
    }
  }

  dispose(): void {
    this.checker.dispose();
  }
}

function isReached({ applications }: RegexUse): boolean {
  return applications.some(({ subject: { from, maxLength } }) => from === 'request' && maxLength === null);
}
