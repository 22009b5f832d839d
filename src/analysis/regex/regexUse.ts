import type { Span } from '../finding';

/** A regular expression that a file makes, and what the file does with it. */
export interface RegexUse {
  readonly source: string;
  readonly flags: string;
  /** The literal, the call of the constructor, or the string that becomes an expression. */
  readonly span: Span;
  readonly written: 'literal' | 'constructor' | 'string';
  /** Most dangerous first; empty where none was seen in its file. */
  readonly applications: readonly RegexApplication[];
}

export type RegexMethod =
  'test' | 'exec' | 'match' | 'matchAll' | 'replace' | 'replaceAll' | 'search' | 'split' | 'route';

/** One place at which the expression meets a subject. */
export interface RegexApplication {
  readonly method: RegexMethod;
  /** The whole call. */
  readonly span: Span;
  readonly subject: Subject;
}

export interface Subject {
  /** The expression that gives it; null where the subject is not written at this place. */
  readonly span: Span | null;
  /** Who decides what it is: the sender of a request or message, the function's caller, the file itself, or nobody we know. */
  readonly from: SubjectSource;
  /** What the file limits its length to before; null where nothing does. */
  readonly maxLength: number | null;
}

export type SubjectSource = 'request' | 'parameter' | 'unknown' | 'constant';
