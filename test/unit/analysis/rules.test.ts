import assert from 'node:assert/strict';
import { messageOf } from '../../../src/analysis/messages';
import { Project } from '../../../src/analysis/project';
import { english } from '../../../src/model/message';
import { allFindings, projectOf, root, type Files } from './programs';

const express = `import express from 'express'; import fs from 'fs'; const app = express();\n`;
const rulesOf = (files: Files) =>
  allFindings(projectOf(files)).map(({ rule, start }) => `${rule} ${start.line}`);
const severities = (text: string) =>
  allFindings(projectOf(express + text)).map(({ call, severity, detail }) =>
    [call, severity, ...Object.values(detail)].join(' '),
  );

describe('analysis: severity of calls that block', () => {
  it('goes by what the call costs as a rule', () => {
    const found = severities(`
      import crypto from 'crypto';
      import { execSync } from 'child_process';
      app.get('/x', () => {
        fs.existsSync('x');
        fs.readFileSync('x');
        crypto.scryptSync('x', 'y', 64);
        execSync('ls');
      });`);
    assert.deepEqual(found, [
      'fs.existsSync information',
      'fs.readFileSync warning',
      'crypto.scryptSync error',
      'child_process.execSync error',
    ]);
  });

  it('is low where the result is kept, and says where', () => {
    const found = severities(`
      let one, two, three;
      const cache = {};
      const all = new Map();
      class Page { text() { if (this.kept === undefined) { this.kept = fs.readFileSync('d'); } return this.kept; } }
      const page = new Page();
      app.get('/x', (req) => {
        if (!one) one = fs.readFileSync('a');
        two ??= fs.readFileSync('b');
        three = three || fs.readFileSync('c');
        page.text();
        if (!cache[req.path]) cache[req.path] = JSON.parse(fs.readFileSync('e'));
        load();
        let mine;
        if (!mine) mine = fs.readFileSync('g');
      });
      let kept;
      function load() { if (kept) return kept; kept = fs.readFileSync('f'); return later(); }
      let known, isKnown = false;
      function later() {
        if (isKnown) { return known; }
        isKnown = true;
        try { known = fs.readFileSync('h'); } catch {}
        return inBranch();
      }
      let parsed;
      function inBranch() {
        if (parsed === undefined) { const raw = fs.readFileSync('i'); parsed = JSON.parse(raw); }
        if (parsed.x) return fs.readFileSync('j');
      }`);
    assert.deepEqual(found, [
      'fs.readFileSync information this.kept',
      'fs.readFileSync information one',
      'fs.readFileSync information two',
      'fs.readFileSync information three',
      'fs.readFileSync information cache[req.path]',
      'fs.readFileSync warning',
      'fs.readFileSync information kept',
      'fs.readFileSync information isKnown',
      'fs.readFileSync information parsed',
      'fs.readFileSync warning',
    ]);
  });
});

describe('analysis: other rules', () => {
  it('a whole body, parsed without a limit', () => {
    const found = rulesOf(`
      import http from 'http';
      http.createServer((req, res) => {
        let body = '';
        const chunks = [];
        let limited = '';
        req.on('data', (chunk) => { body += chunk; chunks.push(chunk); });
        req.on('data', (chunk) => { limited += chunk; if (limited.length > 1e6) req.destroy(); });
        req.on('end', () => {
          JSON.parse(body);
          JSON.parse(Buffer.concat(chunks).toString());
          JSON.parse(limited);
          JSON.parse('{}');
        });
      });
      http.createServer(async (req, res) => {
        const parts = [];
        for await (const part of req) parts.push(part);
        JSON.parse(Buffer.concat(parts));
      });
      http.get('x', (res) => { let own = ''; res.on('data', (d) => { own += d; }); JSON.parse(own); });
    `);
    assert.deepEqual(found, ['unbounded-parse 10', 'unbounded-parse 11', 'unbounded-parse 19']);
  });

  it('microtasks without an end', () => {
    const found = rulesOf(`
      function a() { work(); process.nextTick(a); }
      function b() { queueMicrotask(() => b()); }
      function c() { Promise.resolve().then(c); }
      function d() { if (queue.length > 0) process.nextTick(d); }
      function e() { if (done) return; queueMicrotask(e); }
      function f() { setImmediate(f); }
      function g() { load().then(g); }
      function h() { process.nextTick(i); }
      function i() {}
    `);
    assert.deepEqual(found, ['endless-microtasks 2', 'endless-microtasks 3', 'endless-microtasks 4']);
  });

  it('as many operations as the client asks for', () => {
    const found = rulesOf(
      express +
        `import pLimit from 'p-limit';
        const limit = pLimit(4);
        app.post('/x', async (req, res) => {
          const { ids } = req.body;
          await Promise.all(ids.map((id) => load(id)));
          await Promise.all(req.body.urls.filter(Boolean).map(fetch));
          await Promise.all(ids.map((id) => limit(() => load(id))));
          await Promise.all(ids.slice(0, 10).map(load));
          await Promise.all([1, 2].map(load));
        });
        const load = async (id) => id;`,
    );
    assert.deepEqual(found, ['unbounded-all 6', 'unbounded-all 7']);
  });

  it('promises in handlers that nobody waits for, unless a lint rule says so', () => {
    const text =
      express +
      `import fsp from 'fs/promises';
      async function save() {}
      app.post('/x', async (req, res) => {
        save();
        void save();
        await save();
        save().catch(() => {});
        fsp.writeFile('x', '');
        res.json({});
      });
      save();`;
    assert.deepEqual(rulesOf(text), ['floating-promise 5', 'floating-promise 9']);
    const linted = new Project({ fileExists: () => false, floatingPromisesLinted: true });
    linted.set('/x/a.ts', text);
    assert.deepEqual(linted.findings('/x/a.ts'), []);
  });
});

