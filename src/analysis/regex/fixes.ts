import { JS } from 'refa';
import ts from 'typescript';
import type { Bindings } from '../bindings';
import type { Span } from '../finding';
import { lengthName } from './lengthLimits';
import { edgesOf } from './languages';
import { parsePattern } from './pattern';
import type { RegexApplication, RegexUse } from './regexUse';
import { linearRewrite } from './rewrite';
import { charactersOf, isOneCharacter } from './simplify';
import type { RegexVerdict } from './verdict';

/** The text of a span is to be replaced. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** What a subject may take with a length guard before it. */
const guardedMs = 5;
/** A shorter limit would refuse honest values. */
const shortestLimit = 16;

/** The expression written anew, proven equal for what the file does with it; null where there is none. */
export function rewriteEdit(use: RegexUse): (TextEdit & { readonly source: string }) | null {
  // A string has escapes of its own, and may be put together from several places.
  if (use.written !== 'literal') return null;
  const keeps = use.applications.length > 0 && use.applications.every(({ method }) => method === 'test');
  const stateful = /[gy]/.test(use.flags);
  const source = linearRewrite(use.source, use.flags, keeps && !stateful ? 'existence' : 'match');
  return source === null ? null : { span: use.span, newText: `/${source}/${use.flags}`, source };
}

/** `text.replace(/^\s+|\s+$/g, '')` as `text.trim()`; null where it is none of those. */
export function trimEdit(
  use: RegexUse,
  { method, span, subject }: RegexApplication,
  source: ts.SourceFile,
): TextEdit | null {
  const name = trimName(use.source, use.flags);
  if (method !== 'replace' || !name || !subject.span) return null;
  const call = nodeAt(source, span);
  if (!call || !ts.isCallExpression(call) || call.arguments.length !== 2) return null;
  const [, replacement] = call.arguments;
  if (!replacement || !ts.isStringLiteralLike(replacement) || replacement.text !== '') return null;
  return { span: { start: subject.span.end, end: span.end }, newText: `.${name}()` };
}

function trimName(source: string, flags: string): 'trim' | 'trimStart' | 'trimEnd' | null {
  const pattern = parsePattern(source, flags);
  if (!pattern || pattern.ast.flags.sticky) return null;
  const spaces = JS.createCharSet([{ kind: 'space', negate: false }], pattern.parser.flags);
  const ends = new Set<'start' | 'end'>();
  for (const alternative of pattern.ast.pattern.alternatives) {
    const { start, end, elements } = edgesOf(alternative, pattern);
    const [only] = elements;
    if (start === end || elements.length !== 1 || only?.type !== 'Quantifier') return null;
    if (only.max !== Infinity || only.min > 1 || !only.greedy || !isOneCharacter(only.element)) return null;
    if (!charactersOf(only.element, pattern.parser.flags).equals(spaces)) return null;
    ends.add(start ? 'start' : 'end');
  }
  // Without `g` only the first of both ends is cut.
  if (ends.size === 2) return pattern.ast.flags.global ? 'trim' : null;
  return ends.has('start') ? 'trimStart' : 'trimEnd';
}

/**
 * A check of the subject's length before the statement that applies the expression; null where the subject has no name, where the
 * statement has no place before it, or where no limit is both safe and useful.
 */
export function lengthGuard(
  { method, span, subject }: RegexApplication,
  verdict: RegexVerdict,
  source: ts.SourceFile,
  { scopes }: Bindings,
): TextEdit | null {
  const limit = usefulLimit(verdict);
  const value = subject.span && nodeAt(source, subject.span);
  const call = nodeAt(source, span);
  if (limit === null || !value || !call || !ts.isExpression(value) || lengthName(value) === null) return null;
  // 1. The statement to stand before, within the same function and with the same names.
  let statement: ts.Node = call;
  while (!isInBlock(statement)) {
    if (ts.isFunctionLike(statement) || ts.isIterationStatement(statement, false) || !statement.parent)
      return null;
    statement = statement.parent;
  }
  const root = rootName(value);
  const declared = root && scopes.find(root);
  if (declared && declared.node.pos >= statement.pos) return null;
  // 2. What to do with longer ones: where the match is all that is returned, they don't match.
  const returned = ts.isReturnStatement(statement) && statement.expression === call && method === 'test';
  const text = value.getText(source);
  // `test` makes a string of what it is given; an array's length would be another.
  const length = method === 'test' || method === 'exec' ? `String(${text}).length` : `${text}.length`;
  const start = statement.getStart(source);
  const lineStart = source.text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(source.text.slice(lineStart, start))?.[0] ?? '';
  const action = returned ? 'return false' : `throw new RangeError('Longer than ${limit} characters')`;
  return { span: { start, end: start }, newText: `if (${length} > ${limit}) ${action};\n${indent}` };
}

/** The longest round length that takes a few milliseconds at most, by how the time was seen to grow. */
export function usefulLimit({ degree, attack }: RegexVerdict): number | null {
  if (!attack) return null;
  // What doubles with each character or two: a third shorter takes a thousandth.
  const length =
    degree === 'exponential' ? attack.length * 0.65 : attack.length * (guardedMs / attack.ms) ** (1 / degree);
  if (length < shortestLimit) return null;
  const power = 10 ** Math.floor(Math.log10(length));
  const step = [5, 2, 1].find((factor) => factor * power <= length) ?? 1;
  return Math.min(degree === 'exponential' ? Math.floor(length) : step * power, 10_000);
}

function isInBlock({ parent }: ts.Node): boolean {
  return (
    parent &&
    (ts.isBlock(parent) ||
      ts.isSourceFile(parent) ||
      ts.isCaseOrDefaultClause(parent) ||
      ts.isModuleBlock(parent))
  );
}

function rootName(value: ts.Expression): ts.Identifier | null {
  let node = value;
  while (
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node)
  )
    node = node.expression;
  return ts.isIdentifier(node) ? node : null;
}

/** The outermost node with exactly that span. */
function nodeAt(source: ts.SourceFile, { start, end }: Span): ts.Node | null {
  let found: ts.Node | null = null;
  const visit = (node: ts.Node): void => {
    if (found || node.pos > start || node.end < end) return;
    if (node.getStart(source) === start && node.end === end && !ts.isExpressionStatement(node)) found = node;
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
