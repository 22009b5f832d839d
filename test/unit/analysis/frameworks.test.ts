import { assertMarked } from './programs';

describe('analysis: handlers of Koa', () => {
  it('application, routers, composed middleware', () => {
    assertMarked({
      'app.js': `
        const Koa = require('koa');
        const Router = require('@koa/router');
        const compose = require('koa-compose');
        const mount = require('koa-mount');
        const fs = require('fs');
        const app = new Koa();
        const router = new Router({ prefix: fs.readFileSync('prefix') });
        app.use(async (ctx, next) => { await next(); fs.appendFileSync('log', 'x'); }); //! use
        router.get('/a', async (ctx) => { ctx.body = fs.readFileSync('a'); }); //! GET /a
        router.post('name', '/b', async (ctx) => { ctx.body = fs.readFileSync('b'); }); //! POST /b
        app.use(router.routes()).use(router.allowedMethods());
        const first = async (ctx, next) => { fs.readdirSync('.'); return next(); }; //! use
        app.use(compose([first]));
        app.use(mount('/m', require('./middleware')({ root: '.' })));
        app.listen(3000);`,
      'middleware.js': `
        const { readFileSync } = require('fs');
        module.exports = function (options) {
          const settings = readFileSync('settings');
          return async function serve(ctx, next) { ctx.body = readFileSync('index'); }; //! use
        };`,
    });
  });
});

describe('analysis: handlers of Socket.IO', () => {
  it('connections, events, middleware, namespaces, sockets that are passed on', () => {
    assertMarked({
      'server.ts': `
        import { createServer } from 'http';
        import { Server, Socket } from 'socket.io';
        import fs from 'fs';
        import { registerChat } from './chat';
        const io = new Server(createServer());
        io.use((socket, next) => { fs.readFileSync('keys'); next(); }); //! use
        io.on('connection', (socket) => {
          fs.readFileSync('welcome'); //! connection
          socket.on('upload', (data) => fs.writeFileSync('x', data)); //! upload
          socket.onAny(() => fs.appendFileSync('log', 'x')); //! any message
          registerChat(io, socket);
        });
        io.of('/admin').on('connection', onAdmin);
        function onAdmin(socket: Socket) {
          socket.on('stop', () => { fs.readFileSync('pid'); }); //! stop
        }`,
      'chat.ts': `
        import { readFileSync } from 'fs';
        export function registerChat(io: unknown, client: any) {
          const say = (text: string) => readFileSync(text); //! say
          client.on('say', say);
          client.once('leave', () => readFileSync('leave')); //! leave
        }`,
      'old.js': `
        const http = require('http').createServer();
        const io = require('socket.io')(http);
        const fs = require('fs');
        io.sockets.on('connection', function (s) { s.on('x', function () { fs.readFileSync('x'); }); }); //! x`,
    });
  });
});

describe('analysis: handlers of Fastify', () => {
  it('routes, options, hooks, plugins; not what runs at the start', () => {
    assertMarked({
      'app.ts': `
        import Fastify, { type FastifyInstance } from 'fastify';
        import fs from 'fs';
        import plugin from './plugin';
        const app = Fastify({ logger: true });
        app.get('/a', async () => fs.readFileSync('a')); //! GET /a
        app.post('/b', { preHandler: [async () => { fs.readFileSync('key'); }] }, async () => fs.readFileSync('b')); //! preHandler of POST /b //! POST /b
        app.route({
          method: 'PUT',
          url: '/c',
          onRequest: async () => { fs.readFileSync('c1'); }, //! onRequest of PUT /c
          handler: async () => fs.readFileSync('c2'), //! PUT /c
        });
        app.addHook('onSend', async () => { fs.readFileSync('d'); }); //! onSend
        app.addHook('onReady', async () => { fs.readFileSync('ready'); });
        app.addHook('onClose', async () => { fs.readFileSync('close'); });
        app.setErrorHandler((error) => { fs.appendFileSync('log', error); }); //! setErrorHandler
        app.register(async (instance) => {
          fs.readFileSync('start');
          instance.get('/e', () => fs.readFileSync('e')); //! GET /e
        });
        app.register(plugin, { prefix: '/p' });
        export function more(server: FastifyInstance) {
          server.get('/f', { handler: () => fs.readFileSync('f') }); //! GET /f
        }`,
      'plugin.ts': `
        import fp from 'fastify-plugin';
        import fs from 'fs';
        export default fp(async function (server: any, options: any) {
          fs.readFileSync('start');
          server.get('/g', async () => fs.readFileSync('g')); //! GET /g
        });`,
      'routes/loaded.js': `
        const fs = require('fs');
        module.exports = async function (server) {
          server.get('/h', async () => fs.readFileSync('h')); //! GET /h
        };`,
    });
  });
});

