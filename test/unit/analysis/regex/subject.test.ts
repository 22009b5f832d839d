import assert from 'node:assert/strict';
import { Bindings } from '../../../../src/analysis/bindings';
import { findRegexes } from '../../../../src/analysis/regex/find';
import { parse } from '../../../../src/analysis/syntax';

/** What meets the one expression `R` of a file: who decides it, and its limit where there is one. */
function subject(text: string): string {
  const source = parse('x.ts', text.replaceAll('R.test', '/r/.test'));
  const [use] = findRegexes(source, new Bindings(source));
  const worst = use?.applications[0]?.subject;
  assert.ok(worst, 'no expression was found');
  return worst.maxLength === null ? worst.from : `${worst.from} up to ${worst.maxLength}`;
}

const express = (body: string) => `const app = require('express')(); app.post('/', (q, res) => { ${body} });`;

describe('who decides the subject of a regular expression', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a member of a request', express('R.test(q.body.name)'), 'request'],
    ['a destructured one', express('const { body: { name } } = q; R.test(name)'), 'request'],
    ['one that went through functions', express('const s = String(q.query.s).trim(); R.test(s)'), 'request'],
    ['a header by its name', express("R.test(q.get('user-agent') ?? '')"), 'request'],
    ['a part of a URL', express("R.test(new URL(q.url, 'http://x').searchParams.get('q'))"), 'request'],
    ['an element', express('for (const tag of q.body.tags) R.test(tag)'), 'request'],
    ['an element in a callback', express('q.body.tags.some((tag) => R.test(tag))'), 'request'],
    ['a part of a text', express('R.test(`<${q.body.name}>`)'), 'request'],
    ['a parsed body', express('const data = JSON.parse(q.body); R.test(data.name)'), 'request'],
    ['a length', express('R.test(q.body.name.length)'), 'constant'],
    [
      'a parameter of a function that a handler calls',
      `${express('check(q.body.name)')} function check(value) { return R.test(value); }`,
      'request',
    ],
    [
      'what a function of the file gives back',
      express('const get = () => q.query.x; R.test(get())'),
      'request',
    ],
    [
      'a pattern in a handler',
      "require('express')().get('/', ({ query }, res) => R.test(query.q))",
      'request',
    ],
    ['an error handler', "require('express')().use((e, q, res, next) => R.test(q.body.x))", 'request'],
    ['Koa', "import Koa from 'koa'; new Koa().use(async (c) => R.test(c.request.body.x))", 'request'],
    ['Fastify', "import f from 'fastify'; f().get('/', async (q) => R.test(q.params.id))", 'request'],
    ['plain http', "require('http').createServer().on('request', (m) => R.test(m.url))", 'request'],
    ['by type', 'function h(a: IncomingMessage) { R.test(a.headers.x as string); }', 'request'],
    ['by name', 'exports.h = (req, res) => R.test(req.headers.host)', 'request'],
    ['Nest', "class C { @Get() find(@Query('q') text: string) { return R.test(text); } }", 'request'],
    [
      'a web socket',
      "const w = require('ws'); new w.Server().on('connection', (s) => s.on('message', (d) => R.test(d)))",
      'request',
    ],
    [
      'socket.io',
      "import { Server } from 'socket.io'; new Server().on('connection', (s) => s.on('chat', (m) => R.test(m.text)))",
      'request',
    ],
    ['messages of the program itself', "process.on('message', (m) => R.test(m))", 'parameter'],
    [
      'a worker',
      "const { parentPort } = require('worker_threads'); parentPort.on('message', (m) => R.test(m))",
      'parameter',
    ],
    ['a parameter', 'export function f(value) { return R.test(value); }', 'parameter'],
    ['the command line', 'R.test(process.argv[2])', 'unknown'],
    ['a constant', "const name = 'x'; R.test(name)", 'constant'],
    ['a circle', 'let a = b; let b = a; R.test(a)', 'unknown'],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(subject(text), expected));
});

describe('a limit of its length', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'a check that returns',
      'const s = q.body.s; if (s.length > 100) return; R.test(s)',
      'request up to 100',
    ],
    [
      'one that throws, of several',
      'const s = q.body.s; if (!s || s.length >= 100) { res.status(400); throw new Error(); } R.test(s)',
      'request up to 99',
    ],
    ['the other way round', 'if (100 < q.body.s.length) return; R.test(q.body.s)', 'request up to 100'],
    [
      'a named limit',
      'const MAX = 64; if (q.body.s.length > MAX) return; R.test(q.body.s)',
      'request up to 64',
    ],
    ['a condition', 'const s = q.body.s; return s.length < 50 && R.test(s)', 'request up to 49'],
    ['a refusal', 'const s = q.body.s; return s.length > 50 || R.test(s)', 'request up to 50'],
    ['a branch', 'const s = q.body.s; if (s.length <= 50) { R.test(s); }', 'request up to 50'],
    [
      'the other branch',
      'const s = q.body.s; if (s.length > 50) res.end(); else R.test(s);',
      'request up to 50',
    ],
    ['a cut', 'R.test(q.body.s.slice(0, 80))', 'request up to 80'],
    ['a cut before', 'const s = q.body.s.trim().substring(0, 80); R.test(s)', 'request up to 80'],
    ['a cut that is assigned', 'let s = q.body.s; s = s.slice(0, 80); R.test(s)', 'request up to 80'],
    ['an assertion', 'assert(q.body.s.length <= 10); R.test(q.body.s)', 'request up to 10'],
    [
      'a schema',
      'const S = z.object({ s: z.string().trim().max(200) }); const { s } = S.parse(q.body); R.test(s)',
      'request up to 200',
    ],
    [
      'a schema that may fail',
      'const S = z.object({ s: z.string().max(200) }); const r = S.safeParse(q.body); R.test(r.data.s)',
      'request up to 200',
    ],
    ['one that is not left', 'const s = q.body.s; if (s.length > 100) log(s); R.test(s)', 'request'],
    ['one that comes later', 'const s = q.body.s; R.test(s); if (s.length > 100) return;', 'request'],
    ['one of another value', 'if (q.body.t.length > 100) return; R.test(q.body.s)', 'request'],
    [
      'one that only sometimes holds',
      'const s = q.body.s; if (s.length > 100 && strict) return; R.test(s)',
      'request',
    ],
    ['one that asks for more', 'const s = q.body.s; if (s.length < 3) return; R.test(s)', 'request'],
    ['a cut of the end', 'R.test(q.body.s.slice(0, -1))', 'request'],
    [
      'one of the whole array',
      'if (q.body.tags.length > 5) return; for (const t of q.body.tags) R.test(t)',
      'request',
    ],
  ];
  for (const [name, body, expected] of cases) it(name, () => assert.equal(subject(express(body)), expected));

  it('before the call of the function that applies it', () => {
    const body = 'if (q.body.s.length > 30) return; check(q.body.s);';
    assert.equal(subject(`${express(body)} function check(v) { return R.test(v); }`), 'request up to 30');
  });
});
