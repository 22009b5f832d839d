import type { AttackShape } from '../../analysis/regex/attacks';
import type { RegexVerdict } from '../../analysis/regex/verdict';
import { LruMap } from '../../model/lruMap';
import type { Disposable } from '../../shared/disposable';
import { KillableWorker, NoAnswer } from './killableWorker';
import { reproduce, slowMs } from './reproduce';
import type { WorkerAnswers, WorkerRequest } from './workerMessages';

/** The check was cancelled, or the checker disposed. */
export class CheckCancelled extends Error {
  constructor() {
    super('The check of a regular expression was cancelled.');
  }
}

/** How long `recheck` may take; 1.7 s for the slowest twentieth of ordinary expressions. */
const recheckMs = 4000;
/** How long attacks may be looked for by form alone; some milliseconds as a rule. */
const attacksMs = 2000;
/** A run that takes longer is ended. Well over `slowMs`, so that a busy machine makes no difference. */
const runMs = 10 * slowMs;
/** A steeper growth than that is no polynomial where an analysis says so. */
const steepest = 4;
/** All attempts to reproduce one expression's slowdown. */
const reproduceMs = 8000;
/** The worker holds some 100 MB once `recheck` has run in it; it goes when nobody has asked for a while. */
const idleMs = 10_000;
const remembered = 1000;
/** What waits beyond that is cancelled, oldest first: a scan of a whole workspace. */
const longestQueue = 2000;

interface Job {
  readonly key: string;
  readonly source: string;
  readonly flags: string;
  readonly promise: Promise<RegexVerdict>;
  readonly resolve: (verdict: RegexVerdict) => void;
  readonly reject: (error: Error) => void;
  /** Callers that still want to know. */
  waiting: number;
  cancelled: boolean;
}

/**
 * Says of regular expressions whether they really are slow, by running them in a thread that can be killed. One at a time, in
 * the order in which they were asked for; verdicts are remembered.
 */
export class RegexChecker implements Disposable {
  private readonly verdicts = new LruMap<RegexVerdict>(remembered);
  private readonly jobs = new Map<string, Job>();
  private readonly worker: KillableWorker;
  private working = false;
  private idle: NodeJS.Timeout | undefined;
  private disposed = false;

  /** @param workerFile the built regexWorker, an absolute path */
  constructor(workerFile: string) {
    this.worker = new KillableWorker(workerFile);
  }

  /** What is known already. */
  known(source: string, flags: string): RegexVerdict | null {
    return this.verdicts.get(keyOf(source, flags)) ?? null;
  }

