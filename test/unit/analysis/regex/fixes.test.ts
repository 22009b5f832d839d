import assert from 'node:assert/strict';
import { Bindings } from '../../../../src/analysis/bindings';
import { findRegexes } from '../../../../src/analysis/regex/find';
import {
  lengthGuard,
  rewriteEdit,
  type TextEdit,
  trimEdit,
  usefulLimit,
} from '../../../../src/analysis/regex/fixes';
import type { RegexVerdict } from '../../../../src/analysis/regex/verdict';
import { parse } from '../../../../src/analysis/syntax';

const verdict: RegexVerdict = {
  verdict: 'confirmed',
  degree: 2,
  attack: { prefix: '', pump: ' ', suffix: 'x', length: 12_001, ms: 120 },
};

function first(text: string) {
  const source = parse('x.ts', text);
  const bindings = new Bindings(source);
  const [use] = findRegexes(source, bindings);
  const [application] = use?.applications ?? [];
  assert.ok(use && application);
  return { source, bindings, use, application };
}

function applied(text: string, edit: TextEdit | null): string | null {
  return edit && text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
}

function guarded(text: string): string | null {
  const { source, bindings, application } = first(text);
  return applied(text, lengthGuard(application, verdict, source, bindings));
}

describe('a length guard', () => {
  it('stands before the statement, with its indent', () => {
    assert.equal(
      guarded('function f(s) {\n  const m = /r/.exec(s.trim);\n  return m;\n}'),
      "function f(s) {\n  if (String(s.trim).length > 2000) throw new RangeError('Longer than 2000 characters');\n  const m = /r/.exec(s.trim);\n  return m;\n}",
    );
  });

  it('says no where a match is all that is returned', () => {
    assert.equal(
      guarded('function f(s) {\n  return /r/.test(s);\n}'),
      'function f(s) {\n  if (String(s).length > 2000) return false;\n  return /r/.test(s);\n}',
    );
  });

  it('is none where it has no place, or the value no name', () => {
    for (const text of [
      'const f = (s) => /r/.test(s);',
      'for (const s of all) /r/.test(s);',
      'function f(s) { return /r/.test(s.a()); }',
    ])
      assert.equal(guarded(text), null, text);
  });

  it('allows what takes a few milliseconds', () => {
    const attack = { prefix: '', pump: 'a', suffix: '', length: 1000, ms: 100 };
    assert.equal(usefulLimit({ verdict: 'confirmed', degree: 3, attack }), 200);
    assert.equal(
      usefulLimit({ verdict: 'confirmed', degree: 'exponential', attack: { ...attack, length: 30 } }),
      19,
    );
    assert.equal(
      usefulLimit({ verdict: 'confirmed', degree: 'exponential', attack: { ...attack, length: 20 } }),
      null,
    );
    assert.equal(usefulLimit({ verdict: 'harmless', degree: 1, attack: null }), null);
  });
});

describe('a rewrite in the text', () => {
  const rewritten = (text: string) => applied(text, rewriteEdit(first(text).use));

  it('replaces the literal and keeps its flags', () => {
    assert.equal(rewritten('/^(?:a+)+$/i.exec(x)'), '/^a+$/i.exec(x)');
  });

  it('keeps only what the file asks for', () => {
    assert.equal(rewritten('/\\s+$/.test(x)'), '/\\s$/.test(x)');
    assert.equal(rewritten('/\\s+$/.exec(x)'), null);
    assert.equal(rewritten('/\\s+$/g.test(x)'), null);
    assert.equal(rewritten('const R = /\\s+$/; R.test(x); x.replace(R, "")'), null);
  });

  it('leaves strings alone', () => {
    assert.equal(rewritten("new RegExp('^(?:a+)+$').test(x)"), null);
  });
});

describe('trim instead of an expression', () => {
  const trimmed = (text: string) => {
    const { source, use, application } = first(text);
    return applied(text, trimEdit(use, application, source));
  };

  it('where it cuts the same', () => {
    assert.equal(trimmed("y = x.replace(/^\\s+|\\s+$/g, '');"), 'y = x.trim();');
    assert.equal(trimmed("y = x.a().replace(/\\s*$/, '');"), 'y = x.a().trimEnd();');
    assert.equal(trimmed('y = x.replace(/^[\\s\\uFEFF\\xA0]+|[\\s\\uFEFF\\xA0]+$/g, "");'), 'y = x.trim();');
  });

  it('and not where it does not', () => {
    for (const text of [
      "x.replace(/^\\s+|\\s+$/, '')",
      "x.replace(/\\s+$/m, '')",
      "x.replace(/[ \\t]+$/, '')",
      "x.replace(/\\s+$/, ' ')",
      "x.replace(/\\s{2,}$/, '')",
      "x.replaceAll(/\\s+$/g, '')",
    ])
      assert.equal(trimmed(text), null, text);
  });
});