describe('analysis: handlers of Nest', () => {
  it('controllers, services by their types, guards, messages, schedules', () => {
    assertMarked({
      'src/cats.controller.ts': `
        import { Controller, Get, Post } from '@nestjs/common';
        import { CatsService } from './cats.service';
        @Controller('cats')
        export class CatsController {
          constructor(private readonly cats: CatsService) {}
          @Get(':id') one() { return this.cats.find(); }
          @Post() async create() { await this.cats.save(); }
          notCalled() { return this.cats.never(); }
        }`,
      'src/cats.service.ts': `
        import { Injectable } from '@nestjs/common';
        import * as fs from 'fs';
        import { Files } from './files';
        @Injectable()
        export class CatsService {
          private readonly settings = fs.readFileSync('settings');
          constructor(private files: Files) {}
          find() { return fs.readFileSync('cats'); } //! GET /cats/:id
          async save() { this.files.write(); }
          never() { return fs.readFileSync('never'); }
        }`,
      'src/files.ts': `
        import { writeFileSync } from 'fs';
        import { Injectable, CanActivate } from '@nestjs/common';
        @Injectable()
        export class Files { write() { writeFileSync('x', ''); } } //! POST /cats
        @Injectable()
        export class KeyGuard implements CanActivate {
          canActivate() { writeFileSync('seen', ''); return true; } //! KeyGuard.canActivate
        }`,
      'src/events.ts': `
        import { WebSocketGateway, SubscribeMessage } from '@nestjs/websockets';
        import { MessagePattern } from '@nestjs/microservices';
        import { Cron } from '@nestjs/schedule';
        import { readFileSync } from 'fs';
        @WebSocketGateway()
        export class Events {
          @SubscribeMessage('hello') hello() { readFileSync('x'); } //! hello
          @MessagePattern('sum') sum() { readFileSync('x'); } //! sum
          @Cron('* * * * *') tick() { readFileSync('x'); } //! * * * * *
        }`,
    });
  });
});

describe('analysis: handlers of Hapi', () => {
  it('routes, extensions, methods, plugins', () => {
    assertMarked({
      'server.js': `
        const Hapi = require('@hapi/hapi');
        const fs = require('fs');
        const init = async () => {
          const server = Hapi.server({ port: 3000 });
          server.route({ method: 'GET', path: '/a', handler: (request, h) => fs.readFileSync('a') }); //! GET /a
          server.route(require('./routes'));
          server.ext('onPreHandler', (request, h) => { fs.readFileSync('b'); return h.continue; }); //! onPreHandler
          server.ext('onPreStart', () => { fs.readFileSync('start'); });
          server.method('sum', () => fs.readFileSync('c')); //! sum
          await server.register({ plugin: require('./plugin'), options: {} });
          await server.start();
        };
        init();`,
      'routes.js': `
        const fs = require('fs');
        const pre = () => fs.readFileSync('pre'); //! POST /d
        module.exports = [
          { method: 'POST', path: '/d', options: { pre: [{ method: pre }], handler: () => fs.readFileSync('d') } }, //! POST /d
        ];`,
      'plugin.js': `
        const fs = require('fs');
        exports.name = 'x';
        exports.register = async function (server) {
          fs.readFileSync('start');
          server.route({ method: 'GET', path: '/e', handler() { return fs.readFileSync('e'); } }); //! GET /e
        };`,
    });
  });

  it('what plugins add to the toolkit, and what prepares answers', () => {
    assertMarked({
      'index.js': `
        const Pages = require('./pages');
        const fs = require('fs');
        exports.plugin = {
          name: 'pages',
          register(server, options) {
            server.decorate('toolkit', 'page', toolkitPage);
            server.decorate('server', 'pages', () => fs.readFileSync('start'));
          },
        };
        function toolkitPage(name) {
          fs.existsSync(name); //! toolkit.page
          return this.response(this.realm.plugins.pages._makeAnswer(name, this.request));
        }`,
      'pages.js': `
        const fs = require('fs');
        module.exports = class {
          constructor() { this._compileAll(); }
          _makeAnswer(name, request) {
            return request.generateResponse({ name, pages: this }, { variety: 'page', prepare, marshal: (response) => response.source.text });
          }
          async _prepare(name) { return fs.promises.readFile(name) && this._compileAll(); }
          _compileAll() { return fs.readdirSync('pages'); } //! prepare
        };
        async function prepare(response) {
          response.source.text = await response.source.pages._prepare(response.source.name);
          return response;
        }`,
    });
  });
});

