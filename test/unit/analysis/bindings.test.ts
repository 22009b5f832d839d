import { assertMarked } from './programs';

const inHandler = (call: string) => `app.get('/x', () => { ${call} }); //! GET /x`;

describe('analysis: where a callee comes from', () => {
  it('imports and requires of every form', () => {
    assertMarked({
      'a.mjs': `
        import express from 'express';
        import fs, { readFileSync as read, promises } from 'node:fs';
        import * as all from 'fs';
        import { default as again } from 'fs';
        const app = express();
        ${inHandler('fs.readFileSync()')}
        ${inHandler('read()')}
        ${inHandler('all.readFileSync()')}
        ${inHandler('all.default.statSync()')}
        ${inHandler('again.statSync()')}
        app.get('/y', () => promises.readFile('x'));`,
      'b.cjs': `
        const app = require('express')();
        const { readFileSync, promises: { readFile }, ...rest } = require('fs');
        const { execSync: run = null } = require('child_process');
        let late;
        late = require('zlib');
        var one = require('fs'), two = one, three = two.readdirSync;
        const helpers = { fs: require('fs'), gzip: late.gzipSync };
        const bound = one.readFileSync.bind(one);
        ${inHandler('readFileSync()')}
        ${inHandler('run()')}
        ${inHandler('late.gzipSync()')}
        ${inHandler('three()')}
        ${inHandler('helpers.fs.readFileSync()')}
        ${inHandler('helpers.gzip()')}
        ${inHandler("require('fs').readFileSync()")}
        ${inHandler("one['readFileSync']()")}
        ${inHandler('(0, one.readFileSync)()')}
        ${inHandler('one.readFileSync.call(one)')}
        ${inHandler('bound()')}
        ${inHandler("process.getBuiltinModule('fs').readFileSync()")}
        ${inHandler('one?.readFileSync?.()')}
        ${inHandler('one.realpathSync.native()')}
        app.get('/y', () => readFile('x'));`,
      'c.js': `
        var __importDefault = (this && this.__importDefault) || function (mod) { return mod; };
        const fs_1 = __importDefault(require("fs"));
        const path = __importStar(require("path"));
        const express_1 = __importDefault(require("express"));
        const _child = _interopRequireWildcard(require('child_process'));
        var import_zlib = __toESM(require('zlib'));
        const app = (0, express_1.default)();
        ${inHandler('fs_1.default.readFileSync()')}
        ${inHandler('_child.execSync()')}
        ${inHandler('import_zlib.default.gzipSync()')}`,
      'd.ts': `
        import fs = require('fs');
        import express = require('express');
        import { createRequire } from 'module';
        const load = createRequire(import.meta.url);
        const crypto = load('crypto') as typeof import('crypto');
        const app = express();
        ${inHandler('fs.readFileSync("x")')}
        ${inHandler('crypto!.pbkdf2Sync()')}
        app.get('/y', async () => {
          const zlib = await import('node:zlib');
          zlib.brotliCompressSync('x'); //! GET /y
          const { default: c } = await import('child_process');
          c.execSync('x'); //! GET /y
        });`,
    });
  });

  it('a name that hides another', () => {
    assertMarked(`
      import fs from 'fs';
      import express from 'express';
      const app = express();
      app.get('/x', (req, res) => {
        const fs = req.app;
        fs.lookSync('x');
        { const express = fs; express.get('/y', () => 1); }
      });
      app.get('/y', (fs) => { fs.lookSync('x'); });
    `);
  });

  it('packages that hand on what fs has, and packages that block themselves', () => {
    assertMarked(`
      import fs from 'graceful-fs';
      import extra from 'fs-extra';
      import bcrypt from 'bcrypt';
      import express from 'express';
      const app = express();
      ${inHandler('fs.readFileSync()')}
      ${inHandler('extra.readJsonSync()')}
      ${inHandler('extra.readFileSync()')}
      ${inHandler("bcrypt.hashSync('x', 12)")}
      ${inHandler('Atomics.wait()')}
    `);
  });

  it('names of fs in other packages, not what only sounds alike', () => {
    assertMarked(`
      import files from 'hexo-fs';
      import glob from 'glob';
      import zip from 'jszip';
      import uid from 'uid-safe';
      import express from 'express';
      const app = express();
      ${inHandler('files.unlinkSync("x")')}
      ${inHandler('files.rmdirSync("x")')}
      ${inHandler('glob.sync("*")')}
      app.get('/y', (req, res) => { zip.loadAsync(req.body); zip.hashAsync(1); res.send(uid.sync(18)); });
    `);
  });

  it('what is known by its name only: nothing else is called so', () => {
    assertMarked({
      'src/a.ts': `
        export class Files {
          constructor(private readonly fs: any, private readonly options: any) {}
          mount(app: any) {
            app.get('/x', (req: any, res: any) => res.send(this.fs.readFileSync('x'))); //! GET /x
          }
        }`,
    });
  });
});

