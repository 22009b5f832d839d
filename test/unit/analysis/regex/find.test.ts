import assert from 'node:assert/strict';
import { Bindings } from '../../../../src/analysis/bindings';
import { findRegexes } from '../../../../src/analysis/regex/find';
import type { RegexUse } from '../../../../src/analysis/regex/regexUse';
import { parse } from '../../../../src/analysis/syntax';

function find(text: string, file = 'x.ts'): readonly RegexUse[] {
  const source = parse(file, text);
  return findRegexes(source, new Bindings(source));
}

/** Each expression with what is done with it: `/a/g replace, test`. */
function told(text: string): readonly string[] {
  return find(text).map(({ source, flags, applications }) =>
    [`/${source}/${flags}`, applications.map(({ method }) => method).join(', ')].join(' ').trim(),
  );
}

describe('regular expressions of a file', () => {
  it('are literals, with what is done with them', () => {
    assert.deepEqual(
      told(`
        /a+/g.test(x); /b/i.exec(x); x.replace(/c/g, ''); x.split(/d/);
        const E = /e/; E.test(x); y.match(E);
        export const unused = /f/u;`),
      ['/a+/g test', '/b/i exec', '/c/g replace', '/d/ split', '/e/ test, match', '/f/u'],
    );
  });

  it('are what the constructor makes of constants', () => {
    assert.deepEqual(
      told(String.raw`
        const part = '[a-z]+', FLAGS = 'i';
        const a = new RegExp('^' + part + '$', FLAGS);
        RegExp(${'`'}(${'${part}'})+${'`'}).test(x);
        new RegExp(String.raw${'`'}\d+${'`'}).exec(x);
        new RegExp(/x+/g, 'y');
        new RegExp(a.source);
        new RegExp(given); new RegExp('a' + given);`),
      ['/^[a-z]+$/i', '/([a-z]+)+/ test', '/\\d+/ exec', '/x+/y'],
    );
  });

  it('are strings where a method makes an expression of them, and only there', () => {
    assert.deepEqual(
      told(`
        app.post('/', (req) => { req.body.name.match('(a+)+$'); req.body.name.split('b+'); });
        'text'.search('c+');
        router.match('/path+'); cy.match('x');`),
      ['/(a+)+$/ match', '/c+/ search'],
    );
  });

  it('are found through objects, classes, arrays and loops', () => {
    assert.deepEqual(
      told(`
        const patterns = { email: /e/, ['x']: /x/ };
        patterns.email.test(v);
        const frozen = Object.freeze({ id: /i/ }); frozen.id.test(v);
        class A { re = /r/; static S = /s/; m(v) { return this.re.test(v) || A.S.test(v); } }
        [/1/, /2/].some((re) => re.test(v));
        for (const re of [/3/]) v.match(re);`),
      ['/e/ test', '/x/', '/i/ test', '/r/ test', '/s/ test', '/1/ test', '/2/ test', '/3/ match'],
    );
  });

  it('have spans that can be replaced', () => {
    const text = "const x = /a\\/b/g; new RegExp('c');";
    const spans = find(text).map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(spans, ['/a\\/b/g', "new RegExp('c')"]);
  });

  it('are found around a line that is not finished yet', () => {
    assert.deepEqual(told('/a/.test(x);\nconst y = foo(\n/b/.test(x);'), ['/a/ test', '/b/ test']);
  });

  it('of routes meet the path of a request', () => {
    const [use] = find("const app = require('express')(); app.get(/^\\/(a+)+$/, (req, res) => res.end());");
    assert.deepEqual(
      use?.applications.map(({ method, subject }) => [method, subject.from]),
      [['route', 'request']],
    );
  });

  it('name the most dangerous subject first', () => {
    const [use] = find(`
      const R = /a+$/;
      R.test('constant');
      app.post('/', (req) => { if (req.body.a.length < 10) R.test(req.body.a); R.test(req.body.b); });
      function f(value) { R.test(value); }`);
    assert.deepEqual(
      use?.applications.map(({ subject }) => [subject.from, subject.maxLength]),
      [
        ['request', null],
        ['request', 9],
        ['parameter', null],
        ['constant', null],
      ],
    );
  });
});
