import assert from 'node:assert/strict';
import { joined } from '../../../src/analysis/basis';
import { importersFirst } from '../../../src/analysis/importOrder';
import { interfaceOf } from '../../../src/analysis/interfaceHash';
import { KeptTexts } from '../../../src/analysis/kept';
import { headOf, packSummary, unpackSummary } from '../../../src/analysis/packedSummary';
import { Project } from '../../../src/analysis/project';
import { summarize } from '../../../src/analysis/summary';
import { parse } from '../../../src/analysis/syntax';
import { allFindings, projectOf, root } from './programs';

const file = (path: string) => `${root}/${path}`;
const app = `
  import express from 'express';
  import { load } from './load';
  express().get('/x', () => load());`;
const load = `
  import fs from 'fs';
  export function load() { return fs.readFileSync('x'); }`;
const lines = (project: Project, path: string) =>
  project.findings(file(path)).map(({ start, handler }) => `${start.line} ${handler?.name ?? '-'}`);

describe('analysis: a project that changes', () => {
  it('says something else of a file when another one changes', () => {
    const project = projectOf({ 'app.ts': app, 'load.ts': load });
    assert.deepEqual(lines(project, 'load.ts'), ['3 GET /x']);
    project.set(file('app.ts'), app.replace('load()', 'null'));
    assert.deepEqual(lines(project, 'load.ts'), []);
    project.set(file('app.ts'), `\n${app}`);
    assert.deepEqual(lines(project, 'load.ts'), ['3 GET /x']);
    assert.equal(project.findings(file('load.ts'))[0]!.handler!.place.line, 5, 'places move along');
    project.delete(file('app.ts'));
    assert.deepEqual(lines(project, 'load.ts'), []);
  });

  it('moves every place along when lines are inserted somewhere', () => {
    const parts: Record<string, string> = {
      'app.ts': `import express from 'express'; import { bus } from './bus'; import { one } from './one';
        express().get('/a', (req, res) => { bus.emit('tick'); res.send(one()); });`,
      'bus.ts': `import { EventEmitter } from 'events'; import fs from 'fs'; export const bus = new EventEmitter();
        bus.on('tick', () => fs.statSync('tick'));`,
      'one.ts': `import { two } from './two'; export const one = () => two();`,
      'two.ts': `import fs from 'fs'; export const two = () => fs.readFileSync('two');
        export function byForm(req, res) { res.end(req.url); fs.statSync('form'); }`,
    };
    const project = projectOf(parts);
    assert.equal(allFindings(project).length, 3);
    for (const name of Object.keys(parts)) {
      parts[name] = `\n\n${parts[name]}`;
      project.set(file(name), parts[name]);
      assert.deepEqual(allFindings(project), allFindings(projectOf(parts)), name);
    }
  });

  it('finds what comes later, and forgets what goes', () => {
    const texts = new Set<string>();
    const project = new Project({ fileExists: (path) => texts.has(path) });
    project.set(file('app.ts'), app);
    assert.deepEqual(lines(project, 'app.ts'), []);
    project.set(file('load.ts'), load);
    assert.deepEqual(lines(project, 'load.ts'), ['3 GET /x']);
    project.delete(file('load.ts'));
    assert.deepEqual([...project.files], [file('app.ts')]);
    assert.deepEqual(lines(project, 'load.ts'), []);
  });

  it('keeps apart what moved inside of a file that others use', () => {
    const project = projectOf({ 'app.ts': app, 'load.ts': load });
    assert.deepEqual(lines(project, 'load.ts'), ['3 GET /x']);
    project.set(
      file('load.ts'),
      `import fs from 'fs';
      [1].forEach(() => fs.readFileSync('start'));
      function other() { fs.readFileSync('other'); }
      export function load() { [2].map(() => fs.readFileSync('x')); }`,
    );
    assert.deepEqual(lines(project, 'load.ts'), ['4 GET /x']);
  });

  it('gives the same after every change as a project that is new', () => {
    const parts = {
      'app.ts': `import express from 'express'; import { mount } from './routes'; mount(express());`,
      'routes.ts': `import { one } from './one'; export function mount(app: any) { app.get('/a', one); }`,
      'one.ts': `import fs from 'fs'; import { two } from './two'; export const one = () => { fs.statSync('x'); two(); };`,
      'two.ts': `import fs from 'fs'; export function two() { fs.readFileSync('x'); }`,
    };
    const project = projectOf(parts);
    const changes: readonly (readonly [keyof typeof parts, string])[] = [
      ['app.ts', `import express from 'express'; import { mount } from './routes';`],
      ['app.ts', parts['app.ts']],
      ['two.ts', `export function two() {}`],
      ['two.ts', parts['two.ts']],
      [
        'routes.ts',
        `export function mount(app: any) { app.get('/b', () => import('./two').then((m) => m.two())); }`,
      ],
      ['one.ts', `export const one = 1;`],
    ];
    const now: Record<string, string> = { ...parts };
    for (const [path, text] of changes) {
      now[path] = text;
      project.set(file(path), text);
      const fresh = projectOf(now);
      for (const each of Object.keys(parts))
        assert.deepEqual(project.findings(file(each)), fresh.findings(file(each)), `${each} after ${path}`);
    }
  });

  it('tells whose findings a change may change', () => {
    const project = projectOf({
      'app.ts': app,
      'load.ts': load,
      'alone.ts': `export const x = 1;`,
    });
    assert.deepEqual(project.dependents(file('app.ts')), [file('load.ts')]);
    assert.deepEqual(project.dependents(file('load.ts')), [file('app.ts')]);
    assert.deepEqual(project.dependents(file('alone.ts')), []);
  });

  it('keeps the other findings while a line is half typed', () => {
    const whole = `${load}\n  require('express')().get('/y', () => load());\n  export const last = () => {};`;
    for (const half of [
      'const x = fs.',
      'if (',
      "app.get('/z', (req, res) => {",
      'import { from "x"',
      'foo(`${',
    ])
      assert.ok(
        lines(
          projectOf({ 'a.ts': whole.replace('\n  export const last', `\n  ${half}\n  export const last`) }),
          'a.ts',
        )
          .join()
          .includes('3 GET /y'),
        half,
      );
  });

  it('hears of a global that another file sets, sets otherwise, or no longer', () => {
    const project = projectOf({
      'app.ts': app.replace("import { load } from './load';", '').replace('load()', 'global.store.load()'),
    });
    const store = (method: string) =>
      `const fs = require('fs'); global.store = {\n ${method}() { fs.statSync('x'); } };`;
    for (const [text, expected] of [
      [store('load'), ['2 GET /x']],
      [store('other'), []],
      [store('load'), ['2 GET /x']],
      ['', []],
    ] as const) {
      project.set(file('store.js'), text);
      assert.deepEqual(lines(project, 'store.js'), expected, text);
    }
    project.set(file('store.js'), store('load'));
    assert.deepEqual(lines(project, 'store.js'), ['2 GET /x']);
    project.delete(file('store.js'));
    assert.deepEqual(lines(project, 'app.ts'), []);
  });

  it('says nothing, and does not fail, for odd input', () => {
    for (const text of [
      '',
      '\0',
      '{{{{',
      'module.exports = module.exports',
      'const a = b, b = a; a();',
      'export * from "./x"',
    ])
      assert.deepEqual(projectOf({ 'x.ts': text }).findings(file('x.ts')), [], text);
  });
});

