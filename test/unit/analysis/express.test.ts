import { assertMarked } from './programs';

describe('analysis: Express', () => {
  it('names what a handler calls, and nothing of the start', () => {
    assertMarked(`
      import express from 'express';
      import { readFileSync } from 'node:fs';
      const config = readFileSync('config.json');
      const app = express();
      app.get('/report', (req, res) => {
        res.send(readFileSync('report.html')); //! GET /report
      });
      app.listen(3000, () => readFileSync('banner.txt'));
    `);
  });

  it('follows a helper into another file', () => {
    assertMarked({
      'src/app.js': `
        const express = require('express');
        const { load } = require('./lib/load');
        const router = express.Router();
        router.route('/a').get(async function (req, res) { res.json(load()); });
        module.exports = router;`,
      'src/lib/load.js': `
        const fs = require('fs');
        exports.load = function load() { return parse(); };
        exports.other = function other() { return fs.readFileSync('y'); };
        function parse() {
          return JSON.parse(fs.readFileSync('x')); //! GET /a
        }`,
    });
  });

  it('knows every way to register', () => {
    assertMarked({
      'src/app.mjs': `
        import * as fs from 'fs';
        import express, { Router } from 'express';
        const app = express();
        const read = () => fs.readFileSync('x'); //! use
        app.use(read);
        app.use('/static', [(req, res, next) => { fs.readdirSync('.'); next(); }]); //! use /static
        app.all('*', (req, res) => fs.writeFileSync('x', '')); //! ALL *
        app.param('id', (req, res, next, id) => fs.openSync(id)); //! param id
        app.use((err, req, res, next) => fs.appendFileSync('log', err)); //! use
        const api = Router({ mergeParams: true });
        api.route('/users/:id')
          .get((req, res) => fs.readFileSync('a')) //! GET /users/:id
          .post(express.json(), (req, res) => fs.readFileSync('b')); //! POST /users/:id
        api
          .get('/one', (req, res) => fs.readFileSync('c')) //! GET /one
          .delete('/two', (req, res) => fs.readFileSync('d')); //! DELETE /two
        app.use('/api', api);`,
    });
  });

  it('looks through wrappers of handlers', () => {
    assertMarked({
      'src/app.ts': `
        import express, { type Request, type Response, type NextFunction } from 'express';
        import asyncHandler from 'express-async-handler';
        import { wrap } from './wrap';
        import fs from 'fs';
        const app = express();
        app.get('/a', asyncHandler(async (req, res) => { fs.readFileSync('a'); })); //! GET /a
        app.get('/b', wrap(async (req: Request, res: Response) => { fs.readFileSync('b'); })); //! GET /b
        const local = (fn: any) => (req: Request, res: Response, next: NextFunction) => fn(req, res).catch(next);
        app.get('/c', local(async () => fs.readFileSync('c'))); //! GET /c
        function limited(size: number) {
          const text = fs.readFileSync('limits');
          return (req: Request, res: Response) => { fs.readFileSync(text); }; //! POST /d
        }
        app.post('/d', limited(4));`,
      'src/wrap.ts': `
        export const wrap = (fn: Function) => (req: any, res: any, next: any) => Promise.resolve(fn(req, res, next)).catch(next);`,
    });
  });

  it('follows controllers: classes, objects, namespaces, default exports', () => {
    assertMarked({
      'src/app.ts': `
        import express from 'express';
        import UserController from './users';
        import * as files from './files';
        import reports from './reports';
        const app = express();
        const users = new UserController('x');
        app.get('/users', users.list.bind(users));
        app.get('/users/:id', (req, res) => users.one(req, res));
        app.put('/users/:id', users.change);
        app.get('/files', files.list);
        app.get('/reports', reports.all);`,
      'src/users.ts': `
        import fs from 'fs';
        import { Store } from './store';
        export default class UserController {
          private store = new Store();
          constructor(private readonly name: string) { fs.readFileSync(name); }
          list(req: any, res: any) { res.json(this.store.all()); }
          async one(req: any, res: any) { res.json(this.read(req.params.id)); }
          change = async (req: any, res: any) => {
            fs.writeFileSync('x', req.body); //! PUT /users/:id
          };
          private read(id: string) {
            return fs.readFileSync(id); //! GET /users/:id
          }
          never() { return fs.readFileSync('never'); }
        }`,
      'src/store.ts': `
        import { readdirSync } from 'fs';
        class Base {
          protected names() { return readdirSync('.'); } //! GET /users
        }
        export class Store extends Base {
          all() { return this.names().map((name) => name); }
        }`,
      'src/files.ts': `
        import fs from 'fs';
        export const list = (req: any, res: any) => res.json(fs.readdirSync('.')); //! GET /files`,
      'src/reports.ts': `
        import { execSync } from 'child_process';
        function all(req: any, res: any) { res.send(execSync('ls')); } //! GET /reports
        export default { all };`,
    });
  });

  it('knows a router that is given to functions of other files', () => {
    assertMarked({
      'server.js': `
        const express = require('express');
        const app = express();
        require('./routes')(app);
        require('./more').mount(app, { root: '/' });
        class Server {
          constructor() { this.app = express(); this.routes(); }
          routes() { this.app.get('/own', this.own.bind(this)); }
          own(req, res) { require('fs').readFileSync('x'); } //! GET /own
        }
        new Server();`,
      'routes/index.js': `
        const fs = require('fs');
        module.exports = (server) => {
          fs.readFileSync('routes.json');
          server.get('/a', (req, res) => res.end(fs.readFileSync('a'))); //! GET /a
        };`,
      'more.js': `
        const { readFileSync } = require('fs');
        exports.mount = function (anything, { root }) {
          anything.use(root, function () { readFileSync('b'); }); //! use /
        };`,
    });
  });

  it('goes through callbacks, promises and timers of a handler', () => {
    assertMarked(`
      import express from 'express';
      import fs from 'fs';
      import db from 'some-database';
      const app = express();
      const one = (name: string) => fs.readFileSync(name); //! GET /x
      app.get('/x', async (req, res) => {
        ['a'].map(one);
        await new Promise((done) => { fs.statSync('x'); done(1); }); //! GET /x
        db.query('select', (err: any, rows: any) => fs.readFileSync('y')); //! GET /x
        setTimeout(() => fs.unlinkSync('z'), 10); //! GET /x
        fetch('u').then((answer) => { fs.writeFileSync('u', ''); }); //! GET /x
        process.once('exit', () => fs.unlinkSync('pid'));
      });
    `);
  });

  it('needs a receiver that comes from the package', () => {
    assertMarked(`
      import fs from 'fs';
      import { Cache } from 'some-cache';
      const app = new Map();
      app.get('/x', () => fs.readFileSync('x'));
      const express = { get(path: string, fn: () => void) {} };
      express.get('/y', () => fs.readFileSync('y'));
      const cache = new Cache();
      cache.get('/z', () => fs.readFileSync('z'));
    `);
  });
});

describe('analysis: calls on what is not known', () => {
  it('lead to the only method of a telling name', () => {
    assertMarked({
      'src/app.js': `
        const express = require('express');
        express().post('/x', (req, res) => { req.app.manager.saveUser(req.body); req.app.manager.update(); req.list.forEach(() => {}); });`,
      'src/manager.js': `
        const fs = require('fs');
        class Manager {
          saveUser(user) { fs.writeFileSync('user', user); } //! POST /x
          update() { fs.writeFileSync('all', ''); }
          loadOnce() { fs.readFileSync('x'); }
        }
        module.exports = Manager;`,
    });
  });

  it('lead nowhere when there are two', () => {
    const one = `const fs = require('fs'); module.exports = class { saveUser() { fs.writeFileSync('x', ''); } };`;
    assertMarked({
      'app.js': `require('express')().post('/x', (req) => req.manager.saveUser());`,
      'one.js': one,
      'two.js': one,
    });
  });
});
