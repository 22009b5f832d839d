import assert from 'node:assert/strict';
import { Bindings } from '../../../../src/analysis/bindings';
import { applyEdits } from '../../../../src/analysis/fixes/edits';
import {
  fileOnly,
  isRefusal,
  type Fix,
  type FixContext,
  type FixResult,
  type SourceUnit,
} from '../../../../src/analysis/fixes/fix';
import { fixAll } from '../../../../src/analysis/fixes/fixes';
import { awaitAsync } from '../../../../src/analysis/fixes/syncToAsync';
import type { Span } from '../../../../src/analysis/finding';
import { parse } from '../../../../src/analysis/syntax';
import { english } from '../../../../src/model/message';

export function unitOf(file: string, text: string): SourceUnit {
  const source = parse(file, text);
  return { source, bindings: new Bindings(source) };
}

/** Where a part of a text stands for the first time. */
export function spanOfPart(text: string, part: string): Span {
  const start = text.indexOf(part);
  assert.ok(start >= 0, `'${part}' is not in the text`);
  return { start, end: start + part.length };
}

/** What is offered for the first call of a function with `Sync` in its name, or for the call that begins with `part`. */
export function offered(
  text: string,
  {
    file = 'a.js',
    part = '',
    context = {},
  }: { file?: string; part?: string; context?: Partial<FixContext> } = {},
): FixResult {
  const { source, bindings } = unitOf(file, text);
  const call = part === '' ? (/[\w.$]*Sync(?:\.native)?\(/.exec(text)?.[0] ?? '') : part;
  const result = awaitAsync(source, bindings, spanOfPart(text, call), { ...fileOnly, ...context }, english);
  assert.ok(result, 'there is no synchronous call');
  return result;
}

/** The text after the fix. */
export function mended(text: string, options: Parameters<typeof offered>[1] = {}): string {
  const result = offered(text, options);
  assert.ok(!isRefusal(result), isRefusal(result) ? result.refused : '');
  return applyEdits(options.file ?? 'a.js', text, result.edits);
}

/** The text after all that is sure was mended. */
export function allMended(text: string, file = 'a.js'): string {
  const { source, bindings } = unitOf(file, text);
  const fix = fixAll(source, bindings, fileOnly, english);
  return fix ? applyEdits(file, text, fix.edits) : text;
}

export function refusalOf(text: string, options: Parameters<typeof offered>[1] = {}): string {
  const result = offered(text, options);
  return isRefusal(result) ? result.refused : `offered: ${result.title}`;
}

export function fixOf(text: string, options: Parameters<typeof offered>[1] = {}): Fix {
  const result = offered(text, options);
  assert.ok(!isRefusal(result), isRefusal(result) ? result.refused : '');
  return result;
}

/** Lines without the indentation that they share. */
export function lines(text: string): string {
  const all = text.replace(/^\n/, '').split('\n');
  const shared = Math.min(
    ...all.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length),
  );
  return all.map((line) => line.slice(shared)).join('\n');
}
