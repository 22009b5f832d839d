import type ts from 'typescript';
import type { Bindings } from '../bindings';
import type { Span } from '../finding';
import type { FunctionUse } from './uses';

/** One change of a file's text. An empty span inserts; a file that does not exist yet has the span 0 to 0. */
export interface TextEdit {
  readonly file: string;
  readonly span: Span;
  readonly newText: string;
}

export type FixId =
  'await-async' | 'await-async-all' | 'linear-regex' | 'length-guard' | 'move-to-worker' | 'ignore';

/** A change that is offered to the user. Its edits don't overlap; they are sorted by file and place. */
export interface Fix {
  readonly id: FixId;
  readonly title: string;
  /** `quickfix`: the program does the same after it. `refactor`: that depends on what `note` says. */
  readonly kind: 'quickfix' | 'refactor';
  /** Whether the user should see the edits before they are made. */
  readonly preview: boolean;
  /** What to look at before accepting it; null for nothing. */
  readonly note: string | null;
  readonly edits: readonly TextEdit[];
}

/** Why there is no fix, in a sentence for the user. */
export interface Refusal {
  readonly refused: string;
}

export type FixResult = Fix | Refusal;

/** A file as the fixes need it. */
export interface SourceUnit {
  readonly source: ts.SourceFile;
  readonly bindings: Bindings;
}

/** How another file uses what a file exports. */
export interface OutsideUses extends SourceUnit {
  readonly uses: readonly FunctionUse[];
}

/**
 * Who uses an export: nobody outside of its file, only code that awaits it, these places (all of them), or not known.
 */
export type Callers = 'none-outside' | 'all-await' | 'unknown' | readonly OutsideUses[];

/** What is known beyond the file. */
export interface FixContext {
  /**
   * `exported` is the name under which the file exports it: `load`, `default`, `module.exports` for the export itself,
   * `Class.method` for a method of a class that is exported (by the class's own name).
   */
  callersOf(file: string, exported: string): Callers;
  /** How Node loads the file after it was compiled, if it is. */
  moduleKindOf(file: string): 'esm' | 'commonjs' | 'unknown';
  /** Major version of an installed package; null where not known. */
  majorOf(packageName: string): number | null;
}

/** Knows nothing beyond the file, but how Node reads files by their extension. */
export const fileOnly: FixContext = {
  callersOf: () => 'unknown',
  moduleKindOf: (file) =>
    /\.m[jt]s$/i.test(file) ? 'esm' : /\.c[jt]s$/i.test(file) ? 'commonjs' : 'unknown',
  majorOf: () => null,
};

export function isRefusal(result: unknown): result is Refusal {
  return typeof result === 'object' && result !== null && 'refused' in result;
}
