/** What needs tables of Unicode and an engine for regular languages: a bundle of its own, loaded with the first such expression. */
export { lengthGuard, rewriteEdit, trimEdit } from '../analysis/regex/fixes';
export { Suspects } from '../analysis/regex/suspect';
