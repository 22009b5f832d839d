import assert from 'node:assert/strict';
import { Bindings } from '../../../src/analysis/bindings';
import { parse } from '../../../src/analysis/syntax';
import { english } from '../../../src/model/message';
import type { MeasuredFile } from '../../../src/server/fusion';
import { hoverAt } from '../../../src/server/hover/hover';
import { measuredSite } from '../../fakes/lint';

const nothing: MeasuredFile = { thresholdMs: 20, handlers: [], sites: [] };

/** What is said where `|` stands in a text; null for nothing. */
function hover(marked: string, measured = nothing, file = 'a.ts'): string | null {
  const offset = marked.indexOf('|');
  const source = parse(file, marked.replace('|', ''));
  return hoverAt(source, new Bindings(source), offset, measured, english)?.markdown ?? null;
}

/** Its first line. */
function first(marked: string): string | undefined {
  return hover(marked)?.split('\n')[0];
}

const readSync = '**fs.readFileSync** · runs on the event loop’s thread and blocks it';

describe('a hover', () => {
  it('says on a call what it does to the loop, whatever the call is named', () => {
    for (const code of [
      "import fs from 'node:fs'; fs.read|FileSync(a);",
      "import * as files from 'fs'; files.|readFileSync(a);",
      "import { readFileSync as read } from 'node:fs'; rea|d(a);",
      "import { readFile|Sync as read } from 'node:fs';",
      "import { |readFileSync } from 'node:fs';",
      "const { readFileSync: |read } = require('fs');",
      "const { read|FileSync: read } = require('fs');",
      "const read = require('fs').readFileSync; |read(a);",
      "const |read = require('fs').readFileSync;",
      "class A { fs = require('fs'); m() { return this.fs.|readFileSync(a); } }",
    ])
      assert.equal(first(code), readSync, code);
  });

  it('says so of methods of what Node hands to a callback, by type or by who calls it', () => {
    const end = /^\*\*http\.ServerResponse\.end\*\* · waits in the kernel/;
    for (const code of [
      "require('http').createServer((req, res) => { res.|end(); });",
      "const server = require('http').createServer(); server.on('request', (req, res) => res.|end());",
      "import type { ServerResponse } from 'http'; const f = (res: ServerResponse) => res.|end();",
      "import http from 'http'; function f(res: http.ServerResponse) { res.|end(); }",
    ])
      assert.match(first(code) ?? '', end, code);
    assert.match(
      first("require('net').createServer((s) => s.|write(a));") ?? '',
      /^\*\*net\.Socket\.write\*\*/,
    );
    for (const code of [
      "require('other').createServer((req, res) => { res.|end(); });",
      'function f(req, res) { res.|end(); }',
      "import { ServerResponse } from './mine'; const f = (res: ServerResponse) => res.|end();",
    ])
      assert.equal(hover(code), null, code);
  });

  it('says of regular expressions that their input decides', () => {
    for (const code of [
      '/a/.|test(b)',
      'const re = new RegExp(a); re.|exec(b)',
      'a.|replace(/b/, c)',
      'const re = /b/g; a.|matchAll(re)',
    ]) {
      assert.match(
        first(code) ?? '',
        /^\*\*(?:RegExp|String)\.\w+\*\* · runs on the event loop’s thread, for as long as its input/,
        code,
      );
      assert.match(hover(code)!, /some patterns backtrack without end/);
      assert.match(
        hover(code)!,
        /\]\(https:\/\/developer\.mozilla\.org\/docs\/Web\/JavaScript\/Reference\/Global_Objects\//,
      );
    }
    for (const code of ["a.|split(',')", 'suite.|test(a)', 'a.|replace(b, c)'])
      assert.equal(hover(code), null, code);
  });

  it('names what was written, says of what waits how long, and of import() that it blocks', () => {
    assert.match(first("require('crypto').|randomBytes(1)") ?? '', /^\*\*crypto\.randomBytes\*\* ·/);
    assert.match(hover("require('crypto').|randomBytes(1)")!, /#cryptorandombytessize-callback\)/);
    assert.match(first("require('crypto').|prng(1)") ?? '', /^\*\*crypto\.prng\*\* ·/);
    assert.match(
      first('|fetch(a)') ?? '',
      /works in the thread pool, then waits in the kernel; continues in the poll phase$/,
    );
    assert.match(hover('|fetch(a)')!, /\nTakes as long as what it waits for\.\n/);
    assert.match(
      hover("const a = await im|port('./a');")!,
      /■ reads, compiles and runs the module; nothing else/,
    );
  });

  it('shows who does what in which order, what else there is, and how that is known', () => {
    const text = hover("require('fs').|readFile(a, b)")!;
    assert.equal(
      text.split('\n')[0],
      '**fs.readFile** · works in the thread pool; continues in the poll phase',
    );
    const diagram = /```text\n([^]*?)\n```/.exec(text)![1]!.split('\n');
    assert.deepEqual(diagram, [
      'event loop  │ readFile() returns at once',
      'thread pool │ └▸ reads the file',
      'event loop  │    └▸ your code goes on: the poll phase',
    ]);
    const blocking = hover("require('fs').|readFileSync(a)")!;
    assert.match(blocking, /■ reads the file; nothing else runs meanwhile/);
    assert.match(blocking, /Takes longer with the bytes that it handles\./);
    assert.match(blocking, /Instead: `fs\.promises\.readFile`/);
    assert.match(blocking, /\(https:\/\/nodejs\.org\/.*\) · since Node 0\.1\.8 · (?:from|seen|read)/);
  });

  it('leads to the page that explains it', () => {
    const page = (marked: string): unknown => {
      const [, text] = / · \[How it works\]\(command:looplens\.explainPage\?(.*)\)$/.exec(hover(marked)!)!;
      return (JSON.parse(decodeURIComponent(text!)) as unknown[])[0];
    };
    assert.equal(page("require('fs').|readFileSync(a)"), 'io-and-thread-pool');
    assert.equal(page("require('fs').|readFile(a, b)"), 'io-and-thread-pool');
    assert.equal(page('JSON.par|se(a)'), 'event-loop');
    assert.equal(page("require('child_process').exec|Sync(a)"), 'threads');
    assert.equal(page("require('stream').pipe|line(a, b)"), 'streams');
    assert.equal(page('setTime|out(f)'), 'asynchronous-code');
    assert.equal(page('async () => { aw|ait x }'), 'asynchronous-code');
  });

  it('knows methods of what Node’s functions give', () => {
    for (const code of [
      "require('crypto').createHash('md5').|update(a)",
      "import { createHash } from 'node:crypto'; const hash = createHash('md5'); hash.up|date(a);",
      "require('crypto').createHash('md5').update(a).|update(b)",
      "const { Hash } = require('crypto'); new Hash('md5').|update(a)",
    ])
      assert.match(first(code) ?? '', /^\*\*crypto\.Hash\.update\*\* · /, code);
  });

  it('tells what was measured at this very call, and at no other', () => {
    const sites = [measuredSite({ lineNow: 2 })];
    const at = (code: string) => hover(code, { ...nothing, sites });
    const call = "const fs = require('fs');\nfs.readFile|Sync(a);";
    assert.match(at(call)!, /^.*\n\nMeasured: 14 × up to 180 ms, GET \/report\.\n/);
    assert.doesNotMatch(at(`\n${call}`)!, /Measured/);
    assert.doesNotMatch(at("const fs = require('fs');\nfs.read|File(a, fs.readFileSync);")!, /Measured/);
  });

  it('tells in which order things run around await, async, timers, ticks and promises', () => {
    for (const [code, title] of [
      ['async () => { aw|ait x }', 'await'],
      ['async () => { for awai|t (const a of b); }', 'await'],
      ['|async function f() {}', 'async'],
      ['x(asyn|c () => {})', 'async'],
      ['setTime|out(f)', 'setTimeout'],
      ["import { setImmediate as soon } from 'timers'; so|on(f)", 'setImmediate'],
      ['process.next|Tick(f)', 'process.nextTick'],
      ["require('process').nextTic|k(f)", 'process.nextTick'],
      ['queueMicro|task(f)', 'queueMicrotask'],
      ['x().the|n(f)', '.then'],
      ['x().then(f).catc|h(g)', '.catch'],
    ])
      assert.ok(first(code!)?.startsWith(`**${title}** · `), `${code}: ${first(code!)}`);
  });

  it('says nothing on ordinary code', () => {
    for (const code of [
      'const |a = 1;',
      "import fs| from 'node:fs';",
      'const fs = { readFileSync() {} }; fs.readFile|Sync(a);',
      "import { readFileSync } from './fs'; readFile|Sync(a);",
      'function setTimeout() {} setTime|out(f);',
      'const o = { read|FileSync: 1, then: 2 }; o.the|n;',
      'async () => { await |x; }',
      "'await setTime|out(f)'",
      '// process.next|Tick',
      'const awaited = |await_;',
      'type T = typeof set|Timeout;',
      "s.replace(/setTime|out/, '')",
    ])
      assert.equal(hover(code), null, code);
  });
});
