import { bots } from './bots';
import { express } from './express';
import { fastify } from './fastify';
import { hapi } from './hapi';
import { http, net } from './http';
import { koa } from './koa';
import { processes, queues, schedules, timers, ws } from './messages';
import { mongoose, multer, passport } from './middlewareOptions';
import { electron, grpc, trpc } from './procedures';
import type { Recognizer } from './recognizer';
import { shellServers } from './otherServers';
import { socketIo } from './socketIo';
import { microServers, webFrameworks } from './webFrameworks';

const all: readonly Recognizer[] = [
  express,
  koa,
  fastify,
  hapi,
  http,
  net,
  socketIo,
  ws,
  processes,
  timers,
  queues,
  schedules,
  shellServers,
  webFrameworks,
  microServers,
  trpc,
  grpc,
  electron,
  passport,
  multer,
  mongoose,
  bots,
];

const byModule: ReadonlyMap<string, readonly Recognizer[]> = new Map(
  [...new Set(all.flatMap(({ modules }) => modules))].map((module) => [
    module,
    all.filter(({ modules }) => modules.includes(module)),
  ]),
);

/** Those who know what calls of a module do with functions. */
export function recognizersOf(module: string): readonly Recognizer[] {
  return byModule.get(module) ?? (module.startsWith('passport-') ? [passport] : []);
}
