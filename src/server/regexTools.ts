/** What needs tables of Unicode and an engine for regular languages: a bundle of its own, loaded with the first fix of an expression. */
export { lengthGuard, rewriteEdit, trimEdit } from '../analysis/regex/fixes';
