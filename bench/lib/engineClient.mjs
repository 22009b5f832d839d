// The extension's side of the engine's process: requests and events of src/shared/engineApi.ts over fork's IPC channel.
import { fork } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/**
 * Forks the engine.
 *
 * @param {string} file dist/engine.js
 * @param {(snapshot: object, atMs: number) => void} onSnapshot `atMs`: epoch at which it arrived
 * @returns {{ request(method: string, params: unknown): Promise<unknown>, stop(): void }}
 */
export function startEngine(file, thresholdMs, onSnapshot, execArgv = []) {
  const engine = fork(file, [String(thresholdMs)], {
    execArgv,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const pending = new Map();
  let nextId = 1;
  engine.on('message', (message) => {
    const atMs = performance.timeOrigin + performance.now();
    if (message.kind === 'event') {
      if (message.event === 'snapshot') onSnapshot(message.value, atMs);
      return;
    }
    const { resolve, reject } = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'result') resolve(message.result);
    else reject(new Error(`${message.reason}: ${message.message}`));
  });
  engine.on('exit', (code, signal) => {
    for (const { reject } of pending.values()) reject(new Error(`The engine ended with ${signal ?? code}`));
  });
  return {
    request(method, params) {
      const id = nextId++;
      engine.send({ kind: 'request', id, method, params });
      return new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
    },
    stop: () => engine.disconnect(),
  };
}
