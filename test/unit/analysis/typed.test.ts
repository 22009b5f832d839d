import { assertMarked } from './programs';

describe('analysis: handlers by their types', () => {
  it('functions that take what exists only while a request or a job is served', () => {
    assertMarked({
      'src/handlers.ts': `
        import { readFileSync } from 'fs';
        import type { Request, Response, RequestHandler } from 'express';
        import express from 'express';
        import { IncomingMessage, ServerResponse } from 'http';
        import type { FastifyRequest } from 'fastify';
        import type { NextApiRequest } from 'next';
        import { Job } from 'bullmq';
        import Koa from 'koa';
        export const show = ({ params }: Request, res: Response) => { readFileSync(params.x); }; //! show
        export function whole(a: express.Request) { readFileSync('a'); } //! whole
        export const typed: RequestHandler = (a, b) => { readFileSync('b'); }; //! typed
        export function plain(a: IncomingMessage, b: ServerResponse) { readFileSync('c'); } //! plain
        export class Users { async one(a: FastifyRequest) { readFileSync('d'); } } //! Users.one
        export default function page(a: NextApiRequest) { readFileSync('e'); } //! page
        module.exports = async (job: Job) => { readFileSync('f'); }; //! request
        export const wares = (a: Koa.Context) => { readFileSync('g'); }; //! wares`,
    });
  });

  it('not answers of other servers, types of the same name, or what makes an application', () => {
    assertMarked({
      'src/start.ts': `
        import { readFileSync } from 'fs';
        import http, { IncomingMessage } from 'http';
        import type { Express, Router } from 'express';
        import type { FastifyInstance } from 'fastify';
        interface Request { id: string }
        http.get('http://localhost', (answer: IncomingMessage) => { readFileSync('a'); });
        export function own(request: Request) { readFileSync('b'); }
        export async function mount(app: Express, router: Router) { readFileSync('c'); await app; }
        export default async function plugin(app: FastifyInstance) {
          readFileSync('d');
          app.get('/x', async () => readFileSync('e')); //! GET /x
        }`,
    });
  });

  it('plugins of Fastify by the type of the whole', () => {
    assertMarked({
      'src/plugin.ts': `
        import { readFileSync } from 'fs';
        import type { FastifyPluginAsync } from 'fastify';
        export const plugin: FastifyPluginAsync = async (app) => {
          readFileSync('settings');
          app.post('/z', async () => readFileSync('z')); //! POST /z
          app.addHook('onSend', async () => readFileSync('y')); //! onSend
          app.addHook('onClose', async () => readFileSync('x'));
          app.decorateReply('page', function () { readFileSync('w'); }); //! page
        };`,
    });
  });

  it('places of files that a framework looks into', () => {
    assertMarked({
      'src/pages/api/users/[id].js': `
        import fs from 'fs';
        export default function (one, two) { fs.readFileSync('a'); } //! /api/users/[id]
        export const load = () => fs.readFileSync('b');`,
      'src/pages/about.js': `
        import fs from 'fs';
        export default function (one, two) { fs.readFileSync('a'); }`,
      'app/news/route.ts': `
        import fs from 'fs';
        export async function GET() { return new Response(fs.readFileSync('a')); } //! GET /news
        export function helper() { fs.readFileSync('b'); }`,
      'src/routes/x/+server.ts': `
        import fs from 'fs';
        export const POST = async () => new Response(fs.readFileSync('a')); //! POST /x`,
    });
  });
});
