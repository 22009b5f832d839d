import { assertMarked } from './programs';

const fs = `const fs = require('fs');`;

describe('analysis: calls on what is not known', () => {
  it('methods of objects that a function gives back, by their names', () => {
    assertMarked({
      'log.js': `
        ${fs}
        module.exports = () => ({
          enableDebug(names) { fs.writeFileSync('debug', names); }, //! POST /debug
          shorten: () => fs.readFileSync('a'),
        });`,
      'routes.js': `
        const app = require('express')();
        app.post('/debug', (req, res) => { res.locals.log.enableDebug(req.body); res.locals.log.shorten(); res.end(); });`,
    });
  });

  it('methods that stand in for one another, beside one another', () => {
    const driver = `
      ${fs}
      module.exports = { runQuery() { return fs.readFileSync('key'); } }; //! POST /query`;
    assertMarked({
      'drivers/pg/index.js': driver,
      'drivers/mysql/index.js': driver,
      'routes.js': `
        const app = require('express')();
        const drivers = {};
        app.post('/query', (req, res) => res.send(drivers[req.body.kind].runQuery(req.body)));`,
    });
  });

  it('methods of a few files that follow one interface', () => {
    const strategy = (text: string): string => `
      module.exports = {
        allowRead() { return true; },
        allowWrite() { return true; },
        requestAccess() { return ${text}
        },
      };`;
    assertMarked({
      'security/none.js': strategy('null;'),
      'security/tokens.js': `${fs}${strategy("fs.readFileSync('keys'); //! POST /access")}`,
      'routes.js': `
        const app = require('express')();
        app.post('/access', (req, res) => res.send(req.strategy.requestAccess()));`,
    });
  });

  it('not one of several methods that have nothing in common but their name', () => {
    assertMarked({
      'users/store.js': `
        ${fs}
        module.exports = class { removeUser(name) { fs.unlinkSync(name); } };`,
      'rooms/room.js': `
        ${fs}
        module.exports = class { removeUser(user) { fs.existsSync(user); } };`,
      'routes.js': `
        const app = require('express')();
        app.post('/leave', (req, res) => { req.room.removeUser(req.user); res.end(); });`,
    });
  });

  it('what a file adds to what a package made', () => {
    assertMarked({
      'main.js': `
        const express = require('express');
        const app = express();
        app.log = require('./log');
        require('./routes')(app);`,
      'log.js': `
        ${fs}
        exports.note = (text) => fs.appendFileSync('log', text); //! GET /
        exports.rest = () => fs.readFileSync('log');`,
      'routes.js': `
        module.exports = (app) => app.get('/', (req, res) => { app.log.note(req.url); res.end(); });`,
    });
  });

  it('what stands in a property of what a package made', () => {
    assertMarked({
      'main.js': `
        const app = require('express')();
        require(process.env.STRATEGY).install(app);
        app.get('/', (req, res) => { app.strategy.requestAccess(req); res.end(); });`,
      'tokens.js': `
        ${fs}
        const strategy = {};
        strategy.requestAccess = () => fs.readFileSync('keys'); //! GET /
        exports.install = (app) => { app.strategy = strategy; };`,
    });
  });

  it('routes of a router of one\u2019s own, by what their functions answer', () => {
    assertMarked({
      'routes.js': `
        const fs = require('fs');
        const { routes } = require('./group');
        routes.get('/pages', (ctx) => { ctx.body = fs.readFileSync('a'); }); //! GET /pages
        routes.get('/pages', (page) => { fs.readFileSync(page); });`,
      'group.js': `
        class Group { list = []; get(path, ...handlers) { this.list.push({ path, handlers }); } }
        exports.routes = new Group();`,
    });
  });

  it('methods that come by way of __proto__', () => {
    assertMarked({
      'app.js': `
        const app = require('express')();
        const Manager = require('./manager');
        app.post('/x', (req, res) => { const manager = new Manager(); res.send(manager.save()); });`,
      'manager.js': `
        const fs = require('fs');
        const proto = module.exports = function () {
          function Manager() {}
          Manager.__proto__ = proto;
          return Manager;
        };
        proto.save = function () { return fs.statSync('a'); }; //! POST /x`,
    });
  });

  it('what files put into globals of the project\u2019s own', () => {
    assertMarked({
      'app.js': `
        const app = require('express')();
        app.post('/dump', (req, res) => { global.engine.dump(); res.end(); });
        app.post('/rest', (req, res) => { engine.rest(); fetch(req.url); res.end(); });`,
      'engine.js': `
        const fs = require('fs');
        class Engine {
          constructor() { global.engine = this; }
          dump() { fs.writeFileSync('a', ''); } //! POST /dump
          rest() { fs.writeFileSync('b', ''); } //! POST /rest
        }
        global.fetch = () => fs.readFileSync('c');
        new Engine();`,
    });
  });

  it('the end of a child process, which is not that of the program', () => {
    assertMarked(`
      const fs = require('fs');
      const { exec } = require('child_process');
      require('express')().post('/build', (req, res) => {
        const child = exec('make');
        child.on('exit', () => { res.send(fs.readFileSync('log')); }); //! POST /build
        process.on('exit', () => fs.unlinkSync('log'));
      });`);
  });

  it('sockets and messages by the names of events', () => {
    assertMarked(`
      ${fs}
      exports.socketio = (hook, args) => {
        const io = args.io.of('/settings');
        io.on('connection', (socket) => {
          socket.on('load', () => { socket.emit('settings', fs.readFileSync('a')); }); //! load
        });
        args.pool.on('connection', (client) => { client.query(fs.readFileSync('setup')); });
        args.bus.on('message', (text) => { fs.appendFileSync('b', text); }); //! message
        args.bus.on('ready', () => { fs.readFileSync('c'); });
      };`);
  });

  it('states and objects of ioBroker', () => {
    assertMarked(`
      ${fs}
      const utils = require('@iobroker/adapter-core');
      class Lamps extends utils.Adapter {
        constructor(options) {
          super(options);
          this.on('ready', this.onReady.bind(this));
          this.on('stateChange', this.onStateChange.bind(this));
          this.on('objectChange', (id, object) => fs.writeFileSync(id, JSON.stringify(object))); //! objectChange
        }
        onReady() { this.lamps = fs.readFileSync('lamps'); }
        onStateChange(id, state) { fs.appendFileSync('states', id + state.val); } //! stateChange
      }
      module.exports = (options) => new Lamps(options);`);
  });

  it('nodes of Node-RED, not what is typed on a page', () => {
    assertMarked(`
      ${fs}
      module.exports = (RED) => {
        function Reader(config) {
          RED.nodes.createNode(this, config);
          this.text = fs.readFileSync(config.file);
          this.on('input', (msg, send, done) => { send({ payload: fs.readFileSync(msg.file) }); done(); }); //! input
          this.on('input', (msg) => { msg.payload = fs.readFileSync('a'); }); //! input
          this.on('input', (event) => { fs.readFileSync(event.target); });
        }
        RED.nodes.registerType('reader', Reader);
      };`);
  });

  it('events of a name that only one program has, where the emitter is not known', () => {
    assertMarked({
      'server.js': `
        const { EventEmitter } = require('events');
        ${fs}
        const bus = new EventEmitter();
        bus.on('browser_log', (text) => { fs.appendFileSync('log', text); }); //! POST /log
        bus.on('changed', (text) => { fs.appendFileSync('log', text); });
        module.exports = bus;`,
      'routes.js': `
        const app = require('express')();
        app.post('/log', (req, res) => { req.bus.emit('browser_log', req.body); req.bus.emit('changed'); res.end(); });`,
    });
  });

  it('classes as Babel writes them', () => {
    assertMarked({
      'store.js': `
        "use strict";
        var _fs = _interopRequireDefault(require("fs"));
        var _createClass2 = _interopRequireDefault(require("@babel/runtime/helpers/createClass"));
        function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }
        function _createClass(e, r, t) { return r && _defineProperties(e.prototype, r), t && _defineProperties(e, t), e; }
        var Store = /*#__PURE__*/function () {
          function Store() {}
          return _createClass(Store, [{
            key: "set",
            value: function set(value) { this.write(value); }
          }, {
            key: "write",
            value: function write(value) { _fs["default"].writeFileSync('db', value); } //! POST /
          }, {
            key: "idle",
            value: function idle() { _fs["default"].readFileSync('db'); }
          }], [{
            key: "read",
            value: function read() { return _fs["default"].readFileSync('db'); } //! POST /
          }]);
        }();
        var Cache = (0, _createClass2["default"])(function Cache() {}, [{
          key: "drop",
          value: function drop() { _fs["default"].unlinkSync('cache'); } //! POST /
        }]);
        exports.Store = Store;
        exports.store = new Store();
        exports.cache = new Cache();`,
      'routes.js': `
        const app = require('express')();
        const { store, cache, Store } = require('./store');
        app.post('/', (req, res) => { store.set(req.body); cache.drop(); res.send(Store.read()); });`,
    });
  });

  it('what is made of each of a list', () => {
    assertMarked(`
      ${fs}
      class Item {
        constructor(row) { this.row = row; }
        drop() { fs.unlinkSync(this.row.path); } //! setInterval
        keep() { fs.readFileSync(this.row.path); }
      }
      const db = require('./db');
      const expired = () => db.find({}).then((rows) => rows.map((row) => new Item(row)));
      setInterval(() => expired().then((items) => items.forEach((item) => item.drop())), 1000);`);
  });

  it('timers as Babel writes them', () => {
    assertMarked(`
      "use strict";
      var _setInterval2 = _interopRequireDefault(require("@babel/runtime-corejs3/core-js-stable/set-interval"));
      var _setTimeout2 = _interopRequireDefault(require("@babel/runtime-corejs3/core-js-stable/set-timeout"));
      ${fs}
      (0, _setInterval2.default)(() => { fs.readFileSync('a'); }, 1000); //! setInterval
      (0, _setTimeout2.default)(() => { fs.readFileSync('b'); }, 1000);`);
  });
});
