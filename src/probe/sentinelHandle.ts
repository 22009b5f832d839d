import { Worker } from 'node:worker_threads';
import type { ProbeConfig } from '../shared/facts';

export interface SentinelHandle {
  /** Whether a worker is the sentinel: programs that hear of new workers do not hear of it. */
  owns(worker: unknown): boolean;
  /** Asks it to send what it has. */
  flush(): void;
}

/** Starts the observer thread; null where this process may not have one (the permission model without --allow-worker). */
export function startSentinel(shared: SharedArrayBuffer, config: ProbeConfig): SentinelHandle | null {
  try {
    const worker = new Worker(config.sentinel, {
      name: 'looplens',
      workerData: { shared, config },
      env: {},
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
    });
    worker.unref();
    // An error in the sentinel ends the observation, not the program.
    worker.on('error', () => {});
    return { owns: (other) => other === worker, flush: () => worker.postMessage('flush') };
  } catch {
    return null;
  }
}
