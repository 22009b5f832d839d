import { assertMarked } from './programs';

describe('analysis: handlers in objects, lists and maps', () => {
  it('descriptions of routes, wherever they are given to', () => {
    assertMarked({
      'routes/users.js': `
        const fs = require('fs');
        module.exports = { method: 'GET', path: '/users', handler: async (request, h) => fs.readFileSync('a') }; //! GET /users`,
      'routes/posts.js': `
        const fs = require('fs');
        module.exports = [{ method: 'POST', url: '/posts', config: { handler: save } }];
        function save(a) { fs.readFileSync('b'); } //! POST /posts`,
      'server.js': `
        const Hapi = require('@hapi/hapi');
        const fs = require('fs');
        const path = require('path');
        async function start() {
          const server = Hapi.server();
          for (const file of fs.readdirSync(path.join(__dirname, 'routes'))) server.route(require(path.join(__dirname, 'routes', file)));
        }
        start();`,
    });
  });

  it('no other objects that have a path or a handler', () => {
    assertMarked(`
      const fs = require('fs');
      exports.request = { method: 'GET', path: 'users.json', handler: () => fs.readFileSync('a') };
      exports.event = { handler: () => fs.readFileSync('b'), path: '/x' };
      exports.store = { name: 'users', state: {}, actions: { load: () => fs.readFileSync('c') } };
      exports.webpack = { resolve: () => fs.readFileSync('d') };`);
  });

  it('lists that are gone through', () => {
    assertMarked(`
      const app = require('express')();
      const fs = require('fs');
      const first = (a, b) => { fs.readFileSync('a'); }; //! ALL
      const second = (a, b) => { fs.readFileSync('b'); }; //! ALL /b
      const third = (a, b) => { fs.readFileSync('c'); }; //! ALL /c
      const never = (a, b) => { fs.readFileSync('d'); };
      for (const [method, path, run] of [['get', '/a', first]]) app[method](path, run);
      for (const { verb, path, run } of [{ verb: 'post', path: '/b', run: second }]) app[verb](path, run);
      [{ verb: 'put', path: '/c', run: third }].forEach((route) => app[route.verb](route.path, route.run));`);
  });

  it('maps of functions', () => {
    assertMarked(`
      const http = require('http');
      const fs = require('fs');
      const pages = new Map([['/a', () => fs.readFileSync('a')]]); //! request
      pages.set('/b', () => { fs.readFileSync('b'); }); //! request
      const others = new Map();
      others.set('/c', () => { fs.readFileSync('c'); });
      const repository = { get: async (id) => id, load: async () => { fs.readFileSync('d'); } };
      http.createServer(async (req, res) => {
        pages.get(req.url)?.(req, res);
        const found = await repository.get(req.url);
        found.run(found);
      });`);
  });

  it('resolvers of GraphQL and actions of services', () => {
    assertMarked(`
      const fs = require('fs');
      exports.resolvers = {
        Query: { user: () => fs.readFileSync('a') }, //! Query.user
        Mutation: { save },
        Subscription: { news: { subscribe: () => fs.readFileSync('c') } }, //! Subscription.news
      };
      function save(parent, args) { fs.writeFileSync('b', args.text); } //! Mutation.save
      exports.field = { type: 'String', resolve: () => fs.readFileSync('d') }; //! resolve
      exports.service = { name: 'mail', actions: { send(ctx) { fs.readFileSync('e'); } } }; //! mail.send`);
  });

  it('resolvers of the other types of a schema', () => {
    assertMarked(`
      const fs = require('fs');
      exports.resolvers = {
        Query: { project: () => null },
        Project: { homepage: (project) => fs.readFileSync(project.path) }, //! Project.homepage
        helpers: { read: () => fs.readFileSync('a') },
      };
      exports.shapes = { Circle: { draw: () => fs.readFileSync('b') } };`);
  });

  it('methods of models', () => {
    assertMarked({
      'user.js': `
        const mongoose = require('mongoose');
        const bcrypt = require('bcryptjs');
        const schema = new mongoose.Schema({});
        schema.pre('save', function (next) { this.password = bcrypt.hashSync(this.password, 10); next(); }); //! pre save
        schema.methods.comparePassword = function (text) { return bcrypt.compareSync(text, this.password); }; //! POST /sign-in
        schema.methods.neverCalled = function () { return bcrypt.hashSync('', 1); };
        module.exports = mongoose.model('User', schema);`,
      'app.js': `
        const app = require('express')();
        const User = require('./user');
        app.post('/sign-in', async (req, res) => {
          const user = await User.findOne({ name: req.body.name });
          res.json(user.comparePassword(req.body.password));
        });`,
    });
  });

  it('classes that are given away, by those who give them', () => {
    assertMarked(`
      const fs = require('fs');
      const app = require('express')();
      const make = (Kind, other) => {
        if (!Kind) return make(other);
        return new Kind();
      };
      class Log { constructor() { fs.mkdirSync('log'); } }
      class Upload { constructor() { fs.mkdirSync('upload'); } } //! POST /a
      const log = make(undefined, Log);
      app.post('/a', (req, res) => res.send(make(Upload)));`);
  });
});
