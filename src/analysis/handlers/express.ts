import { functionsFrom, handler, isMade, routeName, verbs, type Recognizer } from './recognizer';

/** Express, and packages that are used in the same way. */
export const express: Recognizer = {
  modules: [
    'express',
    'connect',
    'polka',
    'restify',
    'router',
    'express-promise-router',
    'express-ws',
    'ultimate-express',
    'json-server',
    '@feathersjs/express',
    '@tinyhttp/app',
    'hyper-express',
    'find-my-way',
  ],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    if (!isMade(way.slice(0, -1))) return [];
    const path = call.text(0);
    const first = path === null && call.functions(0).length > 0 ? 0 : 1;
    if (verbs.has(name)) {
      const functions = functionsFrom(call, call.madeWith() === null ? first : 0);
      return [handler(module, routeName(name, path ?? call.madeWith()), functions)];
    }
    switch (name) {
      case 'use':
      case 'pre':
        return [handler(module, path === null ? name : `${name} ${path}`, functionsFrom(call, 0))];
      case 'param':
        return [handler(module, path === null ? name : `${name} ${path}`, functionsFrom(call, 0))];
      case 'ws':
        return [
          handler(module, `WS ${path ?? ''}`.trim(), functionsFrom(call, 1), [
            { module: 'ws', way: ['WebSocket', 'new'] },
          ]),
        ];
      case 'listen':
        return [];
      default:
        return [];
    }
  },
};
