import assert from 'node:assert/strict';
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
  it('are plain data, which survives being written down', () => {
    const summary = summarize(parse('/x.ts', app));
    assert.deepEqual(JSON.parse(JSON.stringify(summary)), summary);
  });

  it('have an interface that stays while the inside of a function is typed in', () => {
    const of = (text: string) => summarize(parse('/x.ts', text)).interface;
    const before = of(`import fs from 'fs'; export function a() { return 1; } export const b = () => a();`);
    const inside = of(
      `import fs from 'fs'; export function a() { const x = fs.readFileSync('x'); [x].map(() => 2); return 1; } export const b = () => a();`,
    );
    const other = of(`import fs from 'fs'; export function a() { return 1; } export const c = () => a();`);
    assert.equal(inside, before);
    assert.notEqual(other, before);
  });
});
