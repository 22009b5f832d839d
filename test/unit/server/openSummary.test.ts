import assert from 'node:assert/strict';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { Project } from '../../../src/analysis/project';
import { OpenFile } from '../../../src/server/openFile';
import { root } from '../analysis/programs';

const path = `${root}/app.ts`;
const other = `${root}/other.ts`;
const app = `import express from 'express';
import fs from 'node:fs';
import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { read } from './other';

const app = express();
let cache: string | null = null;
const names = { first: (id: string) => fs.readFileSync(id), second: () => null };

class Users {
  static all = new Users();
  list(id: string) { return fs.readdirSync(id); }
  save(user: Users) { return user.list('a'); }
}

function load(id: string) {
  if (!cache) cache = fs.readFileSync(id, 'utf8');
  return cache;
}

export const handler = (req, res) => { res.send(spawnSync('ls')); };

app.get('/load', (req, res) => { res.send(load(req.params.id)); });
app.get('/users', async (req, res) => {
  const users = new Users();
  res.json(users.save(users));
});
app.post('/handler', handler);
app.get('/names', (req, res) => { names.first('x'); res.end(names.second()); });
app.get('/read', (req, res) => res.send(read()));
app.get('/store', (req, res) => {
  const store = fs;
  const found = store.readFileSync('x');
  res.send(found);
});

const bus = new EventEmitter();
function subscribe(name: string, listener) { bus.on(name, listener); }
function pick() { return fs; }
function run(work) { return work(); }
function prepare(kind) { kind.mkdirSync('c'); }
subscribe('itemSaved', () => fs.rmSync('x'));
app.get('/emit', (req, res) => { bus.emit('itemSaved'); res.end(); });
app.get('/pick', (req, res) => { res.send(pick().accessSync('a')); });
app.get('/run', (req, res) => { run(() => fs).copyFileSync('b', 'c'); res.end(); });
app.get('/prepare', (req, res) => { prepare(fs); res.end(); });
export default app;
`;
const otherText = `import fs from 'fs';
import { handler } from './app';
import http from 'http';
export function read() { return fs.statSync('x'); }
http.createServer((req, res) => handler(req, res));
`;

/** The file as an editor has it, in a project whose other file uses it. */
class Edited {
  private file = OpenFile.create(`file://${path}`, 'typescript', 1, app);
  private version = 1;
  private readonly project = project();

  constructor() {
    this.take();
  }

  get text(): string {
    return this.file.text;
  }

  change(change: TextDocumentContentChangeEvent): void {
    this.file = OpenFile.update(this.file, [change], ++this.version);
    this.take();
  }

  replace(before: string, after: string): void {
    const at = this.text.indexOf(before);
    assert.ok(at >= 0, before);
    const range = { start: this.file.positionAt(at), end: this.file.positionAt(at + before.length) };
    this.change({ range, text: after });
  }

  findings(): unknown[] {
    return allOf(this.project);
  }

  private take(): void {
    this.project.setSummary(path, this.file.summary(), true);
  }
}

function project(): Project {
  const made = new Project({ fileExists: (file) => file === path || file === other });
  made.set(other, otherText);
  return made;
}

function allOf(of: Project): unknown[] {
  return [path, other].map((file) => of.findings(file));
}

/** What is found where the text is read for the first time. */
function fresh(text: string): unknown[] {
  const made = project();
  made.set(path, text);
  return allOf(made);
}

describe('the summary of an open file', () => {
  it('follows what names stand for, wherever they are used', () => {
    const edited = new Edited();
    assert.deepEqual(edited.findings(), fresh(app));
    for (const [before, after] of [
      ['fs.readFileSync(id, ', 'String(id, '],
      ["fs from 'node:fs'", "fs from './nothing'"],
      ["fs from './nothing'", "fs from 'node:fs'"],
      ["import fs from 'node:fs';\n", ''],
      ['const app = ', "import fs from 'node:fs';\nconst app = "],
      ['store = fs;', 'store = new Map();'],
      ['let cache: string | null = null;', 'let cache = fs.openSync("x", "r");'],
      ['function load(id: string) {', 'function before() {}\nfunction load(id: string) {'],
      ['if (!cache) cache = ', 'cache = '],
      ['app.get', '\n\napp.get'],
      ["spawnSync('ls')", 'null'],
      ['(req, res) => { res.send(null', 'async (req, res) => { res.send(fs.statSync(req.url)'],
      ['names.first', 'names.second'],
      ['first: (id: string) => fs', 'second: (id: string) => fs'],
      ['export default app;', ''],
      ['user: Users', 'user: any'],
      ['class Users {', 'class Users extends Array {'],
      ['return fs;', 'return String;'],
      ['return String;', 'return fs;'],
      ['run(() => fs)', 'run(() => null)'],
      ['run(() => null)', 'run(() => fs)'],
      ['work()', 'work'],
      ['return work;', 'return work();'],
      ['prepare(fs)', 'prepare(new Map())'],
      ['prepare(new Map())', 'prepare(fs)'],
      ['kind.mkdirSync', 'kind.other'],
      ['bus.on(name, listener)', 'listener'],
      ['{ listener; }', '{ bus.on(name, listener); }'],
      ["bus.emit('itemSaved')", "bus.emit('itemLost')"],
      ["subscribe('itemSaved'", "subscribe('itemLost'"],
      ['fs.rmSync', 'fs.rm'],
      ['const app = express();', 'const app = other();'],
    ] as const) {
      edited.replace(before, after);
      assert.deepEqual(edited.findings(), fresh(edited.text), `${before} → ${after}`);
    }
  });

  it('follows what is done with a variable elsewhere in the file', () => {
    const edited = new Edited();
    edited.replace(
      'export default app;',
      `let body = '';
app.use((req, res, next) => { req.on('data', (chunk) => { body += chunk; }); next(); });
app.post('/body', (req, res) => { res.json(JSON.parse(body)); });`,
    );
    assert.deepEqual(edited.findings(), fresh(edited.text));
    edited.replace('(chunk) => { body += chunk; }', '() => {}');
    assert.deepEqual(edited.findings(), fresh(edited.text));
  });

  it('is the one of its text, whatever is typed', () => {
    const edited = new Edited();
    const next = seeded(11);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
    const typed = [
      'x',
      '\n',
      '}',
      '{',
      '(',
      "'",
      '`',
      '// ',
      'await ',
      'fs.statSync("a");\n',
      'cache = null;\n',
      '',
    ];
    const texts = [edited.text];
    for (let edit = 0; edit < 120; edit++) {
      const rows = edited.text.split('\n');
      const line = Math.floor(next() * rows.length);
      const character = Math.floor(next() * (rows[line]!.length + 1));
      const length = next() < 0.3 ? 4 : 0;
      const range = { start: { line, character }, end: { line, character: character + length } };
      // What was broken is mended now and then, as a person does.
      if (next() < 0.3 && texts.length > 1) edited.change({ text: texts.pop()! });
      else {
        texts.push(edited.text);
        edited.change({ range, text: pick(typed) });
      }
      assert.deepEqual(edited.findings(), fresh(edited.text), edited.text);
    }
  });
});

/** The same numbers between 0 and 1 in every run (Lehmer's generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}
