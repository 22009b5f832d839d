import { assertMarked } from './programs';

describe('analysis: whose methods functions are', () => {
  it('those that are named where they become methods', () => {
    assertMarked({
      'users.js': `
        const fs = require('fs');
        function Users(folder) { this.folder = folder; }
        function list() { return this.read('all'); }
        function read(name) { return fs.readFileSync(this.folder + name); } //! GET /users
        Users.prototype.list = list;
        Users.prototype.read = read;
        module.exports = Users;`,
      'groups.js': `
        const fs = require('fs');
        function list() { return this.read(); }
        function read() { return fs.readFileSync('groups'); } //! GET /groups
        function write() { fs.writeFileSync('groups', ''); }
        module.exports = { list, read: read, write };`,
      'app.js': `
        const app = require('express')();
        const Users = require('./users');
        const users = new Users('data/');
        const groups = require('./groups');
        app.get('/users', (req, res) => res.send(users.list()));
        app.get('/groups', (req, res) => res.send(groups.list()));`,
    });
  });

  it('those of what a module puts on itself, and of what is copied into one', () => {
    assertMarked({
      'store.js': `
        const fs = require('fs');
        const _ = require('underscore');
        const { EventEmitter } = require('events');
        module.exports = _.extend({
          reload() { return fs.readFileSync('store'); }, //! GET /reload
          forget: () => fs.unlinkSync('store'),
        }, EventEmitter.prototype);`,
      'cache.js': `
        const fs = require('fs');
        module.exports = function Cache() {
          this.read = () => fs.readFileSync('cache'); //! GET /cached
          this.drop = () => fs.unlinkSync('cache');
        };`,
      'proxy.js': `
        const Cache = require('./cache');
        const store = require('./store');
        exports.cache = null;
        exports.start = function (app) {
          this.cache = new Cache();
          app.get('/cached', exports.cached);
          app.get('/reload', exports.reload);
        };
        exports.cached = (req, res) => res.send(exports.cache.read());
        exports.reload = (req, res) => res.send(store.reload());`,
    });
  });

  it('what a parameter stands for where nothing is given', () => {
    assertMarked({
      'steps/clean.js': `
        const fs = require('fs');
        exports.run = () => fs.rmSync('old'); //! POST /run`,
      'run.js': `
        const fs = require('fs');
        function load() {
          const all = {};
          for (const file of fs.readdirSync(__dirname + '/steps')) all[file] = require(__dirname + '/steps/' + file); //! POST /run
          return all;
        }
        module.exports = function run(name, steps) {
          if (!steps) steps = load();
          steps[name].run();
        };`,
      'app.js': `
        const app = require('express')();
        const run = require('./run');
        app.post('/run', (req, res) => { run(req.body.name); res.end(); });`,
    });
  });

  it('not what calls the function that it was given, and gives back something else', () => {
    assertMarked(`
      import express from 'express';
      import fs from 'fs';
      const log = (text: string) => { fs.appendFileSync('log', text); return text; };
      const names = process.argv.sort(log);
      const server = express();
      server.get('/x', (request, response) => names.forEach((name) => response.write(name)));
      server.get('/y', (request, response) => response.end(String(names)));
      export const first = names.find(Boolean);`);
  });
});

describe('analysis: routes below a path that is worked out', () => {
  it('are told by the names that everybody gives a request and its answer', () => {
    assertMarked(`
      const fs = require('fs');
      class Pages {
        constructor(base) { this.base = base; }
        addTo(app, client) {
          app.get(this.base + '/page/' + this.name, (req, res) => this.show(res, 'page'));
          app.get(this.base + '/other', (request, response) => this.show(response, 'other'));
          client.get(this.base + '/users', (error, found) => this.keep(found));
          client.get(this.base, (req, res) => this.keep(res));
        }
        show(to, name) { to.end(fs.readFileSync(name)); } //! GET \${…}/page/\${…}
        keep(users) { fs.writeFileSync('users', users); }
      }
      module.exports = Pages;`);
  });
});
