import { functionsFrom, handler, isMade, type Parameter, type Recognizer } from './recognizer';

const socket: Parameter = { module: 'socket.io', way: ['Socket', 'new'] };
const onEvent = new Set(['on', 'once', 'addListener', 'prependListener']);
const onAny = new Set(['onAny', 'prependAny', 'onAnyOutgoing', 'prependAnyOutgoing']);

/** Socket.IO's servers, namespaces and sockets. */
export const socketIo: Recognizer = {
  modules: ['socket.io'],
  recognize({ way }, call) {
    const name = way.at(-1) ?? '';
    if (!isMade(way.slice(0, -1))) return [];
    const isSocket = way[0] === 'Socket';
    const event = call.text(0);
    if (name === 'use')
      return [handler('socket.io', 'use', functionsFrom(call, 0), isSocket ? [] : [socket])];
    if (onAny.has(name)) return [handler('socket.io', 'any message', functionsFrom(call, 0))];
    if (name === 'of') return [handler('socket.io', 'connection', functionsFrom(call, 1), [socket])];
    if (!onEvent.has(name)) return [];
    const isConnection = !isSocket && (event === 'connection' || event === 'connect');
    return [handler('socket.io', event ?? 'message', functionsFrom(call, 1), isConnection ? [socket] : [])];
  },
};
