import { assertMarked } from './programs';

describe('analysis: handlers of further packages', () => {
  it('Hono, h3, micro', () => {
    assertMarked({
      'hono.js': `
        import { Hono } from 'hono';
        import fs from 'fs';
        const app = new Hono();
        app.get('/a', (c) => c.text(fs.readFileSync('a', 'utf8'))); //! GET /a
        app.use('*', async (c, next) => { fs.existsSync('b'); await next(); }); //! use *
        app.notFound(missing);
        function missing(c) { fs.readFileSync('c'); } //! notFound
        const texts = fs.readFileSync('texts');`,
      'h3.js': `
        import { createApp, defineEventHandler } from 'h3';
        import fs from 'fs';
        export default defineEventHandler(() => fs.readFileSync('a')); //! request`,
      'micro.js': `
        const micro = require('micro');
        const fs = require('fs');
        micro(async () => fs.readFileSync('a')).listen(1); //! request`,
    });
  });

  it('tRPC, gRPC, Electron', () => {
    assertMarked({
      'trpc.ts': `
        import { initTRPC } from '@trpc/server';
        import { readFileSync } from 'fs';
        const t = initTRPC.create();
        export const open = t.procedure;`,
      'router.ts': `
        import { readFileSync } from 'fs';
        import { open } from './trpc';
        export const one = open.query(() => readFileSync('a')); //! query
        export const two = open.input({}).mutation(async () => { readFileSync('b'); }); //! mutation`,
      'grpc.js': `
        const grpc = require('@grpc/grpc-js');
        const fs = require('fs');
        new grpc.Server().addService({}, { Get: (call, done) => { fs.readFileSync('a'); done(); }, list }); //! Get
        function list(call) { fs.readFileSync('b'); } //! list`,
      'electron.js': `
        const { ipcMain, app } = require('electron');
        const fs = require('fs');
        ipcMain.handle('read', () => fs.readFileSync('a')); //! read
        app.on('ready', () => fs.readFileSync('b'));`,
    });
  });

  it('Passport, Multer', () => {
    assertMarked(`
      const passport = require('passport');
      const { Strategy } = require('passport-local');
      const multer = require('multer');
      const bcrypt = require('bcrypt');
      const fs = require('fs');
      passport.use(new Strategy((user, password, done) => { done(null, bcrypt.compareSync(password, user.hash)); })); //! sign-in
      passport.deserializeUser((id, done) => { done(null, fs.readFileSync(id)); }); //! deserializeUser
      const storage = multer.diskStorage({
        destination(req, file, done) { fs.mkdirSync('up'); done(null, 'up'); }, //! destination
        filename: (req, file, done) => done(null, fs.readFileSync('name')), //! filename
      });
      module.exports = multer({ storage, limits: fs.readFileSync('limits') });`);
  });

  it('bots', () => {
    assertMarked(`
      const { Client } = require('discord.js');
      const Telegram = require('node-telegram-bot-api');
      const fs = require('fs');
      const client = new Client({ keys: fs.readFileSync('keys') });
      client.on('messageCreate', () => { fs.readFileSync('a'); }); //! messageCreate
      client.once('ready', () => { fs.readFileSync('b'); });
      new Telegram('x').onText(/x/, () => { fs.readFileSync('c'); }); //! message`);
  });

  it('decorators of packages whose controllers are like those of Nest', () => {
    assertMarked({
      'users.ts': `
        import { controller, httpGet } from 'inversify-express-utils';
        import fs from 'fs';
        @controller('/users') export class Users { @httpGet('/all') all() { fs.readFileSync('a'); } none() { fs.readFileSync('b'); } } //! GET /users/all`,
    });
  });
});