describe('analysis: modules of a project', () => {
  it('are found by every kind of specifier', () => {
    assertMarked({
      'package.json': '{ "name": "app", "imports": { "#lib/*": "./src/lib/*.ts" } }',
      'tsconfig.json':
        '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["src/lib/*"], } } } // as usual',
      'packages/shared/package.json': '{ "name": "@app/shared", "main": "dist/index.js" }',
      'packages/shared/src/index.ts': `import fs from 'fs'; export const read6 = () => fs.readFileSync('x'); //! GET /6`,
      'src/app.ts': `
        import express from 'express';
        import { read1 } from './lib/one.js';
        import { read2 } from '@lib/two';
        import { read3 } from 'src/lib/three';
        import { read4 } from '#lib/four';
        import read5, { again } from './lib';
        import { read6 } from '@app/shared';
        const app = express();
        app.get('/1', read1);
        app.get('/2', read2);
        app.get('/3', read3);
        app.get('/4', read4);
        app.get('/5', read5);
        app.get('/6', read6);
        app.get('/7', again.read7);`,
      'src/lib/one.ts': `import fs from 'fs'; export function read1() { fs.readFileSync('x'); } //! GET /1`,
      'src/lib/two.ts': `import fs from 'fs'; export function read2() { fs.readFileSync('x'); } //! GET /2`,
      'src/lib/three.ts': `import fs from 'fs'; export function read3() { fs.readFileSync('x'); } //! GET /3`,
      'src/lib/four.ts': `import fs from 'fs'; export function read4() { fs.readFileSync('x'); } //! GET /4`,
      'src/lib/index.ts': `
        export { default } from './five';
        export * as again from './seven';`,
      'src/lib/five.ts': `import fs from 'fs'; export default () => fs.readFileSync('x'); //! GET /5`,
      'src/lib/seven.ts': `export * from './eight';`,
      'src/lib/eight.ts': `import fs from 'fs'; export const read7 = () => fs.readFileSync('x'); //! GET /7`,
    });
  });

  it('CommonJS in all its ways to export', () => {
    assertMarked({
      'app.js': `
        const app = require('express')();
        app.get('/a', require('./a').one);
        app.get('/b', require('./b'));
        app.get('/c', new (require('./c'))().handle);
        app.get('/d', require('./d').handle);
        app.get('/e', require('./e').default);
        app.get('/f', require('./f').inner);
        const Proto = require('./g');
        const proto = new Proto();
        app.get('/g', function (req, res) { proto.first(req, res); });`,
      'a.js': `const fs = require('fs'); module.exports = { one, two() {} }; function one() { fs.readFileSync('x'); } //! GET /a`,
      'b.js': `const fs = require('fs'); module.exports = exports = function () { fs.readFileSync('x'); }; //! GET /b`,
      'c.js': `const fs = require('fs'); class C { handle() { fs.readFileSync('x'); } } module.exports = C; //! GET /c`,
      'd.js': `const fs = require('fs'); const self = module.exports = {}; self.handle = function () { fs.readFileSync('x'); }; //! GET /d`,
      'e.js': `
        "use strict";
        Object.defineProperty(exports, "__esModule", { value: true });
        exports.default = void 0;
        const fs = require('fs');
        var _default = exports.default = () => fs.readFileSync('x'); //! GET /e`,
      'f.js': `
        Object.defineProperty(exports, 'inner', { enumerable: true, get: function () { return h_1.inner; } });
        const h_1 = require('./h');`,
      'h.js': `const fs = require('fs'); exports.inner = () => fs.readFileSync('x'); //! GET /f`,
      'g.js': `
        const fs = require('fs');
        const util = require('util');
        const Base = require('./base');
        function Proto() { if (!(this instanceof Proto)) return new Proto(); Base.call(this); this.name = 'x'; }
        util.inherits(Proto, Base);
        Proto.prototype.first = function () { this.second(); };
        Proto.prototype.second = function () { this.third(); fs.readFileSync('x'); }; //! GET /g
        module.exports = Proto;`,
      'base.js': `
        const fs = require('fs');
        module.exports = Base;
        function Base() {}
        Base.prototype = { third: function () { this.fourth(); }, fourth() { fs.statSync('x'); } }; //! GET /g`,
    });
  });

  it('what is put into lists and tables', () => {
    assertMarked(`
      import fs from 'fs';
      import express from 'express';
      class Text { keep() { fs.appendFileSync('x', ''); } } //! POST /x
      class Other { keep() { fs.appendFileSync('y', ''); } }
      class Client { stores = []; constructor() { this.stores.push(new Text()); } }
      const others = [new Other()];
      const clients = {};
      clients[others.length] = new Client();
      const commands = { list: () => fs.readdirSync('.') }; //! POST /x
      express().post('/x', (req) => {
        for (const store of clients[req.body.id].stores) store.keep();
        commands[req.body.command]();
      });
    `);
  });

  it('events that files of the project emit', () => {
    assertMarked(`
      import { EventEmitter } from 'events';
      import fs from 'fs';
      import express from 'express';
      class Bus extends EventEmitter {}
      const bus = new Bus();
      const plain = new EventEmitter();
      const other = new EventEmitter();
      bus.on('saved', () => fs.readFileSync('x')); //! POST /x
      plain.on('saved', () => fs.readFileSync('y')); //! POST /x
      other.on('saved', () => fs.readFileSync('z'));
      express().post('/x', () => { bus.emit('saved'); plain.emit('saved'); });
    `);
  });
});
