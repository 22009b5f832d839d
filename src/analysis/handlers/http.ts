import { functionsFrom, handler, isMade, later, type Parameter, type Recognizer } from './recognizer';

const perRequest = new Set([
  'request',
  'connection',
  'upgrade',
  'checkContinue',
  'checkExpectation',
  'connect',
  'stream',
]);
const perMessage = new Set(['data', 'message', 'readable', 'packet', 'frame']);
const listening = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener']);
const socket: Parameter = { module: 'net', way: ['Socket', 'new'] };

/** Servers of http, https and http2. */
export const http: Recognizer = {
  modules: ['http', 'https', 'http2'],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    const isServer = way.some((step) =>
      /^(?:create(?:Secure)?Server|(?:Http2?s?(?:Secure)?)?Server)$/.test(step),
    );
    if (!isServer) return [];
    const wasMade = isMade(way.slice(0, -1));
    if (!wasMade && (call.isNew || name !== 'Server' || call.argumentCount > 0) && !listening.has(name))
      return [handler(module, 'request', functionsFrom(call, 0))];
    const event = call.text(0);
    if (!wasMade || !listening.has(name) || event === null) return [];
    if (!perRequest.has(event)) return [later(functionsFrom(call, 1))];
    const parameters = event === 'connection' ? [socket] : event === 'upgrade' ? [null, socket] : [];
    return [handler(module, event, functionsFrom(call, 1), parameters)];
  },
};

/** Servers and sockets of net, tls and dgram. */
export const net: Recognizer = {
  modules: ['net', 'tls', 'dgram'],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    if (!isMade(way.slice(0, -1))) {
      if (name === 'createServer' || (name === 'Server' && call.isNew))
        return [handler(module, 'connection', functionsFrom(call, 0), [socket])];
      if (name === 'createSocket') return [handler(module, 'message', functionsFrom(call, 1))];
      return [];
    }
    const event = call.text(0);
    if (!listening.has(name) || event === null) return [];
    if (perMessage.has(event)) return [handler(module, event, functionsFrom(call, 1))];
    if (event === 'connection' || event === 'secureConnection')
      return [handler(module, event, functionsFrom(call, 1), [socket])];
    return event === 'listening' ? [later(functionsFrom(call, 1))] : [];
  },
};
