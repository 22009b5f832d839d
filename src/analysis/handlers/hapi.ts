import {
  functionsFrom,
  handler,
  isMade,
  routeName,
  setup,
  type CallView,
  type ObjectView,
  type Parameter,
  type Recognizer,
  type Registration,
} from './recognizer';

const server: Parameter = { module: '@hapi/hapi', way: ['server', '()'] };
const startUpPoints = new Set(['onPreStart', 'onPostStart', 'onPreStop', 'onPostStop']);

/** Hapi's servers, in plugins too. */
export const hapi: Recognizer = {
  modules: ['@hapi/hapi', 'hapi'],
  recognize({ way }, call) {
    const name = way.at(-1) ?? '';
    if (!isMade(way.slice(0, -1))) return [];
    switch (name) {
      case 'route':
        return call.objects(0).flatMap(ofRoute);
      case 'ext': {
        const point = call.text(0);
        if (point !== null)
          return startUpPoints.has(point) ? [] : [handler('hapi', point, functionsFrom(call, 1))];
        return call
          .objects(0)
          .filter((one) => !startUpPoints.has(one.text('type') ?? ''))
          .map((one) => handler('hapi', one.text('type') ?? 'ext', one.functions('method')));
      }
      case 'method':
        return [
          handler('hapi', call.text(0) ?? 'method', functionsFrom(call, 1)),
          ...call
            .objects(0)
            .map((one) => handler('hapi', one.text('name') ?? 'method', one.functions('method'))),
        ];
      case 'decorate':
        return ofDecoration(call);
      case 'register':
        return call.objects(0).flatMap(ofPlugin);
      case 'on':
        return [handler('hapi', call.text(0) ?? 'event', functionsFrom(call, 1))];
      default:
        return [];
    }
  },
};

/** `server.decorate('toolkit', 'view', fn)`: what the toolkit, requests and responses are given is called while one is served. */
export function ofDecoration(call: CallView): Registration[] {
  const [what, name] = [call.text(0), call.text(1)];
  return what === 'toolkit' || what === 'request' || what === 'response'
    ? [handler('hapi', `${what}.${name ?? ''}`, functionsFrom(call, 2))]
    : [];
}

/** `request.generateResponse(source, { marshal, prepare, close })`: Hapi calls them while it answers. */
export function ofResponse(call: CallView): Registration[] {
  return call
    .objects(1)
    .flatMap((one) =>
      ['prepare', 'marshal', 'close'].map((name) => handler('hapi', name, one.functions(name))),
    );
}

function ofRoute(route: ObjectView): Registration[] {
  const name = routeName(route.text('method') ?? 'all', route.text('path'));
  const options = [...route.objects('options'), ...route.objects('config')];
  return [route, ...options].flatMap((one) => [
    handler('hapi', name, one.functions('handler')),
    handler('hapi', name, one.functions('pre')),
    ...one.objects('pre').map((pre) => handler('hapi', name, pre.functions('method'))),
    ...one.objects('validate').map((rule) => handler('hapi', name, rule.functions('failAction'))),
  ]);
}

function ofPlugin(plugin: ObjectView): Registration[] {
  return [plugin, ...plugin.objects('plugin')].map((one) => setup(one.functions('register'), [server]));
}
