import type { Span } from './finding';
import type { HandlerShape } from './handlers/shape';
import type { Listed } from './listed';
import type { Property, Ref, Value } from './values';

/** What is kept of a file when its tree is thrown away: plain data, which refers to itself by index. */
export interface FileSummary {
  readonly values: Listed<Value>;
  /** The first stands for the file's top level. */
  readonly functions: Listed<FunctionFacts>;
  readonly classes: readonly ClassFacts[];
  /** Calls that may lead somewhere; not all of the file's. */
  readonly calls: readonly CallFacts[];
  /** What is assigned to properties: `app.handle = function …`, `this.db = …`. */
  readonly fields: readonly Field[];
  /** `util.inherits(of, from)` and the like. */
  readonly inherits: readonly { readonly of: Ref; readonly from: Ref }[];
  readonly exports: readonly Property[];
  /** What is assigned to `module.exports`, or `export =`. */
  readonly wholeExports: readonly Ref[];
  /** Of `export * from`. */
  readonly stars: readonly string[];
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
  /** Whether it begins with `#!`. */
  readonly isScript: boolean;
  readonly ignores: readonly IgnoreComment[];
  /** Functions that use their parameters as a handler does. */
  readonly shapes: readonly { readonly function: number; readonly shape: HandlerShape }[];
  /** Calls of JSON.parse on what was collected of a stream without a limit. */
  readonly unboundedParses: readonly { readonly function: number; readonly span: Span }[];
  /** Only of a file that is typed in. */
  readonly pieces?: SummaryPieces;
}

/** What a file says by the statements of its top level, in their order. */
export interface SummaryPieces {
  /**
   * One object for as long as what changes in a statement concerns no other: what was worked out of a piece holds until the piece is
   * another object, or this is.
   */
  readonly epoch: object;
  readonly all: readonly SummaryPiece[];
}

/** Its items stay the same objects while the statement is not typed in; places in them move along with it. */
export type SummaryPiece = Pick<FileSummary, 'calls' | 'fields'>;

export interface FunctionFacts {
  /** '' where it has none. */
  readonly name: string;
  readonly span: Span;
  /** The function around it; -1 for the top level. */
  readonly parent: number;
  readonly isAsync: boolean;
  readonly returns: readonly Ref[];
  /** What `this` is in it, where that is known. */
  readonly owner: Ref;
  /**
   * For its first parameters: which properties of them are used: `name` when read, `name=` when assigned, `name()` when
   * called, `()` when it is called itself; and of the first what `saidByNames`.
   */
  readonly parameters: readonly (readonly string[])[];
  /** Whether its first parameters have types of their own, as written. */
  readonly types: readonly Ref[];
  /** The type that the whole of it has, as written: `const show: RequestHandler = …`. */
  readonly declared?: Ref;
}

export interface ClassFacts {
  readonly name: string;
  readonly extends: Ref;
  /** Function index; -1 where it has none. */
  readonly constructor: number;
  readonly members: readonly Property[];
  readonly statics: readonly Property[];
  readonly decorators: readonly DecoratorFacts[];
}

export interface DecoratorFacts {
  /** Function index of the method it stands at; -1 for the class itself. */
  readonly method: number;
  readonly value: Ref;
}

export interface CallFacts {
  /** Index of the function that calls. */
  readonly function: number;
  /** A value of the kind `call`. */
  readonly value: Ref;
  /** What is underlined. */
  readonly span: Span;
  /** Functions that are written out in its arguments. */
  readonly callbacks: readonly number[];
  readonly context: CallContext;
}

/** Where a call stands, as far as rules ask. */
export interface CallContext {
  /** Name of what keeps its result when it runs only as long as that is empty; null where it always runs. */
  readonly keptIn: string | null;
  /** Whether its result is used: awaited, returned, assigned, given on, or left alone with `void`. */
  readonly isUsed: boolean;
  /** Whether it runs whenever its function does: behind no condition, no loop, no way to leave before. */
  readonly isUnconditional: boolean;
}

/** Name of a field whose name is worked out: `clients[id] = client`, `list.push(client)`. */
export const anyElement = '[]';

export interface Field {
  readonly of: Ref;
  readonly name: string;
  readonly value: Ref;
  /** Index of the function that assigns. */
  readonly function: number;
  /** Functions that are written out in the value. */
  readonly callbacks: readonly number[];
}

/** `looplens-ignore-next-line rule: reason`. */
export interface IgnoreComment {
  readonly scope: 'next-line' | 'file';
  /** Rules it names; none stands for all. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly span: Span;
}
