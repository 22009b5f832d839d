import { Session } from 'node:inspector';
import type { Look } from '../shared/facts';
import { probeExpression } from '../shared/looks';

const { parse } = JSON;

interface EvaluateResult {
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: unknown;
}

interface WorkerAttached {
  readonly params: { readonly sessionId: string; readonly workerInfo: { readonly title: string } };
}

/** What the inspector answers. */
interface Answer {
  readonly result?: object;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly sessionId: string;
  resolve(answer: Answer): void;
}

interface WorkerMessage {
  readonly params: { readonly sessionId: string; readonly message: string };
}

/** Answer of a thread that is no more. */
const gone: Answer = { error: { message: 'the thread has ended' } };
const reachEveryMs = 20;

/**
 * The sentinel's view into the other threads of its process, through V8's inspector inside the process: no port, no
 * Debugger domain. V8 serves an evaluation by interrupting the thread's code.
 */
export class Inspect {
  private readonly session = new Session();
  private workersAsked = false;
  /** By threadId: the NodeWorker session that reaches it. */
  private readonly workerSessions = new Map<number, string>();
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  constructor() {
    (this.session as unknown as { connectToMainThread(): void }).connectToMainThread();
    const on = this.session.on.bind(this.session) as unknown as (
      event: string,
      listener: (message: never) => void,
    ) => void;
    on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }: WorkerAttached) => {
      // The id that stands there is the session's; the title has the thread's: `[worker 3] name`.
      const th = /^\[worker (\d+)\]/.exec(workerInfo.title)?.[1];
      if (th !== undefined) this.workerSessions.set(Number(th), sessionId);
    });
    on('NodeWorker.detachedFromWorker', ({ params }: WorkerMessage) => this.forget(params.sessionId));
    on('NodeWorker.receivedMessageFromWorker', ({ params }: WorkerMessage) => this.receive(params.message));
  }

  /** The thread's look; null when it cannot be had (a thread that is gone, or not reachable yet). */
  async look(th: number): Promise<Look | null> {
    const text = await this.evaluate(th, `${probeExpression}.look()`);
    return typeof text === 'string' ? (parse(text) as Look) : null;
  }

  /** Value of an expression in a thread, undefined where it fails. */
  async evaluate(th: number, expression: string): Promise<unknown> {
    const params = { expression, silent: true, returnByValue: true };
    const { result } = await this.call(th, 'Runtime.evaluate', params);
    return result && valueOf(result);
  }

  /** Result of a command to a thread; rejects where it fails. */
  async send(th: number, method: string, params: object): Promise<unknown> {
    const { result, error } = await this.call(th, method, params);
    if (error) throw new Error(error.message);
    return result;
  }

  /** Whether commands get to a thread: a worker is there a moment after it was first asked for. */
  async reaches(th: number, patienceMs: number): Promise<boolean> {
    if (th === 0) return true;
    this.askForWorkers();
    for (let waitedMs = 0; !this.workerSessions.has(th); waitedMs += reachEveryMs) {
      if (waitedMs >= patienceMs) return false;
      await new Promise((resolve) => setTimeout(resolve, reachEveryMs));
    }
    return true;
  }

  dispose(): void {
    this.session.disconnect();
  }

  private askForWorkers(): void {
    if (this.workersAsked) return;
    this.workersAsked = true;
    void this.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  }

  private forget(sessionId: string): void {
    for (const [th, id] of this.workerSessions) if (id === sessionId) this.workerSessions.delete(th);
    for (const [id, call] of this.pending) {
      if (call.sessionId !== sessionId) continue;
      this.pending.delete(id);
      call.resolve(gone);
    }
  }

  private async call(th: number, method: string, params: object): Promise<Answer> {
    if (th === 0) return this.post(method, params);
    this.askForWorkers();
    const sessionId = this.workerSessions.get(th);
    if (sessionId === undefined) return gone;
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.pending.set(id, { sessionId, resolve });
      const message = JSON.stringify({ id, method, params });
      void this.post('NodeWorker.sendMessageToWorker', { sessionId, message });
    });
  }

  private receive(text: string): void {
    const { id, ...answer } = parse(text) as Answer & { id?: number };
    if (id === undefined) return;
    this.pending.get(id)?.resolve(answer);
    this.pending.delete(id);
  }

  private post(method: string, params: object): Promise<Answer> {
    const { session } = this;
    const post = session.post as (
      method: string,
      params: object,
      callback: (error: Error | null, result?: object) => void,
    ) => void;
    return new Promise((resolve) =>
      post.call(session, method, params, (error, result) =>
        resolve(error ? { error } : { result: result ?? {} }),
      ),
    );
  }
}

function valueOf(answer: object): unknown {
  const { exceptionDetails, result } = answer as EvaluateResult;
  return exceptionDetails ? undefined : result?.value;
}