describe('analysis: comments that ignore', () => {
  const handler = "app.get('/x', () => fs.readFileSync('x'));";

  it('hide what they name, when they say why', () => {
    const hidden = [
      `// looplens-ignore-next-line blocking-call: a few bytes\n${handler}`,
      `/* looplens-ignore-next-line: known */\n${handler}`,
      `// looplens-ignore-file blocking-call, slow-regex: a demo\n\n${handler}`,
    ];
    for (const text of hidden) assert.deepEqual(rulesOf(express + text), [], text);
  });

  it('have no effect without a reason, and are named', () => {
    assert.deepEqual(rulesOf(`${express}// looplens-ignore-next-line blocking-call\n${handler}`), [
      'unexplained-ignore 2',
      'blocking-call 3',
    ]);
  });

  it('hide nothing else', () => {
    const other = [
      `// looplens-ignore-next-line slow-regex: other\n${handler}`,
      `// looplens-ignore-next-line blocking-call: too far\n\n${handler}`,
      `const text = 'looplens-ignore-file blocking-call: no comment';\n${handler}`,
    ];
    for (const text of other) assert.equal(rulesOf(express + text).length, 1, text);
  });
});

describe('analysis: messages', () => {
  const messages = (files: Files) =>
    allFindings(projectOf(files)).map((finding) => messageOf(finding, english));

  it('say what blocks, for whom, and what to use', () => {
    const [first] = messages(`${express}app.get('/report', () => fs.readFileSync('x'));`);
    assert.equal(
      first!.message,
      'fs.readFileSync blocks the event loop for every request to GET /report. Use fs.promises.readFile instead.',
    );
  });

  it('show the way from the handler', () => {
    const [first] = messages({
      'src/app.ts': `${express}import { load } from './load';\napp.get('/x', function show() { load(); });`,
      'src/load.ts': `import fs from 'fs';\nexport function load() { read(); }\nfunction read() { fs.readFileSync('x'); }`,
    });
    const related = first!.related.map(
      ({ place, message }) => `${place.file.slice(root.length + 1)}:${place.line} ${message}`,
    );
    assert.deepEqual(related, [
      'src/app.ts:3 GET /x is handled here (express)',
      'src/app.ts:3 show calls load',
      'src/load.ts:2 load calls read',
    ]);
  });

  it('speak of messages, ticks and async functions where it is about those', () => {
    const found = messages(`
      import fs from 'fs';
      process.on('message', () => fs.statSync('x'));
      setInterval(() => fs.statSync('x'), 1);
      export async function save() { fs.statSync('x'); }`);
    assert.deepEqual(
      found.map(({ message }) => message.split('. ')[0]),
      [
        'fs.statSync blocks the event loop for every message',
        'fs.statSync blocks the event loop each time setInterval fires',
        'fs.statSync blocks the event loop whenever this async function runs',
      ],
    );
  });

  it('name a handler only where that tells something', () => {
    const found = messages(`
      import fs from 'fs';
      import { Server } from 'socket.io';
      import { createServer } from 'http';
      ${express}
      app.use((req, res, next) => { fs.readFileSync('x'); next(); });
      createServer((req, res) => { fs.readFileSync('x'); res.end(); });
      new Server().on('connection', (socket) => { socket.on('chat', () => fs.readFileSync('x')); });`);
    assert.deepEqual(
      found.map(({ message }) => message.split('. ')[0]),
      [
        'fs.readFileSync blocks the event loop for every request (use)',
        'fs.readFileSync blocks the event loop for every request',
        'fs.readFileSync blocks the event loop for every message (chat)',
      ],
    );
  });

  it('leave the work of worker threads to them', () => {
    const [found] = allFindings(
      projectOf(`
        import { parentPort } from 'worker_threads';
        import crypto from 'crypto';
        parentPort?.on('message', (text) => parentPort?.postMessage(crypto.scryptSync(text, 's', 64)));`),
    );
    assert.equal(found?.severity, 'hint');
    assert.equal(
      messageOf(found, english).message,
      'crypto.scryptSync blocks this worker’s thread for every message, not that of the program.',
    );
  });
});
