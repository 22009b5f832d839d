import type ts from 'typescript';
import type { Bindings } from '../analysis/bindings';
import type { StaticFinding } from '../analysis/finding';
import { kept } from '../analysis/kept';
import { findRegexes } from '../analysis/regex/find';
import type { RegexUse } from '../analysis/regex/regexUse';
import { placesOf, slowRegexFinding, type RegexPlaces } from '../analysis/regex/slowRegex';
import { CheckCancelled, RegexChecker } from './regex/regexChecker';

/** One that may be slow, without its file's tree. */
export interface FoundRegex {
  readonly use: RegexUse;
  readonly places: RegexPlaces;
}

/** Without one of these no expression takes longer than its text. */
const unboundedQuantifier = /[*+]|\{\d+,\}/;

/** Finds regular expressions that look slow, and confirms it in a worker that can be killed. */
export class Regexes {
  private readonly checker: RegexChecker;

  constructor(workerFile: string) {
    this.checker = new RegexChecker(workerFile);
  }

  /** Those of a file that have to be looked at; cheap: every file of the workspace goes through this. */
  find(source: ts.SourceFile, bindings: Bindings): readonly FoundRegex[] {
    return findRegexes(source, bindings, (text, flags) => this.isOpen(text, flags)).map((use) => ({
      use: { ...use, source: kept(use.source), flags: kept(use.flags) },
      places: placesOf(use, source),
    }));
  }

  /** Whether it may be slow, as far as is known. */
  private isOpen(source: string, flags: string): boolean {
    if (!unboundedQuantifier.test(source)) return false;
    const known = this.checker.known(source, flags);
    return known === null || known.verdict === 'confirmed';
  }

  /**
   * Tries an expression out where its form is suspicious, or whoever sends a request decides what it meets. null where it is not
   * slow, or could not be looked at to the end.
   * @param isSeen whether someone looks at its file: it comes before the others, and nothing is left out
   */
  async confirm({ use, places }: FoundRegex, isSeen = false): Promise<StaticFinding | null> {
    try {
      const verdict = await this.checker.check(use.source, use.flags, {
        isUrgent: isSeen,
        depth: isReached(use) ? 'full' : isSeen ? 'suspect' : 'quick',
      });
      return slowRegexFinding(use, verdict, places);
    } catch (error) {
      if (error instanceof CheckCancelled) return null;
      throw error;
    }
  }

  /** Whether an expression was looked at to the end, and nothing that is slow was found in it. */
  async isHarmless(source: string, flags: string): Promise<boolean> {
    try {
      return (await this.checker.check(source, flags, { isUrgent: true })).verdict === 'harmless';
    } catch (error) {
      if (error instanceof CheckCancelled) return false;
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
