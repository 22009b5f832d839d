import { assertMarked } from './programs';

const server = `
  const fs = require('fs');
  require('express')().get('/x', () => fs.readFileSync('x'));`;

describe('analysis: what stays unsaid', () => {
  it('tests, configurations; a handler in a script is said, its own work is not', () => {
    assertMarked({
      'test/server.js': server,
      'src/__tests__/server.js': server,
      'src/server.spec.ts': server,
      'vite.config.js': server,
      'gulpfile.js': server,
      'bin/serve.js': `#!/usr/bin/env node
        const fs = require('fs');
        async function main() { fs.readFileSync('x'); }
        setInterval(() => fs.readFileSync('spinner'), 100);
        require('http').createServer((req, res) => res.end(fs.readFileSync('x'))); //! request
        main();`,
      'scripts/build.js': `
        const fs = require('fs');
        export async function build() { fs.writeFileSync('x', ''); }`,
      'migrations/1.js': `
        const fs = require('fs');
        exports.up = async function () { fs.readFileSync('sql'); };`,
    });
  });

  it('a folder above the project that has the name of tests', () => {
    assertMarked({
      'src/a.js': `require('express')().get('/x', () => require('fs').readFileSync('x')); //! GET /x`,
    });
  });

  it('start-up: top level, what it calls, async main functions, listeners of the end', () => {
    assertMarked(`
      import fs from 'fs';
      import express from 'express';
      const settings = load();
      function load() { return fs.readFileSync('settings'); }
      async function main() {
        const app = express();
        await prepare();
        app.listen(1, () => fs.writeFileSync('pid', ''));
      }
      async function prepare() { fs.mkdirSync('data'); }
      main().catch(() => fs.writeFileSync('error', ''));
      (async () => { fs.readFileSync('x'); })();
      process.on('exit', () => fs.unlinkSync('pid'));
    `);
  });

  it('a function that takes options and a callback, which is no middleware', () => {
    assertMarked(`
      const fs = require('fs');
      module.exports = function (config, server, created, callback) {
        if (config.get('key')) fs.readFileSync(config.get('key'));
        created();
        callback();
      };
      exports.transform = (file, encoding, callback) => { file.path; callback(null, fs.readFileSync('a')); };
      exports.named = (req, res, next) => { req.get('key'); fs.readFileSync('b'); next(); }; //! named
      exports.told = (a, b, c) => { a.headers.host; fs.readFileSync('c'); c(); }; //! told`);
  });

  it('what the only object of a class does when it is made, however it is asked for', () => {
    assertMarked(`
      const fs = require('fs');
      const app = require('express')();
      class Server {
        static instance = null;
        static get() { if (Server.instance == null) Server.instance = new Server(); return Server.instance; }
        constructor() { this.key = fs.readFileSync('key'); }
        page() { return fs.readFileSync('page'); } //! GET /page
      }
      class Reader {
        constructor() { this.text = fs.readFileSync('text'); } //! GET /text
      }
      class Keyed {
        constructor(key) { fs.readFileSync(key); } //! GET /keyed
      }
      class Own {
        constructor() { fs.readFileSync('own'); } //! GET /own
      }
      const all = {};
      app.get('/keyed', (req, res) => { if (!all[req.url]) all[req.url] = new Keyed(req.url); res.end(); });
      app.get('/own', (req, res) => { [1].forEach(() => { req.own ??= new Own(); }); res.end(); });
      app.get('/page', (req, res) => res.send(Server.get().page()));
      app.get('/text', (req, res) => res.send(new Reader().text));`);
  });

  it('what only sounds alike', () => {
    assertMarked(`
      import express from 'express';
      import { Effect } from 'effect';
      import path from 'path';
      const app = express();
      const fs = { readFileSync: (name: string) => name };
      class Store { readSync() { return 1; } existsSync() { return true; } }
      const store = new Store();
      app.get('/x', (req, res) => {
        Effect.runSync(req as any);
        fs.readFileSync('x');
        store.readSync();
        store.existsSync();
        path.join('a', 'b');
        JSON.parse('1');
      });
    `);
  });

  it('an async function that no start-up reaches is said to be one, without a handler', () => {
    assertMarked({
      'src/store.ts': `
        import fs from 'fs';
        export async function save(text: string) { fs.writeFileSync('x', text); } //! -
        export function saveNow(text: string) { fs.writeFileSync('x', text); }
        export async function open() { fs.readFileSync('x'); }`,
      'src/main.ts': `
        import { open } from './store';
        open();`,
    });
  });
});
