import {
  functionsFrom,
  handler,
  isMade,
  later,
  routeName,
  setup,
  verbs,
  type CallView,
  type ObjectView,
  type Parameter,
  type Recognizer,
  type Registration,
} from './recognizer';

const instance: Parameter = { module: 'fastify', way: ['()'] };
export const perRequest = [
  'onRequest',
  'preParsing',
  'preValidation',
  'preHandler',
  'preSerialization',
  'onSend',
  'onResponse',
  'onError',
  'onTimeout',
  'onRequestAbort',
];

/** Fastify's instances, in plugins too. */
export const fastify: Recognizer = {
  modules: ['fastify', 'fastify-plugin'],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    if (module === 'fastify-plugin') return isMade(way) ? [] : [setup(call.functions(0), [instance])];
    if (!isMade(way.slice(0, -1))) return [];
    if (verbs.has(name)) {
      const route = routeName(name, call.text(0));
      return [
        handler('fastify', route, functionsFrom(call, 1)),
        ...call.objects(1).flatMap((options) => ofRoute(options, route)),
      ];
    }
    switch (name) {
      case 'route':
        return call
          .objects(0)
          .flatMap((options) =>
            ofRoute(
              options,
              routeName(options.text('method') ?? 'all', options.text('url') ?? options.text('path')),
            ),
          );
      case 'register':
        return [setup(call.functions(0), [instance])];
      case 'after':
      case 'ready':
        return [later(functionsFrom(call, 0))];
      case 'addHook':
        return hook(call);
      case 'setErrorHandler':
      case 'setNotFoundHandler':
      case 'setValidatorCompiler':
      case 'setReplySerializer':
        return [handler('fastify', name, functionsFrom(call, 0))];
      case 'addContentTypeParser':
        return [handler('fastify', name, functionsFrom(call, 1))];
      case 'use':
        return [handler('fastify', 'use', functionsFrom(call, 0))];
      case 'decorateRequest':
      case 'decorateReply':
        // There is neither before a request comes.
        return [handler('fastify', call.text(0) ?? name, functionsFrom(call, 1))];
      default:
        return [];
    }
  },
};

function ofRoute(options: ObjectView, route: string): Registration[] {
  return [
    handler('fastify', route, options.functions('handler')),
    handler('fastify', route, options.functions('errorHandler')),
    handler('fastify', route, options.functions('wsHandler')),
    ...perRequest.map((name) => handler('fastify', `${name} of ${route}`, options.functions(name))),
  ];
}

function hook(call: CallView): Registration[] {
  const name = call.text(0) ?? '';
  const functions = functionsFrom(call, 1);
  return [perRequest.includes(name) ? handler('fastify', name, functions) : later(functions)];
}
