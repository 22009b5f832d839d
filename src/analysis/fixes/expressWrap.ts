import ts from 'typescript';
import type { Translate } from '../../model/message';
import type { Edits } from './edits';
import { indentationAt, isTypeScript, newLineOf, visitAll, visitOwn, type FunctionNode } from './nodes';
import { isName } from './references';

const names = ['req', 'res', 'next'];

/**
 * Express 4 catches what a handler throws but not what its promise rejects with: that has to be handed to `next`. Gives the
 * place of that parameter, or a sentence where it can't be had.
 */
export function nextParameter(fn: FunctionNode, call: ts.CallExpression, t: Translate): number | string {
  const { parameters } = fn;
  const isParam = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'param';
  const place = parameters.length >= 4 && !isParam ? 3 : 2;
  const parameter = parameters[place];
  if (fn.type && !/^(?:Promise<)?(?:void|any|unknown)>?$/.test(fn.type.getText()))
    return t(
      'The handler’s return type ({0}) has no room for an error that is handed to next.',
      fn.type.getText(),
    );
  if (parameter ? !ts.isIdentifier(parameter.name) : parameters.some(({ dotDotDotToken }) => dotDotDotToken))
    return t('The handler’s parameters are taken apart, so that its error cannot be handed to next.');
  let usesArguments = false;
  if (!parameter)
    visitAll(fn, (node) => {
      if (!ts.isIdentifier(node) || !isName(node)) return;
      usesArguments ||= names.slice(parameters.length).includes(node.text) || node.text === 'arguments';
    });
  return usesArguments
    ? t(
        'The handler uses a name that its missing parameters would have ({0}).',
        names.slice(parameters.length).join(', '),
      )
    : place;
}

interface Wrap {
  readonly source: ts.SourceFile;
  /** Place of the parameter `next`. */
  readonly place: number;
  /** Calls that are awaited from now on. */
  readonly mayReject: ReadonlySet<ts.Node>;
}

/** Puts a handler's body into `try { … } catch (error) { next(error); }`. */
export function renderWrap(fn: FunctionNode, { source, place, mayReject }: Wrap, edits: Edits): void {
  const { body } = fn;
  if (!body || isGuarded(body, mayReject)) return;
  const newLine = newLineOf(source);
  const indentation = indentationAt(source, fn.getStart());
  const unit = indentationUnit(source, body, indentation);
  const next = nextName(fn, place, source, edits);
  // Where a compiler wants all ways out to return something, this one does too.
  const returns = isTypeScript(source) && ts.isBlock(body) && returnsValue(body) ? 'return ' : '';
  const handled = ['} catch (error) {', `${unit}${returns}${next}(error);`, '}']
    .map((line) => indentation + unit + line)
    .join(newLine);
  if (!ts.isBlock(body)) {
    edits.insert(
      body.getStart(),
      `{${newLine}${indentation}${unit}try {${newLine}${indentation}${unit}${unit}`,
      -1e9,
    );
    edits.insert(body.end, `;${newLine}${handled}${newLine}${indentation}}`, 1e9);
    return;
  }
  const open = body.getStart() + 1;
  const close = body.end - 1;
  const isOneLine = !source.text.slice(open, close).includes('\n');
  edits.insert(
    open,
    `${newLine}${indentation}${unit}try {${isOneLine ? `${newLine}${indentation}${unit}${unit}` : ''}`,
    -1e9,
  );
  if (isOneLine) {
    const inner = source.text.slice(open, close);
    const spaceBefore = inner.length - inner.trimStart().length;
    const spaceAfter = inner.length - inner.trimEnd().length;
    edits.replace({ start: open, end: open + spaceBefore }, '');
    edits.replace({ start: close - spaceAfter, end: close }, `${newLine}${handled}${newLine}${indentation}`);
    return;
  }
  for (const at of movableLines(source, body)) edits.insert(at, unit, -1e9);
  const lastLine = source.text.lastIndexOf('\n', close) + 1;
  if (source.text.slice(lastLine, close).trim() === '') edits.insert(lastLine, `${handled}${newLine}`, 1e9);
  else edits.insert(close, `${newLine}${handled}${newLine}${indentation}`, 1e9);
}

/** The name of `next`, added to the parameters where it is missing. */
function nextName(fn: FunctionNode, place: number, source: ts.SourceFile, edits: Edits): string {
  const { parameters } = fn;
  const there = parameters[place];
  if (there) return there.name.getText();
  const isTyped = isTypeScript(source) && !ts.isCallExpression(fn.parent);
  const types = [': unknown', ': unknown', ': (error?: unknown) => void'];
  const added = names
    .map((name, index) => (isTyped ? `${name}${types[index]}` : name))
    .slice(parameters.length)
    .join(', ');
  const last = parameters.at(-1);
  if (last) {
    const isBare = ts.isArrowFunction(fn) && source.text.charAt(last.end) !== ')' && !hasParenthesis(fn);
    if (isBare) edits.insert(last.getStart(), '(', 5);
    edits.insert(last.end, `, ${added}${isBare ? ')' : ''}`, 5);
  } else {
    const text = source.text;
    edits.insert(text.indexOf('(', fn.name ? fn.name.end : fn.getStart()) + 1, added);
  }
  return names[place]!;
}

function returnsValue(body: ts.Block): boolean {
  let returns = false;
  visitOwn(body, (node) => {
    if (ts.isReturnStatement(node) && node.expression) returns = true;
  });
  return returns;
}

function hasParenthesis(fn: ts.ArrowFunction): boolean {
  return fn.getChildren().some(({ kind }) => kind === ts.SyntaxKind.OpenParenToken);
}

/** Whether everything stands in a try, and what follows it neither throws nor awaits. */
function isGuarded(body: ts.ConciseBody, mayReject: ReadonlySet<ts.Node>): boolean {
  if (!ts.isBlock(body) || body.statements.length !== 1) return false;
  const [only] = body.statements;
  if (!only || !ts.isTryStatement(only) || !only.catchClause) return false;
  let throws = false;
  for (const part of [only.catchClause, only.finallyBlock])
    if (part)
      visitAll(part, (node) => {
        if (ts.isThrowStatement(node) || mayReject.has(node)) throws = true;
      });
  return !throws;
}

/** Starts of the lines within a block that may be moved to the right: none in a template. */
function movableLines(source: ts.SourceFile, body: ts.Block): number[] {
  const first = source.getLineAndCharacterOfPosition(body.getStart()).line + 1;
  const last = source.getLineAndCharacterOfPosition(body.end).line;
  const fixed: { pos: number; end: number }[] = [];
  visitAll(body, (node) => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    )
      fixed.push({ pos: node.getStart(), end: node.end });
    if (ts.isJsxText(node)) fixed.push(node);
  });
  const lines: number[] = [];
  for (let line = first; line < last; line++) {
    const at = source.getPositionOfLineAndCharacter(line, 0);
    const isEmpty = /^\s*$/.test(source.text.slice(at, source.getPositionOfLineAndCharacter(line + 1, 0)));
    if (!isEmpty && !fixed.some(({ pos, end }) => pos < at && at < end)) lines.push(at);
  }
  return lines;
}

/** One step of indentation, as the body has it. */
function indentationUnit(source: ts.SourceFile, body: ts.ConciseBody, outer: string): string {
  const [first] = ts.isBlock(body) ? body.statements : [];
  const inner = first ? indentationAt(source, first.getStart()) : '';
  if (inner.startsWith(outer) && inner.length > outer.length) return inner.slice(outer.length);
  return /^\t/m.test(source.text) ? '\t' : '  ';
}
