import { assertMarked } from './programs';

describe('analysis: handlers by their form', () => {
  it('middleware that a package exports', () => {
    assertMarked({
      'index.js': `
        const fs = require('fs');
        module.exports = (options) => {
          fs.readFileSync(options.file);
          return async function serve(req, res, next) { if (!fs.existsSync(options.root)) return next(); }; //! serve
        };
        module.exports.onError = function (err, req, res, next) { fs.appendFileSync('log', String(err)); res.status(500); }; //! onError
        module.exports.authenticate = async (request, reply) => { fs.readFileSync('keys'); reply.send(); }; //! authenticate`,
      'check.js': `
        const fs = require('fs');
        exports.check = async (request, h) => { fs.readFileSync('a'); return h.response('x'); }; //! check`,
    });
  });

  it('what answers with what is given a context of Koa', () => {
    assertMarked(`
      const fs = require('fs');
      module.exports = {
        async index(ctx, next) { ctx.url = '/x' + ctx.params.id; fs.readFileSync('a'); return serve(ctx, next); }, //! index
        async list(ctx) { try { ctx.send(fs.readdirSync('b')); } catch { ctx.badRequest(); } }, //! list
        draw(ctx) { ctx.fillRect(0, 0, 1, 1); fs.readFileSync('c'); },
        mail(ctx) { ctx.send(fs.readFileSync('d')); },
        draw2(context, next) { context.fillRect(0, 0); next(fs.readFileSync('e')); },
      };`);
  });

  it('functions of the cloud', () => {
    assertMarked({
      'lambda.js': `
        const fs = require('fs');
        exports.handler = async (event) => fs.readFileSync('a'); //! handler`,
      'command.js': `
        const fs = require('fs');
        exports.command = 'build';
        exports.handler = (argv) => fs.readFileSync('a');`,
    });
  });

  it('not what has such names and uses them otherwise', () => {
    assertMarked(`
      const fs = require('fs');
      exports.compare = (req, res) => { fs.readFileSync(req); return res; };
      exports.ask = (res) => { fs.readFileSync('a'); res.on('end', () => {}); };
      exports.emit = (event) => { fs.readFileSync(event); };`);
  });

  it('timers that begin anew', () => {
    assertMarked(`
      const fs = require('fs');
      class Poll {
        loop() { fs.readFileSync('a'); setTimeout(() => this.loop(), 1000); } //! setTimeout
        connect(client) {
          fs.readFileSync('b');
          client.on('close', () => setTimeout(() => this.connect(client), 1000));
        }
      }
      new Poll().loop();
      new Poll().connect(require('net').connect(1));
      const port = require('worker_threads').parentPort;
      port.onmessage = () => { fs.readFileSync('c'); }; //! message`);
  });

  it('async functions of the start, the end and the command line are not told', () => {
    assertMarked({
      'lib/store.js': `
        const fs = require('fs');
        exports.save = async () => { fs.writeFileSync('a', ''); }; //! -
        exports.loadAll = async () => { fs.readFileSync('b'); };
        exports.Store = class { async stop() { fs.unlinkSync('c'); } async onModuleInit() { fs.mkdirSync('d'); } };
        exports.initializePlugins = async (plugins) => plugins.map(async (one) => { fs.existsSync(one); });
        exports.loader = async () => { fs.existsSync('e'); }; //! -`,
      'lib/commands/publish.js': `
        const fs = require('fs');
        module.exports = async (argv) => { fs.readFileSync('a'); };`,
      'lib/setup.js': `
        const fs = require('fs');
        module.exports = async (argv) => { fs.readFileSync('a'); };`,
      'lib/plugin.js': `
        const fs = require('fs');
        module.exports = async function (fastify) {
          fs.readFileSync('a');
          fastify.get('/x', async () => fs.readFileSync('b')); //! GET /x
        };`,
    });
  });

  it('functions that TypeScript gives several signatures', () => {
    assertMarked({
      'src/load.ts': `
        import { readFileSync } from 'fs';
        export function load(name: string): string;
        export function load(name: string, raw: true): Buffer;
        export function load(name: string, raw?: boolean): string | Buffer {
          return raw ? readFileSync(name) : String(readFileSync(name)); //! request //! request
        }
        export default function first(name: string): string;
        export default function first(name: string | number): string { return String(readFileSync(String(name))); } //! request`,
      'src/main.ts': `
        import { createServer } from 'http';
        import first, { load } from './load';
        createServer((req, res) => { res.end(load('a') + first('b')); });`,
    });
  });
});
