import assert from 'node:assert/strict';
import { refusalOf } from './mend';

const read = "fs.readFileSync('a')";

/** Why nothing is offered for the first synchronous call of some code. */
function refusal(code: string, file = 'a.js'): string {
  return refusalOf(
    `${/\.m?ts$/.test(file) ? "import fs from 'fs'" : "const fs = require('fs')"};\n${code}\n`,
    { file },
  );
}

/** Code, and what the reason says. */
const byPlace: readonly (readonly [string, RegExp])[] = [
  [`${read};`, /CommonJS module is loaded/],
  [`class A { constructor() { ${read}; } }`, /in a constructor/],
  [`const a = { get b() { return ${read}; } };`, /getter or setter/],
  [`class A { set b(c) { ${read}; } }`, /getter or setter/],
  [`function* f() { yield ${read}; }`, /in a generator/],
  [`class A { b = ${read}; }`, /initial value of a field/],
  [`class A { static { ${read}; } }`, /while a class is made/],
  [`class A { [${read}]() {} }`, /while a class is made/],
  [`class A extends make(${read}) {}`, /while a class is made/],
  [`async function f(a = ${read}) {}`, /default value of a parameter/],
  [`async function f({ a = ${read} }) {}`, /default value of a parameter/],
  [`new Promise((resolve) => resolve(${read}));`, /given to new Promise/],
  [`function F() { this.a = 1; ${read}; }\nnew F();`, /F is used as a constructor/],
  [`let a = 0;\nfunction f() { a += ${read}.length; }\nsetImmediate(f);`, /a is read before the await/],
  [`function f(o) { o.a ??= ${read}; }\nsetImmediate(f);`, /o\.a is read before the await/],
  [
    `async function f() { let a = ''; setImmediate(() => (a = '')); a += ${read}; }`,
    /a is read before the await/,
  ],
  [`function f() { return ${read}; }\nsetImmediate(() => f?.());`, /called with \?\./],
  [`const App = () => ${read};\nconst b = <App />;`, /App is a component/],
  [`process.on('exit', () => { ${read}; });`, /uses the result of its callback at once/],
  [`function f() { return ${read}; }\nconst g = () => f();\n[1].sort(g);`, /sort uses the result/],
  [`function f(await) { return ${read}; }\nsetImmediate(f);`, /variable named await/],
  ...['map', 'filter', 'forEach', 'reduce', 'some', 'every', 'find', 'flatMap'].map(
    (method) => [`[1].${method}(() => ${read});`, /uses the result of its callback at once/] as const,
  ),
  [`'a'.replace(/a/, () => ${read});`, /replace uses the result/],
];

/** Calls that have no counterpart of the same shape. */
const byCall: readonly (readonly [string, RegExp])[] = [
  ['fs?.readFileSync(a)', /optional/],
  ['fs.readFileSync(...a)', /spread/],
  ['fs.readFileSync(0)', /file descriptor/],
  ['fs.readFileSync(process.stdin.fd)', /file descriptor/],
  ["fs.readFileSync(file === '-' ? 0 : file)", /file descriptor/],
  ["fs.writeFileSync(fs.openSync('a'), 'b')", /file descriptor/],
  ["fs.statSync('a', { throwIfNoEntry: false })", /throwIfNoEntry/],
  ["fs.lstatSync('a', options)", /throwIfNoEntry/],
  ["fs.openSync('a')", /file descriptor or has no promise form/],
  ['fs.fsyncSync(a)', /file descriptor or has no promise form/],
  ["fs.globSync('a')", /iterator/],
  ["require('child_process').spawnSync('a')", /status and output/],
  ["require('child_process').execSync('a', options)", /not written out here/],
  ["require('child_process').execSync('a', { stdio: 'inherit' })", /input or output/],
  ["require('child_process').execSync('a', { input: 'b' })", /input or output/],
  ["require('child_process').execFileSync('a', b)", /second argument/],
  ["require('crypto').decapsulateSync('a')", /no promise form that is known/],
];

const byType: readonly (readonly [string, RegExp])[] = [
  [
    `function f(a: unknown): a is string { return ${read} === a; }\nsetImmediate(f);`,
    /narrows another value/,
  ],
  [
    `function f(a: string): string;\nfunction f(a: any): any { return ${read}; }\nsetImmediate(f);`,
    /has overloads/,
  ],
  [`class A extends B { f() { return ${read}; } }`, /extends or implements/],
  [`const f: Loader = () => ${read};`, /fixed by Loader/],
  [`const o: Table = { f() { return ${read}; } };`, /fixed by Table/],
  [`const o = { f: () => ${read} } satisfies Table;`, /fixed by Table/],
  [
    "import { randomFillSync } from 'crypto';\nsetImmediate(() => randomFillSync(a));",
    /types of Node’s promisify don’t fit crypto\.randomFill/,
  ],
];

describe('refusals', () => {
  for (const [code, reason] of byPlace)
    it(`say why nothing can wait: ${code}`, () => assert.match(refusal(code), reason));

  for (const [call, reason] of byCall)
    it(`say why a call has no counterpart: ${call}`, () => {
      const part = /(?:require\('\w+'\)|fs)\??\.\w+\(/.exec(call)![0];
      assert.match(refusalOf(`const fs = require('fs');\nsetImmediate(() => ${call});\n`, { part }), reason);
    });

  for (const [code, reason] of byType)
    it(`say which types are in the way: ${code}`, () => assert.match(refusal(code, 'a.ts'), reason));

  it('say why a handler of Express cannot be wrapped', () => {
    const app = "const app = require('express')();\n";
    assert.match(
      refusal(`${app}app.get('/', (req, { send }, { x }) => send(${read}));`),
      /parameters are taken apart/,
    );
    assert.match(
      refusal(`${app}app.get('/', (...args) => args[1].send(${read}));`),
      /parameters are taken apart/,
    );
    assert.match(
      refusal(`${app}const next = 1;\napp.get('/', (req, res) => res.send(${read} + next));`),
      /\(next\)/,
    );
    assert.match(
      refusal(`${app}app.get('/', function () { return ${read} + arguments[1]; });`),
      /\(req, res, next\)/,
    );
    assert.match(
      refusal(
        `import express from 'express';\nexpress().get('/', (req, res): Response => res.send(${read}));`,
        'a.ts',
      ),
      /return type \(Response\) has no room/,
    );
    assert.match(
      refusal(`${app}function f(req, res) { ${read}; }\napp.get('/', f);\nsetImmediate(() => f());`),
      /handler of Express and is called directly too/,
    );
  });
});
