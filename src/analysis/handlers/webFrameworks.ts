import { functionsFrom, handler, isMade, later, routeName, verbs, type Recognizer } from './recognizer';

const perRequest = new Set([
  'use',
  'all',
  'any',
  'on',
  'onError',
  'notFound',
  'onRequest',
  'onBeforeHandle',
  'onAfterHandle',
  'derive',
  'resolve',
  'ws',
]);
const wrappers = new Set([
  'defineEventHandler',
  'eventHandler',
  'defineCachedEventHandler',
  'fromNodeMiddleware',
]);
const onceHooks = new Set(['onStart', 'onStop', 'listen']);

/** Frameworks whose applications have a method for each verb of HTTP, called with a path and functions. */
export const webFrameworks: Recognizer = {
  modules: [
    'hono',
    '@hono/zod-openapi',
    'elysia',
    'restana',
    '0http',
    'h3',
    'itty-router',
    'uWebSockets.js',
    '@oak/oak',
    'nanoexpress',
    'worktop',
  ],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    if (wrappers.has(name)) return [handler(module, 'request', functionsFrom(call, 0))];
    if (!isMade(way.slice(0, -1))) return [];
    if (onceHooks.has(name)) return [later(functionsFrom(call, 0))];
    if (verbs.has(name)) return [handler(module, routeName(name, call.text(0)), functionsFrom(call, 0))];
    if (!perRequest.has(name)) return [];
    const path = call.text(1) ?? call.text(0);
    return [handler(module, path === null ? name : `${name} ${path}`, functionsFrom(call, 0))];
  },
};

/** `micro(fn)`, `http-proxy-middleware`'s and others' whose only argument is what serves. */
export const microServers: Recognizer = {
  modules: ['micro', 'micri'],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? 'default';
    const isServer = !isMade(way) && /^(?:default|micro|serve|run)$/.test(name);
    return isServer ? [handler(module, 'request', functionsFrom(call, 0))] : [];
  },
};
