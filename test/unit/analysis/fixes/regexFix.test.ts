import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/analysis/fixes/edits';
import { isRefusal, type FixResult } from '../../../../src/analysis/fixes/fix';
import { lengthGuardFix, linearRegexFix, type LinearRewrite } from '../../../../src/analysis/fixes/regexFix';
import { english } from '../../../../src/model/message';
import { spanOfPart, unitOf } from './mend';

function after(text: string, result: FixResult): string {
  return isRefusal(result) ? `refused: ${result.refused}` : applyEdits('a.js', text, result.edits);
}

function rewritten(text: string, part: string, rewrite: LinearRewrite): string {
  const { source, bindings } = unitOf('a.js', text);
  return after(text, linearRegexFix(source, bindings, spanOfPart(text, part), rewrite, english));
}

function guarded(text: string, part: string): string {
  const { source } = unitOf('a.js', text);
  return after(text, lengthGuardFix(source, spanOfPart(text, part), 1000, english));
}

describe('fixes of regular expressions', () => {
  it('put a linear expression in the place of a literal, and keep its flags', () => {
    const seen: string[] = [];
    const rewrite: LinearRewrite = (source, flags) => (seen.push(source, flags), 'a+b');
    assert.equal(rewritten('x.match(/(a+)+b/gi);', '/(a+)+b/gi', rewrite), 'x.match(/a+b/gi);');
    assert.deepEqual(seen, ['(a+)+b', 'gi']);
  });

  it('put it into the string that RegExp is given', () => {
    assert.equal(
      rewritten(String.raw`new RegExp('(\\d+)+"', 'g');`, 'RegExp', () => String.raw`\d+'`),
      String.raw`new RegExp('\\d+\'', 'g');`,
    );
    assert.equal(
      rewritten('RegExp(`a`);', 'RegExp(`a`)', () => '`${b}'),
      'RegExp(`\\`\\${b}`);',
    );
  });

  it('escape what would end a literal, so that it matches the same', () => {
    const text = rewritten('x = /a/u;', '/a/u', () => String.raw`[/]/\/` + '\n');
    const made = /x = (\/.*\/u);/.exec(text)![1]!;
    assert.equal(made, String.raw`/[/]\/\/\n/u`);
    assert.ok(new RegExp(made.slice(1, -2), 'u').test('///\n'));
  });

  it('are refused without a proof or without a written expression', () => {
    assert.match(
      rewritten('x = /a/;', '/a/', () => null),
      /^refused: No expression is known/,
    );
    assert.match(
      rewritten('x = new RegExp(y);', 'RegExp', () => 'a'),
      /^refused: .* not written out/,
    );
    assert.match(
      rewritten("x = new RegExp('a', y);", 'RegExp', () => 'a'),
      /^refused: .* not written out/,
    );
  });

  it('let a match see short texts only, and give what no match gives', () => {
    assert.equal(
      guarded('if (!/a/.test(req.url)) f();', '/a/'),
      'if (!(String(req.url).length <= 1000 ? /a/.test(req.url) : false)) f();',
    );
    assert.equal(
      guarded('f(/a/.exec(text)?.[0]);', '/a/'),
      'f((String(text).length <= 1000 ? /a/.exec(text) : null)?.[0]);',
    );
    assert.equal(guarded('f(a.b.match(/a/));', '/a/'), 'f((a.b.length <= 1000 ? a.b.match(/a/) : null));');
    assert.equal(guarded('f(a.search(/a/));', '/a/'), 'f((a.length <= 1000 ? a.search(/a/) : -1));');
  });

  it('say why no guard can be put', () => {
    assert.match(guarded("a.replace(/a/, 'b');", '/a/'), /^refused: A guard can be put around test/);
    assert.match(guarded('/a/.test(f());', '/a/'), /^refused: The text is made in this expression/);
  });

  it('show a guard before it is made: longer texts no longer match', () => {
    const text = '/a/.test(b);';
    const result = lengthGuardFix(unitOf('a.js', text).source, spanOfPart(text, '/a/'), 9, english);
    assert.ok(!isRefusal(result));
    assert.deepEqual([result.kind, result.preview], ['refactor', true]);
  });
});
