import ts from 'typescript';
import type { Translate } from '../../model/message';
import { globalModule, unwrapped, type Bindings } from '../bindings';
import type { Span } from '../finding';
import type { FixResult, TextEdit } from './fix';
import { nodeAround } from './nodes';

/** Gives the source of an expression that matches the same in linear time; null where none is proven to. */
export type LinearRewrite = (source: string, flags: string) => string | null;

/** Replaces the regular expression at a span, a literal or the strings given to `RegExp`, by one that matches the same. */
export function linearRegexFix(
  source: ts.SourceFile,
  bindings: Bindings,
  span: Span,
  rewrite: LinearRewrite,
  t: Translate,
): FixResult {
  const found = regexAt(source, bindings, span);
  if (!found) return { refused: t('The regular expression is not written out here.') };
  const { pattern, flags, node } = found;
  const linear = rewrite(pattern, flags);
  if (linear === null)
    return { refused: t('No expression is known that surely matches the same in linear time.') };
  const quote = node.getText().charAt(0);
  const newText = ts.isRegularExpressionLiteral(node)
    ? `/${escapeForLiteral(linear)}/${flags}`
    : quoted(linear, quote);
  const edit: TextEdit = { file: source.fileName, span: { start: node.getStart(), end: node.end }, newText };
  return {
    id: 'linear-regex',
    title: t('Use an expression that matches the same in linear time'),
    kind: 'quickfix',
    preview: false,
    note: null,
    edits: [edit],
  };
}

/** Lets a regular expression see short texts only: `text.length <= longest && regex.test(text)`. */
export function lengthGuardFix(source: ts.SourceFile, span: Span, longest: number, t: Translate): FixResult {
  const call = nodeAround(
    source,
    span,
    (node): node is ts.CallExpression => ts.isCallExpression(node) && isMatch(node),
  );
  if (!call)
    return {
      refused: t(
        'A guard can be put around test, exec, match and search; here the result has no value for “no match”.',
      ),
    };
  const { expression: regexOrText, name } = call.expression as ts.PropertyAccessExpression;
  const takesText = name.text === 'test' || name.text === 'exec';
  const text = takesText ? call.arguments[0]! : regexOrText;
  if (!isPath(unwrapped(text)))
    return {
      refused: t('The text is made in this expression: give it a name first, then the guard can be added.'),
    };
  // What is matched is made a string before: anything may be given.
  const length = takesText ? `String(${text.getText()}).length` : `${text.getText()}.length`;
  const none = { test: 'false', exec: 'null', match: 'null', search: '-1' }[name.text];
  const file = source.fileName;
  const start = call.getStart();
  return {
    id: 'length-guard',
    title: t('Match only texts of at most {0} characters', longest),
    kind: 'refactor',
    preview: true,
    note: t('Longer texts no longer match: see that this is what you want.'),
    edits: [
      { file, span: { start, end: start }, newText: `(${length} <= ${longest} ? ` },
      { file, span: { start: call.end, end: call.end }, newText: ` : ${none})` },
    ],
  };
}

interface WrittenRegex {
  readonly pattern: string;
  readonly flags: string;
  /** The literal, or the string that is the first argument of `RegExp`. */
  readonly node: ts.RegularExpressionLiteral | ts.StringLiteralLike;
}

function regexAt(source: ts.SourceFile, bindings: Bindings, span: Span): WrittenRegex | null {
  const literal = nodeAround(source, span, ts.isRegularExpressionLiteral);
  if (literal) {
    const end = literal.text.lastIndexOf('/');
    return { pattern: literal.text.slice(1, end), flags: literal.text.slice(end + 1), node: literal };
  }
  const made = nodeAround(
    source,
    span,
    (node): node is ts.NewExpression | ts.CallExpression =>
      (ts.isNewExpression(node) || ts.isCallExpression(node)) && isRegExp(node.expression, bindings),
  );
  const [first, second] = made?.arguments ?? [];
  if (!first || !ts.isStringLiteralLike(first) || (second && !ts.isStringLiteralLike(second))) return null;
  return {
    pattern: first.text,
    flags: second && ts.isStringLiteralLike(second) ? second.text : '',
    node: first,
  };
}

function isRegExp(callee: ts.Expression, bindings: Bindings): boolean {
  const origin = bindings.originOf(callee);
  return origin?.module === globalModule && origin.way.join('.') === 'RegExp';
}

function isMatch(call: ts.CallExpression): boolean {
  return (
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.questionDotToken === undefined &&
    /^(?:test|exec|match|search)$/.test(call.expression.name.text) &&
    call.arguments.length === 1
  );
}

/** A name or a path of names: reading it twice is the same as reading it once. */
function isPath(expression: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(expression)) return isPath(unwrapped(expression.expression));
  return ts.isIdentifier(expression) || expression.kind === ts.SyntaxKind.ThisKeyword;
}

/** Slashes that would end the literal, and line ends, which cannot stand in one. */
function escapeForLiteral(pattern: string): string {
  let inClass = false;
  let text = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '\\') {
      text += char + pattern.charAt(++at);
      continue;
    }
    if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    text += char === '/' && !inClass ? '\\/' : (lineEnds[char] ?? char);
  }
  return text === '' ? '(?:)' : text;
}

const lineEnds: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

function quoted(text: string, quote: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(/[\n\r\u2028\u2029]/g, (char) => lineEnds[char]!);
  return quote + (quote === '`' ? escaped.replaceAll('${', '\\${') : escaped) + quote;
}
