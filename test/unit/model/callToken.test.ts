import assert from 'node:assert/strict';
import { calleeOffset, callTokenAt, isHeadAt } from '../../../src/model/callToken';

/** The call at the character `¦` of a text: a short form of what `callTokenAt` finds there. */
function at(marked: string): string | null {
  const token = callTokenAt(marked.replace('¦', ''), marked.indexOf('¦'));
  return token && `${token.receiver ?? ''}.${token.name}(${token.firstArgument ?? ''})`;
}

describe('the call at a position', () => {
  it('has a name, a receiver and the form of its first argument', () => {
    const expected: Record<string, string> = {
      'JSON.¦stringify(value)': 'JSON.stringify(other)',
      'const x = JSON\n  .¦parse(text)': 'JSON.parse(other)',
      '¦work()': '.work()',
      '// of a function\n¦work()': '.work()',
      '¦work("a")': '.work(string)',
      'if (/a+b/.¦test(s)) {': 'RegExp literal.test(other)',
      'return /[/\\]]+/gi.¦exec(s)': 'RegExp literal.exec(other)',
      'y = a / b / g.¦test(s)': 'g.test(other)',
      's.¦replace(/x/g, "")': 's.replace(regex)',
      's.¦replace(new RegExp(x), "")': 's.replace(regex)',
      's.trim().¦match( /* why */ /x/)': '.match(regex)',
      'a.b.re.¦test(s)': 're.test(other)',
      'this.#re.¦test(s)': 're.test(other)',
      'this.¦#secret(s)': 'this.secret(other)',
      'a?.¦b(1)': 'a.b(other)',
      'a.¦b?.(1)': 'a.b(other)',
      'a.b?.¦(1)': 'a.b(other)',
      "o['m']¦(3)": 'o.m(other)',
      '(0, fs_1.readFileSync)¦(path)': 'fs_1.readFileSync(other)',
      '(0,r.hash)¦("x")': 'r.hash(string)',
      '¦new RegExp("(a+)+")': '.RegExp(string)',
      '¦new a.Service': 'a.Service()',
      '¦sort<number>(list)': '.sort(other)',
      'tag¦Name`x`': 'null',
      '¦tag`x`': '.tag()',
      'list.¦delete(x)': 'list.delete(other)',
      'list // .old\n  .¦map(x => x)': '.map(other)',
      '¦f(a, function () { return 1 })': '.f(other)',
      'a && ¦f(`x`)': '.f(string)',
    };
    for (const [text, call] of Object.entries(expected)) assert.equal(String(at(text)), call, text);
  });

  it('is none where code only looks like one', () => {
    const none = [
      'function ¦work(a) {}',
      'async function* ¦work(a) {}',
      'class A { ¦work(a) { } }',
      'class A { get ¦size() { } }',
      '¦if (a) b()',
      'for ¦(;;) {}',
      '¦while (a) {}',
      '¦value + 1',
      'const ¦x = 1',
      '¦async (a) => a',
      '(function () {})¦()',
      '¦"text"',
      '¦',
      'a.b¦',
    ];
    for (const text of none) assert.equal(at(text), null, text);
  });

  it('is looked up in a source map by its name', () => {
    const offset = (marked: string) => {
      const text = marked.replace('¦', '');
      return text.slice(calleeOffset(text, marked.indexOf('¦')));
    };
    assert.equal(offset('(0, lib_1.read)¦(x)'), 'lib_1.read)(x)');
    assert.equal(offset('this.#a¦(x)'), '#a(x)');
    assert.equal(offset('a.¦read(x)'), 'read(x)');
    assert.equal(offset('f()¦(x)'), '(x)');
  });

  it('is found or not, but never fails, in any text', () => {
    const pieces = [
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '/',
      '*',
      '`',
      '${',
      '"',
      "'",
      '\\',
      '\n',
      '.',
      '?.',
      '#',
      'new ',
      'a',
      '<',
      '>',
      '=',
      '(0,a.b)',
      '\ud83d',
      '\u2028',
    ];
    let seed = 1;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: random(25) }, () => pieces[random(pieces.length)]).join('');
      for (const offset of [-1, 0, random(text.length + 1), text.length, text.length + 5]) {
        callTokenAt(text, offset);
        calleeOffset(text, offset);
      }
    }
    for (const piece of pieces) {
      const text = piece.repeat(50_000);
      callTokenAt(text, text.length >> 1);
    }
  });
});

describe('the head of a function at a position', () => {
  it('is its parameters, where V8 has a function that it enters', () => {
    const heads = [
      'function work¦(a, b) {',
      'const work = function ¦(a) {',
      'const work = ¦(a, b) => a + b',
      'list.map(¦item => item.id)',
      'list.map(¦async item => item.id)',
      'list.map(¦async (item) => item.id)',
      'class A { work¦(a) { } }',
      'class A { get total¦() { } }',
      'class A { constructor¦(a) { } }',
    ];
    const none = [
      'work¦(a)',
      'o.¦work(a)',
      'if ¦(a) {',
      '¦for (const a of b) {',
      'for ¦(const a of b) {',
      'while ¦(a) {',
      '¦list.map(item => item.id)',
      'list.map(item =>¦ item.id)',
      '¦',
    ];
    const isHead = (marked: string) => isHeadAt(marked.replace('¦', ''), marked.indexOf('¦'));
    assert.deepEqual(heads.filter(isHead), heads);
    assert.deepEqual(none.filter(isHead), []);
  });
});
