import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/analysis/fixes/edits';
import { type Callers, type FixContext } from '../../../../src/analysis/fixes/fix';
import { outsideUses } from '../../../../src/analysis/fixes/outsideUses';
import { fixOf, lines, refusalOf, unitOf } from './mend';

const read = "fs.readFileSync('a')";

/** A CommonJS file around some code. */
function file(code: string): string {
  return `const fs = require('fs');\n${code}\n`;
}

function note(code: string, context: Partial<FixContext> = {}): string {
  const fix = fixOf(file(code), { context });
  assert.deepEqual([fix.kind, fix.preview], fix.note === null ? ['quickfix', false] : ['refactor', true]);
  return fix.note ?? 'none';
}

/** What a project of two files knows. */
function callersIn(
  text: string,
  other: string,
  [a, b]: readonly [string, string] = ['a.js', 'b.js'],
): Partial<FixContext> {
  const exporter = unitOf(a, text);
  const unit = unitOf(b, other);
  const leadsThere = (specifier: string): boolean => specifier === './a';
  return {
    callersOf: (file, exported) =>
      file === a
        ? [{ ...unit, uses: outsideUses(unit, { exporter, exported, leadsThere }) }]
        : 'none-outside',
  };
}

describe('callers of a function that becomes asynchronous', () => {
  it('are none where a framework, a timer or a promise takes the function', () => {
    const takers = [
      (fn: string) => `setImmediate(${fn});`,
      (fn: string) => `new (require('koa'))().use(${fn});`,
      (fn: string) => `require('fastify')().get('/', ${fn});`,
      (fn: string) => `require('fastify')().route({ url: '/', handler: ${fn} });`,
      (fn: string) => `require('http').createServer(${fn});`,
      (fn: string) => `const server = require('http').createServer();\nserver.on('request', ${fn});`,
      (fn: string) => `fs.stat('a', ${fn});`,
      (fn: string) => `fetch('a').then(${fn});`,
    ];
    for (const taker of takers) {
      assert.equal(note(taker(`() => ${read}`)), 'none', taker('…'));
      assert.equal(
        note(`function handle() { return ${read}; }\n${taker('handle')}`),
        'none',
        taker('handle'),
      );
    }
  });

  it('are shown to the user where they are not known', () => {
    assert.match(
      note(`exports.load = () => ${read};`),
      /exports\.load may be used in places that are not seen/,
    );
    assert.match(note(`module.exports = { load };\nfunction load() { return ${read}; }`), /load may be used/);
    assert.match(
      note(`const table = [() => ${read}];\nmodule.exports = table;`),
      /The function around it may be used/,
    );
    assert.match(note(`wrap(() => ${read});`), /wrap gets a promise/);
    assert.match(note(`function main() { ${read}; }\nmain();`), /loaded before main is done/);
    assert.match(
      note(`class Store { load() { ${read}; } }\nmodule.exports = new Store();`),
      /load may be used/,
    );
  });

  it('are shown where work may overlap', () => {
    assert.match(
      note(`setInterval(() => { ${read}; }, 5);`),
      /setInterval may call it again before it is done/,
    );
    assert.match(note(`socket.on('message', () => { ${read}; });`), /socket\.on may call it again/);
    assert.match(
      note(`let count = 0;\nsetImmediate(() => { ${read}; count++; });`),
      /count outlives the call/,
    );
    assert.match(
      note(`let cache;\nsetImmediate(() => { cache ??= 1; cache = ${read}; });`),
      /cache outlives/,
    );
    assert.match(
      note(`setImmediate(() => { ${read}; socket.on('data', f); });`),
      /Listeners are added after/,
    );
    assert.match(
      note(`setImmediate(() => { if (!fs.existsSync('a')) fs.mkdirSync('a'); });`),
      /Between the look at the file/,
    );
    assert.match(
      note(`async function f() { ${read}; }\nsetImmediate(() => { f(); done(); });`),
      /f is called without await/,
    );
    assert.match(note(`Promise.all([1].map(async () => ${read}));`), /one after the other without waiting/);
    assert.match(
      note(
        `const app = new (require('koa'))();\napp.use((ctx, next) => { next(); });\napp.use((ctx, next) => { ${read}; });`,
      ),
      /next\(\) is called without await/,
    );
    assert.match(
      note(`require('fastify')().get('/', (request, reply) => { ${read}; later(() => reply.send(1)); });`),
      /reply is sent by a callback/,
    );
  });

  it('are no trouble at the end of a program', () => {
    assert.equal(note(`function main() { ${read}; }\nif (require.main === module) {\n  main();\n}`), 'none');
    const script = `#!/usr/bin/env node\nconst fs = require('fs');\nfunction main() { ${read}; }\nmain();\n`;
    assert.equal(fixOf(script).note, null);
  });

  it('are awaited at the top of an ES module only', () => {
    const text =
      "import fs from 'fs';\nconst load = () => fs.readFileSync('a');\nconst value = load();\nuse(value);\n";
    const fix = fixOf(text);
    assert.equal(fix.note, null);
    assert.match(applyEdits('a.js', text, fix.edits), /const value = await load\(\);/);
    assert.match(refusalOf(text, { file: 'a.ts' }), /compiled to an ES module/);
    assert.equal(fixOf(text, { file: 'a.ts', context: { moduleKindOf: () => 'esm' } }).note, null);
    assert.match(
      refusalOf(text, { context: { moduleKindOf: () => 'commonjs' } }),
      /CommonJS module is loaded/,
    );
  });

  it('in other files are what the project says', () => {
    const text = file(`exports.load = () => ${read};`);
    const asked: string[][] = [];
    const context = (callers: Callers): Partial<FixContext> => ({
      callersOf: (...question) => (asked.push(question), callers),
    });
    assert.equal(fixOf(text, { context: context('none-outside') }).kind, 'quickfix');
    assert.equal(fixOf(text, { context: context('all-await') }).kind, 'quickfix');
    assert.equal(fixOf(text, { context: context('unknown') }).kind, 'refactor');
    assert.equal(fixOf(text, { context: context([]) }).kind, 'quickfix');
    assert.deepEqual(asked[0], ['a.js', 'load']);

    const other = "const { load } = require('./a');\nsetImmediate(() => load().length);\n";
    const fix = fixOf(text, { context: callersIn(text, other) });
    assert.deepEqual([fix.kind, fix.preview], ['quickfix', true]);
    assert.match(
      applyEdits('b.js', other, fix.edits),
      /setImmediate\(async \(\) => \(await load\(\)\)\.length\);/,
    );
    assert.match(applyEdits('a.js', text, fix.edits), /async \(\) => await fs\.promises\.readFile/);
    const mapped = "const { load } = require('./a');\nexports.all = () => [1].map(load);\n";
    assert.match(
      refusalOf(text, { context: callersIn(text, mapped) }),
      /map uses the result of its callback at once/,
    );
  });

  it('in other files are found however those import', () => {
    const common = [
      "const { load: read } = require('./a');\nsetImmediate(() => use(read()));\n",
      "const a = require('./a');\nsetImmediate(() => use(a.load()));\n",
      "const a = require('./a');\nconst { load } = a;\nsetImmediate(() => use(load()));\n",
      "setImmediate(() => use(require('./a').load()));\n",
      "import { load } from './a';\nsetImmediate(() => use(load()));\n",
      "import a from './a';\nsetImmediate(() => use(a.load()));\n",
      "import * as a from './a';\nsetImmediate(() => use(a.load()));\n",
      "setImmediate(async () => {\n  const { load } = await import('./a');\n  use(load());\n});\n",
    ];
    const text = file(`exports.load = () => ${read};`);
    for (const other of common) {
      const fix = fixOf(text, { context: callersIn(text, other) });
      assert.equal(fix.note, null, other);
      assert.match(applyEdits('b.js', other, fix.edits), /use\(await .*?(?:read|load)\(\)\)/, other);
    }
    for (const other of [
      "const a = require('./a');\nregister(a);\n",
      "const { ...all } = require('./a');\n",
      "jest.mock('./a');\n",
      "import('./a').then((a) => a.load());\n",
      "require('./' + name).load();\n",
    ])
      assert.match(note(`exports.load = () => ${read};`, callersIn(text, other)), /load may be used/, other);
    const whole = file(`module.exports = () => ${read};`);
    const asked = "const load = require('./a');\nsetImmediate(() => use(load(), require('./a')()));\n";
    const fix = fixOf(whole, { context: callersIn(whole, asked) });
    assert.match(applyEdits('b.js', asked, fix.edits), /use\(await load\(\), await require\('.\/a'\)\(\)\)/);
  });

  it('in other files may have a class or an instance that they are given', () => {
    const text = `import * as fs from 'fs';\nexport class Store {\n  load(): string {\n    return fs.readFileSync('a', 'utf8');\n  }\n}\n`;
    const other = `import { Store } from './a';\nclass Report {\n  constructor(private readonly store: Store) {}\n  async make() {\n    return { text: this.store.load() };\n  }\n}\nfunction show(store: Store) {\n  setImmediate(() => console.log(store.load()));\n}\nvoid new Report(new Store()).make();\n`;
    const fix = fixOf(text, { file: 'a.ts', context: callersIn(text, other, ['a.ts', 'b.ts']) });
    assert.match(fix.note ?? '', /load may be used in places that are not seen/, 'an instance is handed on');
    const after = applyEdits('b.ts', other, fix.edits);
    assert.match(after, /text: await this\.store\.load\(\)/);
    assert.match(after, /setImmediate\(async \(\) => console\.log\(await store\.load\(\)\)\)/);
  });

  it('in other files may be routes of Express', () => {
    const text = file(`exports.list = (req, res) => {\n  res.send(${read});\n};`);
    const routes =
      "const app = require('express')();\nconst books = require('./a');\napp.get('/', books.list);\n";
    const fix = fixOf(text, { context: callersIn(text, routes) });
    assert.equal(fix.kind, 'quickfix');
    assert.equal(
      applyEdits('a.js', text, fix.edits),
      lines(`
        const fs = require('fs');
        exports.list = async (req, res, next) => {
          try {
            res.send(await fs.promises.readFile('a'));
          } catch (error) {
            next(error);
          }
        };
      `),
    );
  });

  it('in other files may call a handler of Express by themselves, which has no next then', () => {
    const text = file(`exports.list = (req, res) => {\n  res.send(${read});\n};`);
    const routes =
      "const app = require('express')();\nconst books = require('./a');\napp.get('/', books.list);\napp.get('/b', (req, res) => books.list(req, res));\n";
    assert.match(
      refusalOf(text, { context: callersIn(text, routes) }),
      /is a handler of Express and is called directly too/,
    );
  });

  it('of methods of Nest controllers are Nest', () => {
    const text =
      "import { Controller, Get } from '@nestjs/common';\nimport * as fs from 'fs';\n@Controller()\nexport class Cats {\n  @Get()\n  list(): string {\n    return this.read();\n  }\n  private read(): string {\n    return fs.readFileSync('a', 'utf8');\n  }\n}\n";
    const fix = fixOf(text, { file: 'a.ts' });
    assert.equal(fix.note, null);
    const after = applyEdits('a.ts', text, fix.edits);
    assert.match(after, /@Get\(\)\n {2}async list\(\): Promise<string> \{\n {4}return await this\.read\(\);/);
    assert.match(after, /private async read\(\): Promise<string>/);
  });
});
