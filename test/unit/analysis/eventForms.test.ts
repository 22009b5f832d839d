import { assertMarked } from './programs';

describe('analysis: emitters behind functions of the program', () => {
  const bus = `
    const { EventEmitter } = require('events');
    module.exports = class Bus {
      constructor() { this.emitter = new EventEmitter(); }
      onNews(owner, callback) { this.subscribe('news', callback, owner); }
      onOther(owner, callback) { this.subscribe('other', callback, owner); }
      subscribe(event, callback, owner) {
        const wrapped = async (...args) => { await callback(...args); };
        this.emitter.on(event, wrapped);
      }
      emitNews(data) { this.emitter.emit('news', data); }
      publish(event, data) { this.emitter.emit(event, data); }
    };`;

  it('lead from who emits to who listens to that event', () => {
    assertMarked({
      'bus.js': bus,
      'main.js': `
        const Bus = require('./bus');
        const Files = require('./files');
        const app = require('express')();
        const bus = new Bus();
        const things = { parts: [app, bus, 'name'] };
        new Files(...things.parts).start();
        app.post('/news', (req, res) => { bus.emitNews(req.body); res.end(); });
        app.post('/both', (req, res) => { bus.publish('late', req.body); res.end(); });`,
      'files.js': `
        const fs = require('fs');
        module.exports = class Files {
          constructor(app, bus, name) { this.bus = bus; }
          start() {
            fs.mkdirSync('files');
            this.bus.onNews(this, this.save);
            this.bus.onOther(this, this.other);
            this.bus.subscribe('late', (data) => { fs.writeFileSync('b', data); }); //! POST /both
            this.bus.subscribe('never', (data) => { fs.writeFileSync('d', data); });
          }
          save(data) { fs.writeFileSync('a', data); } //! POST /news
          other(data) { fs.writeFileSync('c', data); }
        };`,
    });
  });

  it('lead nowhere for emitters that are not the program’s own', () => {
    assertMarked({
      'bus.js': bus,
      'main.js': `
        const Bus = require('./bus');
        const fs = require('fs');
        const app = require('express')();
        const [one, two] = [new Bus(), { emitNews() {} }];
        const listen = (emitter, callback) => emitter.on('news', callback);
        listen(process, (data) => { fs.writeFileSync('a', data); });
        one.onNews(null, (data) => { fs.writeFileSync('b', data); });
        app.post('/news', (req, res) => { two.emitNews(req.body); res.end(); });`,
    });
  });
});

describe('analysis: a program that begins anew', () => {
  it('does not make its start a matter of requests', () => {
    assertMarked({
      'index.js': `
        const fs = require('fs');
        const app = require('express')();
        async function start() { fs.mkdirSync('files'); app.post('/restart', () => { restart(); }); app.post('/reload', () => { load(); }); }
        async function restart() { fs.unlinkSync('pid'); await start(); } //! POST /restart
        function load() { fs.readFileSync('settings'); } //! POST /reload
        load();
        start();`,
    });
  });
});