describe('analysis: summaries', () => {
  it('are the same when they have been packed, whatever is asked for first', () => {
    const many = Array.from({ length: 40 }, (_, at) => `export function f${at}(a) { return a.b${at}(); }`);
    const text = `${app}\n${many.join('\n')}\nclass A extends B { m() {} }\n// looplens-ignore-next-line: why\nf1();`;
    const summary = summarize(parse('/x.ts', text));
    assert.ok(summary.values.length > 100 && summary.functions.length > 40 && summary.ignores.length === 1);
    const packed = packSummary(summary, new KeptTexts());
    const unpacked = unpackSummary(packed, headOf(summary));
    const { length } = unpacked.values;
    assert.deepEqual(unpacked.values.get(length - 1), summary.values.get(length - 1));
    assert.deepEqual(
      [unpacked.values.get(-1), unpacked.values.get(length), unpacked.functions.get(17)],
      [undefined, undefined, summary.functions.get(17)],
    );
    for (const key of ['values', 'functions'] as const)
      assert.deepEqual([...unpacked[key]], [...summary[key]], key);
    for (const key of ['fields', 'calls', 'classes', 'inherits', 'exports', 'wholeExports'] as const)
      assert.deepEqual(unpacked[key], summary[key], key);
    for (const key of ['stars', 'ignores', 'unboundedParses', 'lineStarts', 'isScript'] as const)
      assert.deepEqual(unpacked[key], summary[key], key);
  });

  it('have an interface that stays while the inside of a function is typed in', () => {
    const of = (text: string) => interfaceOf(summarize(parse('/x.ts', text)));
    const before = of(`import fs from 'fs'; export function a() { return 1; } export const b = () => a();`);
    const inside = of(
      `import fs from 'fs'; export function a() { const x = fs.readFileSync('x'); [x].map(() => 2); return 1; } export const b = () => a();`,
    );
    const other = of(`import fs from 'fs'; export function a() { return 1; } export const c = () => a();`);
    assert.equal(inside, before);
    assert.notEqual(other, before);
  });
});

