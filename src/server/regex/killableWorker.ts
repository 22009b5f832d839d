import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../shared/disposable';
import type { WorkerAnswers, WorkerRequest } from './workerMessages';

/** A request that had no answer in time; its worker is ended. */
export class NoAnswer extends Error {}

/**
 * Far more than any needs: where a single object is too large for what is left of it, V8 ends the whole process (seen with arrays and
 * maps on Node 20).
 */
const ampleMb = 512;
/** Loading takes 0.1 s on a machine with nothing else to do. */
const startMs = 20_000;

export interface KillableWorkerOptions {
  /** A built file that calls `answering`. */
  readonly file: string;
  /** Room for young objects: without a limit of its own they get as much as the server's, which reads thousands of files. */
  readonly youngMb: number;
  /** A thread over this ends by itself. */
  readonly heapMb?: number;
  /** It goes when nobody has asked for so long. */
  readonly idleMs: number;
}

/**
 * One thread, started when it is needed, that answers one request after the other; ended by force where it does not answer in
 * time. V8 lets itself be interrupted inside of a regular expression: a thread in one ended 1 to 5 ms after `terminate`, for
 * exponential, quadratic, Unicode, lookaround and back-reference patterns on Node 20.20, 22.23, 24.21 and 26.10.
 */
export class KillableWorker implements Disposable {
  private worker: Worker | null = null;
  /** Whether it has loaded its code, which it says with its first message. */
  private ready = false;
  /** While a request waits. */
  private fail: ((error: Error) => void) | null = null;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly options: KillableWorkerOptions) {}

  /**
   * Not to be called before the last call has ended.
   *
   * @throws NoAnswer after `deadlineMs`; an error of the worker's
   */
  async ask<R extends WorkerRequest>(request: R, deadlineMs: number): Promise<WorkerAnswers[R['kind']]> {
    clearTimeout(this.idle);
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
      this.idle = setTimeout(() => this.dispose(), this.options.idleMs).unref();
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

  /** Ends the worker where a request waits, which then fails. */
  interrupt(why: Error): void {
    if (this.fail) this.end(why);
  }

  /** Ends the worker; a request that waits fails. The next one starts another. */
  private end(why: Error): void {
    const { worker } = this;
    clearTimeout(this.idle);
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
    const { file, youngMb, heapMb = ampleMb } = this.options;
    const worker = new Worker(file, {
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
