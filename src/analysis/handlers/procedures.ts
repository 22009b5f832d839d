import { functionsFrom, handler, isMade, type Recognizer } from './recognizer';

/** Procedures of tRPC. */
export const trpc: Recognizer = {
  modules: ['@trpc/server'],
  recognize({ way }, call) {
    const name = way.at(-1) ?? '';
    const isProcedure = way.includes('procedure') || way.includes('initTRPC');
    return isProcedure && /^(?:query|mutation|subscription|use)$/.test(name)
      ? [handler('trpc', name, functionsFrom(call, 0))]
      : [];
  },
};

/** Services of gRPC. */
export const grpc: Recognizer = {
  modules: ['@grpc/grpc-js', 'grpc'],
  recognize({ way }, call) {
    if (way.at(-1) !== 'addService' || !isMade(way)) return [];
    return call
      .objects(1)
      .flatMap((service) => service.names.map((name) => handler('grpc', name, service.functions(name))));
  },
};

/** Messages of an Electron program's windows, in its main process. */
export const electron: Recognizer = {
  modules: ['electron'],
  recognize({ way }, call) {
    const name = way.at(-1) ?? '';
    return way.includes('ipcMain') && /^(?:handle|handleOnce|on|once)$/.test(name)
      ? [handler('electron', call.text(0) ?? 'message', functionsFrom(call, 1))]
      : [];
  },
};