describe('analysis: handlers of Node itself', () => {
  it('http servers and their events', () => {
    assertMarked({
      'server.js': `
        const http = require('node:http');
        const https = require('https');
        const fs = require('fs');
        http.createServer((req, res) => res.end(fs.readFileSync('a'))).listen(1); //! request
        https.createServer({ key: fs.readFileSync('key') }, handle).listen(2, () => fs.readFileSync('listening'));
        function handle(req, res) { respond(res); }
        function respond(res) { res.end(fs.readFileSync('b')); } //! request
        const server = http.createServer();
        server.on('request', (req, res) => { req.on('data', () => fs.readFileSync('c')); }); //! request
        server.on('upgrade', () => { fs.readFileSync('d'); }); //! upgrade
        server.on('listening', () => { fs.readFileSync('e'); });
        server.on('close', () => { fs.readFileSync('f'); });
        class App extends http.Server {
          constructor() { super(); this.on('request', this.onRequest); }
          onRequest() { fs.readFileSync('g'); } //! request
        }`,
    });
  });

  it('sockets, datagrams, messages, timers', () => {
    assertMarked(`
      import net from 'net';
      import dgram from 'dgram';
      import { parentPort } from 'worker_threads';
      import { WebSocketServer } from 'ws';
      import fs from 'fs';
      net.createServer((socket) => { socket.on('data', () => fs.readFileSync('a')); }); //! data
      const udp = dgram.createSocket('udp4');
      udp.on('message', () => fs.readFileSync('b')); //! message
      const wss = new WebSocketServer({ port: 1 });
      wss.on('connection', (ws) => {
        ws.on('message', (data) => fs.writeFileSync('c', data)); //! message
      });
      process.on('message', () => fs.readFileSync('d')); //! message
      process.on('SIGTERM', () => fs.readFileSync('e'));
      parentPort?.on('message', () => { fs.readFileSync('f'); }); //! message
      setInterval(() => fs.readFileSync('g'), 1000); //! setInterval
      setTimeout(() => fs.readFileSync('once'), 1000);
      poll();
      function poll() {
        fs.readFileSync('h'); //! setTimeout
        setTimeout(poll, 1000);
      }
    `);
  });

  it('queues and schedules', () => {
    assertMarked(`
      import { Worker } from 'bullmq';
      import Queue from 'bull';
      import amqp from 'amqplib';
      import { Kafka } from 'kafkajs';
      import cron from 'node-cron';
      import { CronJob } from 'cron';
      import fs from 'fs';
      new Worker('mail', async (job) => { fs.readFileSync('a'); }); //! job mail
      const queue = new Queue('video');
      queue.process(5, async (job) => { fs.readFileSync('b'); }); //! job
      export async function start() {
        const connection = await amqp.connect('amqp://x');
        const channel = await connection.createChannel();
        await channel.consume('orders', (message) => { fs.readFileSync('c'); }); //! message orders
        const consumer = new Kafka({}).consumer({ groupId: 'g' });
        await consumer.run({ eachMessage: async () => { fs.readFileSync('d'); } }); //! eachMessage
      }
      cron.schedule('* * * * *', () => { fs.readFileSync('e'); }); //! schedule * * * * *
      new CronJob('0 0 * * *', () => fs.readFileSync('f')); //! schedule 0 0 * * *
    `);
  });

  it('functions of the form of a handler, where nothing registers them', () => {
    assertMarked({
      'lib/serve.js': `
        const fs = require('fs');
        module.exports = function makeServe(options) {
          fs.readFileSync('start');
          return function serve(req, res, next) {
            if (req.method !== 'GET') return next();
            res.setHeader('x', 'y');
            res.end(fs.readFileSync(req.url)); //! serve
          };
        };
        exports.client = function (error, response) { fs.readFileSync(response.body); };
        exports.callback = function (err, data, next) { fs.readFileSync(data); next(); };`,
      'lib/koaSend.js': `
        const fs = require('fs');
        exports.send = async function send(ctx, path) {
          fs.statSync(path); //! send
          ctx.set('a', 'b');
          ctx.body = path;
        };`,
    });
  });
});