describe('analysis: what is linked when', () => {
  it('puts files before those that they import, also beside a circle', () => {
    const imports: Record<string, readonly string[]> = {
      'db.js': [],
      'users.js': ['db.js', 'log.js'],
      'log.js': ['users.js'],
      'app.js': ['routes.js', 'log.js'],
      'routes.js': ['users.js'],
    };
    const steps = importersFirst(Object.keys(imports), (file) => [...imports[file]!, 'elsewhere.js']);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const order = step.value;
    assert.deepEqual([...order].sort(), Object.keys(imports).sort());
    const isBefore = (one: string, other: string): boolean => order.indexOf(one) < order.indexOf(other);
    assert.ok(isBefore('app.js', 'routes.js') && isBefore('routes.js', 'users.js'), order.join());
    assert.ok(isBefore('users.js', 'db.js') && isBefore('app.js', 'log.js'), order.join());
  });

  it('rests on all parameters that either of two answers rests on', () => {
    assert.deepEqual(joined([1, 4, 9], [2, 4, 11]), [1, 2, 4, 9, 11]);
    const [few, all] = [[4], [1, 4, 9]];
    assert.equal(joined(few, all), all);
    assert.equal(joined(all, few), all);
    assert.equal(joined(null, few), few);
  });

  /** Each file hands what it is given on to the next; what is called at the end is known only over all of them. */
  const chain = (length: number, given: string): Record<string, string> => {
    const files: Record<string, string> = {
      'app.js': `const fs = require('fs'); const next = require('./f0');
        const quick = { run() {} }; const slow = { run() { fs.readFileSync('x'); } };
        require('http').createServer(() => next(${given}));`,
    };
    for (let at = 0; at < length; at++)
      files[`f${at}.js`] =
        at === length - 1
          ? 'module.exports = (one) => one.run();'
          : `const next = require('./f${at + 1}'); module.exports = (one) => next(one);`;
    return files;
  };

  it('follows an object over more files than there are rounds, whatever the order in which they came', () => {
    // More than twenty: they are put in order.
    const others = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`o${at}.js`, 'exports.a = 1;']));
    const files = { ...others, ...chain(7, 'slow') };
    for (const all of [files, Object.fromEntries(Object.entries(files).reverse())])
      assert.deepEqual(lines(projectOf(all), 'app.js'), ['2 request']);
  });

  it('forgets it, and only that, once something else is handed on', () => {
    const files = chain(4, 'slow');
    const project = projectOf(files);
    assert.deepEqual(lines(project, 'app.js'), ['2 request']);
    project.set(file('app.js'), chain(4, 'quick')['app.js']!);
    assert.deepEqual(lines(project, 'app.js'), []);
    project.set(file('app.js'), files['app.js']!);
    assert.deepEqual(lines(project, 'app.js'), ['2 request']);
  });
});
