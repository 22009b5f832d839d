import type { LintSeverity } from '../../shared/lint';
import type { FileRole } from '../fileRole';
import type { FileSummary } from '../fileSummary';
import type { RuleId, Span } from '../finding';
import type { Links } from '../links';
import type { Reached } from '../reach';

/** What a rule looks at: one file, and what the project knows of its functions. */
export interface RuleInput {
  readonly file: string;
  readonly summary: FileSummary;
  readonly links: Links;
  readonly role: FileRole;
  /** How a handler gets to a function of the file, by its index; null when none does. */
  reached(index: number): Reached | null;
  /** Whether it runs when files are loaded, or is called from what does. */
  isStartUp(index: number): boolean;
  readonly floatingPromisesLinted: boolean;
}

/** A finding before its places are worked out. */
export interface Draft {
  readonly rule: RuleId;
  readonly severity: LintSeverity;
  readonly span: Span;
  readonly call: string | null;
  readonly reached: Reached | null;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Pure; may throw, which harms no other. */
export type Rule = (input: RuleInput) => readonly Draft[];