  /**
   * Never fails for what the expression is: one that is none, or is too large, is `unconfirmed`.
   *
   * @param isUrgent whether someone waits for it: it comes before what a scan asks for
   * @throws CheckCancelled when `signal` was aborted, the checker was disposed, or too many wait
   */
  async check(source: string, flags: string, signal?: AbortSignal, isUrgent = false): Promise<RegexVerdict> {
    if (this.disposed || signal?.aborted) throw new CheckCancelled();
    const known = this.known(source, flags);
    if (known) return known;
    const job = this.jobFor(source, flags);
    if (isUrgent) this.putFirst(job);
    job.waiting++;
    void this.work();
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(new CheckCancelled());
        if (--job.waiting === 0) this.cancel(job);
      };
      signal?.addEventListener('abort', leave, { once: true });
      job.promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.idle);
    for (const job of [...this.jobs.values()]) this.cancel(job);
    this.worker.dispose();
  }

  private jobFor(source: string, flags: string): Job {
    const key = keyOf(source, flags);
    const waiting = this.jobs.get(key);
    if (waiting) return waiting;
    const [, oldest] = this.jobs.values(); // the first may be under way
    if (this.jobs.size >= longestQueue && oldest) this.cancel(oldest);
    let resolve!: Job['resolve'];
    let reject!: Job['reject'];
    const promise = new Promise<RegexVerdict>((done, fail) => {
      resolve = done;
      reject = fail;
    });
    const job = { key, source, flags, promise, resolve, reject, waiting: 0, cancelled: false };
    this.jobs.set(key, job);
    return job;
  }

  /** Behind the one under way. */
  private putFirst(job: Job): void {
    const [underWay, ...others] = this.jobs.values();
    if (!underWay || underWay === job) return;
    this.jobs.clear();
    for (const one of new Set([underWay, job, ...others])) this.jobs.set(one.key, one);
  }

  private cancel(job: Job): void {
    const [underWay] = this.jobs.values();
    job.cancelled = true;
    this.jobs.delete(job.key);
    job.reject(new CheckCancelled());
    if (job === underWay) this.worker.end(new CheckCancelled());
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    clearTimeout(this.idle);
    for (;;) {
      const [job] = this.jobs.values();
      if (!job) break;
      try {
        const verdict = await this.decide(job);
        this.verdicts.set(job.key, verdict);
        job.resolve(verdict);
      } catch (error) {
        job.reject(error instanceof Error ? error : new Error(String(error)));
      }
      if (this.jobs.get(job.key) === job) this.jobs.delete(job.key);
    }
    this.working = false;
    if (!this.disposed)
      this.idle = setTimeout(() => {
        this.worker.dispose();
      }, idleMs).unref();
  }

  private async decide(job: Job): Promise<RegexVerdict> {
    const { source, flags } = job;
    // 1. What may be slow, by two analyses that miss different ones.
    const recheck = await this.ask(job, { kind: 'recheck', source, flags }, recheckMs);
    const known = recheck?.known === true;
    // Where it is sure that there is nothing, the form of other quantifiers is not worth a look.
    const all = !known || recheck.attacks.length > 0;
    const own = await this.ask(job, { kind: 'attacks', source, flags, all }, attacksMs);
    const claims = [recheck?.degree ?? null, own?.degree ?? null];
    const exponential = claims.includes('exponential');
    const attacks = [...(recheck?.attacks ?? []), ...(own?.attacks ?? [])];
    // 2. What is slow.
    const end = performance.now() + reproduceMs;
    let worst: RegexVerdict | null = null;
    for (const attack of attacks) {
      if (performance.now() > end) break;
      const seen = await reproduce(attack, (count) => this.run(job, attack, count));
      const degree = seen && settled(seen.degree, claims);
      if (degree && !(worst && rank(worst.degree) >= rank(degree)))
        worst = { verdict: 'confirmed', degree, attack: { ...attack, length: seen.length, ms: seen.ms } };
      if (worst && (worst.degree === 'exponential' || !exponential)) return worst;
    }
    if (worst) return worst;
    const harmless = known && attacks.length === 0;
    return { verdict: harmless ? 'harmless' : 'unconfirmed', degree: 1, attack: null };
  }

  /** Milliseconds of one run, `runMs` for one that had to be ended. */
  private async run(job: Job, attack: AttackShape, count: number): Promise<number | null> {
    const { source, flags } = job;
    try {
      return await this.worker.ask({ kind: 'run', source, flags, attack, count }, runMs);
    } catch (error) {
      if (job.cancelled) throw new CheckCancelled();
      return error instanceof NoAnswer ? runMs : null;
    }
  }

  /** null where the worker had no answer in time, or failed at it. */
  private async ask<R extends WorkerRequest>(
    job: Job,
    request: R,
    deadlineMs: number,
  ): Promise<WorkerAnswers[R['kind']] | null> {
    if (job.cancelled) throw new CheckCancelled();
    try {
      return await this.worker.ask(request, deadlineMs);
    } catch {
      if (job.cancelled) throw new CheckCancelled();
      return null;
    }
  }
}

/** A degree that was measured while the machine was busy, put right by what the analyses say; they say nothing of V8's time. */
function settled(
  measured: RegexVerdict['degree'],
  claims: readonly (RegexVerdict['degree'] | null)[],
): RegexVerdict['degree'] {
  if (measured === 'exponential') return measured;
  if (claims.includes('exponential')) return measured >= steepest ? 'exponential' : measured;
  const most = claims.find((claim) => typeof claim === 'number');
  return most === undefined ? measured : Math.min(measured, Math.max(2, most));
}

function rank(degree: RegexVerdict['degree']): number {
  return degree === 'exponential' ? Infinity : degree;
}

function keyOf(source: string, flags: string): string {
  return `${flags}/${source}`;
}
