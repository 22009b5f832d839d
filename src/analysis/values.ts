/** Index of a value in `FileSummary.values`; `unknown` where nothing is known of it. */
export type Ref = number;

export const unknown: Ref = -1;

/**
 * What an expression of a file is, as far as its own text tells. Plain data: the functions, classes and other values that it
 * refers to are indexes of the same summary.
 */
export type Value =
  | { readonly kind: 'function'; readonly index: number }
  | { readonly kind: 'class'; readonly index: number }
  | { readonly kind: 'object'; readonly properties: readonly Property[]; readonly spreads: readonly Ref[] }
  | { readonly kind: 'array'; readonly items: readonly Ref[] }
  | { readonly kind: 'text'; readonly text: string }
  /** What `require(specifier)` gives, or `import * as name`. */
  | { readonly kind: 'module'; readonly specifier: string }
  /** The `module.exports` of the file itself. */
  | { readonly kind: 'exports' }
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Ref; readonly name: string }
  /** A property whose name is worked out: `handlers[type]`. */
  | { readonly kind: 'element'; readonly of: Ref }
  | { readonly kind: 'call'; readonly callee: Ref; readonly args: readonly Ref[]; readonly isNew: boolean }
  | { readonly kind: 'parameter'; readonly function: number; readonly at: number; readonly type: Ref }
  /** `this` in that function; in no function, -1. */
  | { readonly kind: 'this'; readonly function: number }
  /** An object of that class, known by a type or a prototype. */
  | { readonly kind: 'instance'; readonly of: Ref }
  /** One of these. */
  | { readonly kind: 'any'; readonly of: readonly Ref[] };

export interface Property {
  readonly name: string;
  readonly value: Ref;
}
