import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../shared/disposable';
import type { WorkerAnswers, WorkerRequest } from './workerMessages';

/** A request that had no answer in time; its worker is ended. */
export class NoAnswer extends Error {}

/** `recheck` grows with what it looks at; a worker over this ends by itself. */
const heapMb = 512;
const youngMb = 12;
/** Loading takes 0.1 s on a machine with nothing else to do. */
const startMs = 20_000;

/**
 * One thread, started when it is needed, that answers one request after the other; ended by force where it does not answer in
 * time. V8 lets itself be interrupted inside of a regular expression: a thread in one ended 1 to 5 ms after `terminate`, for
 * exponential, quadratic, Unicode, lookaround and back-reference patterns on Node 20.20, 22.23, 24.21 and 26.10.
 */
export class KillableWorker implements Disposable {
  private worker: Worker | null = null;
  /** Whether it has loaded its code, which it says with its first message. */
  private ready = false;
  private fail: ((error: Error) => void) | null = null;

  /** @param file the built regexWorker */
  constructor(private readonly file: string) {}

  /**
   * Not to be called before the last call has ended.
   *
   * @throws NoAnswer after `deadlineMs`; an error of the worker's
   */
  async ask<R extends WorkerRequest>(request: R, deadlineMs: number): Promise<WorkerAnswers[R['kind']]> {
    const worker = (this.worker ??= this.start());
    worker.ref();
    try {
      // A thread that is still loading on a busy machine is no expression that is slow.
      if (!this.ready)
        await this.nextMessage(worker, startMs, new Error('The regular expression worker does not start.'));
      this.ready = true;
      const answer = this.nextMessage(
        worker,
        deadlineMs,
        new NoAnswer(`No answer to '${request.kind}' within ${deadlineMs} ms`),
      );
      worker.postMessage(request);
      const { value, error } = (await answer) as { value: WorkerAnswers[R['kind']]; error?: string };
      if (error !== undefined) throw new Error(error);
      return value;
    } finally {
      worker.unref();
    }
  }

  private async nextMessage(worker: Worker, deadlineMs: number, late: Error): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        this.fail = reject;
        worker.once('message', resolve);
        timer = setTimeout(() => {
          this.end(late);
        }, deadlineMs);
      });
    } finally {
      clearTimeout(timer);
      this.fail = null;
    }
  }

  /** Ends the worker; a request that waits fails. The next one starts another. */
  end(why: Error): void {
    const { worker } = this;
    this.worker = null;
    this.ready = false;
    worker?.removeAllListeners('message');
    void worker?.terminate();
    this.fail?.(why);
  }

  dispose(): void {
    this.end(new Error('The regular expression worker was closed.'));
  }

  private start(): Worker {
    const worker = new Worker(this.file, {
      // Without a limit of its own its young objects get as much room as the server's, which reads thousands of files.
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
      // Nothing of the server's flags: a preload or inspector among them would run here as well.
      execArgv: [],
    });
    const ended = (error: Error) => {
      if (this.worker === worker) this.end(error);
    };
    worker.on('error', ended);
    worker.on('exit', () => {
      ended(new Error('The regular expression worker ended.'));
    });
    return worker;
  }
}
