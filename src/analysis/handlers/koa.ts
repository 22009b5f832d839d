import { functionsFrom, handler, isMade, routeName, verbs, type Recognizer } from './recognizer';

/** Koa's applications and what is used with them. */
export const koa: Recognizer = {
  modules: [
    'koa',
    'koa-router',
    '@koa/router',
    'koa-tree-router',
    'koa-joi-router',
    'koa-compose',
    'koa-mount',
    'koa-convert',
    'koa-websocket',
    '@midwayjs/koa',
  ],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    const isWrapper = module === 'koa-compose' || module === 'koa-mount' || module === 'koa-convert';
    if (isWrapper && !isMade(way)) return [handler('koa', 'use', functionsFrom(call, 0))];
    if (!isMade(way.slice(0, -1))) return [];
    const path = call.text(0);
    if (name === 'use')
      return [handler('koa', path === null ? 'use' : `use ${path}`, functionsFrom(call, 0))];
    if (name === 'param') return [handler('koa', `param ${path ?? ''}`.trim(), functionsFrom(call, 1))];
    if (name === 'register') return [handler('koa', routeName('all', path), functionsFrom(call, 2))];
    if (name === 'route')
      return call
        .objects(0)
        .map((route) =>
          handler(
            'koa',
            routeName(route.text('method') ?? 'all', route.text('path')),
            route.functions('handler'),
          ),
        );
    // router.get(path, …) and router.get(name, path, …)
    if (!verbs.has(name)) return [];
    const second = call.text(1);
    return [handler('koa', routeName(name, second ?? path), functionsFrom(call, 0))];
  },
};
