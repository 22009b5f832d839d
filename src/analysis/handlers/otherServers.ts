import { functionsFrom, handler, isMade, type Recognizer } from './recognizer';

/** Servers of ssh and ftp. */
export const shellServers: Recognizer = {
  modules: ['ssh2', 'ftp-srv'],
  recognize({ module, way }, call) {
    const name = way.at(-1) ?? '';
    if (module === 'ssh2' && name === 'Server' && call.isNew)
      return [handler(module, 'connection', functionsFrom(call, 0))];
    const event = call.text(0);
    const isListener = isMade(way.slice(0, -1)) && name === 'on';
    return isListener && event !== null ? [handler(module, event, functionsFrom(call, 1))] : [];
  },
};
