import { Worker } from 'node:worker_threads';
import type { ProbeConfig } from '../shared/facts';

/** What the main thread and its sentinel say to each other. */
export const message = {
  /** To the sentinel: the main thread is about to end and waits for what there is to send. */
  flush: 'flush',
  /** To the main thread: its loop turns by hearing this. */
  nudge: 'nudge',
  /** To the main thread: the sentinel's inspector session is closed. */
  closed: 'closed',
  /** To the sentinel: the main thread has let go of that session. */
  end: 'end',
} as const;

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
    // An error in the sentinel ends the observation, not the program; nobody is waited for at its end then.
    worker.on('error', () => {});
    worker.on('exit', onGone);
    worker.on('message', (text) => {
      if (text === message.closed) worker.postMessage(message.end);
    });
    // Last: listening to messages keeps the loop alive.
    worker.unref();
    return { flush: () => worker.postMessage(message.flush) };
  } catch {
    return null;
  } finally {
    process.nextTick = nextTick;
  }
}
