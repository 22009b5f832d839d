import { parentPort } from 'node:worker_threads';
import type { WorkerAnswers, WorkerRequest } from './workerMessages';

/** What a KillableWorker's thread does: says that it has loaded its code, then answers one request after the other. */
export function answering<K extends WorkerRequest['kind']>(
  answer: (request: Extract<WorkerRequest, { kind: K }>) => WorkerAnswers[K],
): void {
  parentPort?.on('message', (request: Extract<WorkerRequest, { kind: K }>) => {
    try {
      parentPort?.postMessage({ value: answer(request) });
    } catch (error) {
      parentPort?.postMessage({ error: String(error) });
    }
  });
  parentPort?.postMessage('ready');
}
