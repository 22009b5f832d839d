import { Worker } from 'node:worker_threads';
import type { ProbeConfig } from '../shared/facts';

export interface SentinelHandle {
  /** Asks it to send what it has. */
  flush(): void;
}

/** Starts the observer thread; null where this process may not have one (the permission model without --allow-worker). */
export function startSentinel(
  shared: SharedArrayBuffer,
  config: ProbeConfig,
  onGone: () => void,
): SentinelHandle | null {
  const { nextTick } = process;
  try {
    // A new worker is announced by a tick. The program need not hear of it, and a tick at its start would show in the
    // stacks of ES modules. stdout and stderr are kept for the same reason: piping them takes ticks too.
    process.nextTick = () => {};
    const worker = new Worker(config.sentinel, {
      name: 'looplens',
      workerData: { shared, config },
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
    });
    worker.unref();
    // An error in the sentinel ends the observation, not the program; nobody is waited for at its end then.
    worker.on('error', () => {});
    worker.on('exit', onGone);
    return { flush: () => worker.postMessage('flush') };
  } catch {
    return null;
  } finally {
    process.nextTick = nextTick;
  }
}
