import { dirname, join } from 'node:path';
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
/** How long an expression's form may be looked at; some milliseconds as a rule. */
const formMs = 2000;
/** A run that takes longer is ended. Well over `slowMs`, so that a busy machine makes no difference. */
const runMs = 10 * slowMs;
/** A steeper growth than that is no polynomial where an analysis says so. */
const steepest = 4;
/** All attempts to reproduce one expression's slowdown, by what one analysis says. */
const reproduceMs = 8000;
/** A thread holds some 40 MB; it goes when nobody has asked for a while. */
const idleMs = 10_000;
/** That of `recheck` holds 100 MB, and is seldom asked twice in a row. */
const recheckIdleMs = 1000;
const remembered = 4000;
/** What waits beyond that is cancelled, oldest first: a scan of a whole workspace. */
const longestQueue = 2000;

/**
 * How far an expression is looked at. `quick`: where its form is suspicious, subjects that the form tells are tried. `suspect`: where
 * it is suspicious, `recheck` is asked too. `full`: that as well where it is not suspicious.
 */
export type Depth = 'quick' | 'suspect' | 'full';

const depths: readonly Depth[] = ['quick', 'suspect', 'full'];

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** Whether someone waits for it: it comes before what a scan asks for. */
  readonly isUrgent?: boolean;
  /** `full` by default. What is not suspicious is `unconfirmed` below that. */
  readonly depth?: Depth;
}

type Degree = RegexVerdict['degree'];

const unconfirmed: RegexVerdict = { verdict: 'unconfirmed', degree: 1, attack: null };
const harmless: RegexVerdict = { ...unconfirmed, verdict: 'harmless' };

interface Known {
  readonly verdict: RegexVerdict;
  /** Up to which depth nothing else would be found. */
  readonly depth: Depth;
}

interface Job {
  readonly key: string;
  readonly source: string;
  readonly flags: string;
  readonly depth: Depth;
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
  private readonly verdicts = new LruMap<Known>(remembered);
  private readonly jobs = new Map<string, Job>();
  /** Looks at forms, and runs expressions. */
  private readonly runner: KillableWorker;
  private readonly rechecker: KillableWorker;
  private working = false;
  private disposed = false;

  /** @param workerFile the built regexWorker, an absolute path; recheckWorker.js is beside it */
  constructor(workerFile: string) {
    this.runner = new KillableWorker({ file: workerFile, youngMb: 3, idleMs });
    const file = join(dirname(workerFile), 'recheckWorker.js');
    this.rechecker = new KillableWorker({ file, youngMb: 6, idleMs: recheckIdleMs });
  }

  /** What is known already, as far as that depth asks. */
  known(source: string, flags: string, depth: Depth = 'full'): RegexVerdict | null {
    const known = this.verdicts.get(keyOf(source, flags));
    return known && depths.indexOf(known.depth) >= depths.indexOf(depth) ? known.verdict : null;
  }

  /**
   * Never fails for what the expression is: one that is none, or is too large, is `unconfirmed`.
   *
   * @throws CheckCancelled when `signal` was aborted, the checker was disposed, or too many wait
   */
  async check(source: string, flags: string, options: CheckOptions = {}): Promise<RegexVerdict> {
    const { signal, isUrgent = false, depth = 'full' } = options;
    if (this.disposed || signal?.aborted) throw new CheckCancelled();
    const known = this.known(source, flags, depth);
    if (known) return known;
    const job = this.jobFor(source, flags, depth);
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
    for (const job of [...this.jobs.values()]) this.cancel(job);
    this.runner.dispose();
    this.rechecker.dispose();
  }

  private jobFor(source: string, flags: string, depth: Depth): Job {
    const key = `${depth}/${keyOf(source, flags)}`;
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
    const job = { key, source, flags, depth, promise, resolve, reject, waiting: 0, cancelled: false };
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
    if (job !== underWay) return;
    this.runner.interrupt(new CheckCancelled());
    this.rechecker.interrupt(new CheckCancelled());
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (;;) {
      const [job] = this.jobs.values();
      if (!job) break;
      try {
        const { source, flags, depth } = job;
        let verdict = this.known(source, flags, depth); // another job may have told meanwhile
        if (!verdict) {
          const known = await this.decide(job);
          this.verdicts.set(keyOf(source, flags), known);
          ({ verdict } = known);
        }
        job.resolve(verdict);
      } catch (error) {
        job.reject(error instanceof Error ? error : new Error(String(error)));
      }
      if (this.jobs.get(job.key) === job) this.jobs.delete(job.key);
    }
    this.working = false;
  }

  private async decide(job: Job): Promise<Known> {
    const { source, flags, depth: wanted } = job;
    const said = (verdict: RegexVerdict, depth: Depth = 'full'): Known => ({ verdict, depth });
    // 1. Its form. One that cannot be told in time is looked at.
    const form = (await this.ask(this.runner, job, { kind: 'form', source, flags }, formMs))?.value;
    if (form?.isLinear) return said(harmless);
    if (form?.suspicion === null && wanted !== 'full') return said(unconfirmed, 'suspect');
    const claims: Degree[] = form?.suspicion === 'exponential' ? ['exponential'] : [];
    const attacksOf = async (all: boolean): Promise<readonly AttackShape[]> =>
      (await this.ask(this.runner, job, { kind: 'attacks', source, flags, all }, formMs))?.value ?? [];
    // 2. Subjects that its form tells: most that are slow show it with the first of them.
    const own = await attacksOf(false);
    let worst = await this.worstOf(job, own, claims);
    if (worst && worst.degree === (claims[0] ?? worst.degree)) return said(worst);
    if (wanted === 'quick') return said(worst ?? unconfirmed, 'quick');
    // 3. Those that `recheck` finds. Where it is sure that there are none, other quantifiers are not worth a look.
    const recheck = (await this.ask(this.rechecker, job, { kind: 'recheck', source, flags }, recheckMs))
      ?.value;
    if (recheck?.degree != null) claims.push(recheck.degree);
    const tried = new Set(own.map(keyOfAttack));
    const others = [...(recheck?.attacks ?? []), ...(recheck?.known ? [] : await attacksOf(true))];
    const left = others.filter((attack) => !tried.has(keyOfAttack(attack)));
    worst = worseOf(worst, await this.worstOf(job, left, claims));
    if (worst) return said(worst);
    const isHarmless = recheck?.known === true && recheck.attacks.length === 0 && own.length === 0;
    return said(isHarmless ? harmless : unconfirmed);
  }

  /** The worst slowdown that was seen; the first one where no analysis says that it may be worse. */
  private async worstOf(
    job: Job,
    attacks: readonly AttackShape[],
    claims: readonly Degree[],
  ): Promise<RegexVerdict | null> {
    const end = performance.now() + reproduceMs;
    let worst: RegexVerdict | null = null;
    for (const attack of attacks) {
      if (performance.now() > end) break;
      const seen = await reproduce(attack, (count) => this.run(job, attack, count));
      if (!seen) continue;
      const { length, ms } = seen;
      const degree = settled(seen.degree, claims);
      worst = worseOf(worst, { verdict: 'confirmed', degree, attack: { ...attack, length, ms } });
      if (worst?.degree === 'exponential' || !claims.includes('exponential')) break;
    }
    return worst;
  }

  /** Milliseconds of one run, `runMs` for one that had to be ended. */
  private async run(job: Job, attack: AttackShape, count: number): Promise<number | null> {
    const { source, flags } = job;
    try {
      return await this.runner.ask({ kind: 'run', source, flags, attack, count }, runMs);
    } catch (error) {
      if (job.cancelled) throw new CheckCancelled();
      return error instanceof NoAnswer ? runMs : null;
    }
  }

  /** null where the thread had no answer in time, or failed at it. */
  private async ask<R extends WorkerRequest>(
    worker: KillableWorker,
    job: Job,
    request: R,
    deadlineMs: number,
  ): Promise<{ readonly value: WorkerAnswers[R['kind']] } | null> {
    if (job.cancelled) throw new CheckCancelled();
    try {
      return { value: await worker.ask(request, deadlineMs) };
    } catch {
      if (job.cancelled) throw new CheckCancelled();
      return null;
    }
  }
}

/** A degree that was measured while the machine was busy, put right by what the analyses say; they say nothing of V8's time. */
function settled(measured: Degree, claims: readonly Degree[]): Degree {
  if (measured === 'exponential') return measured;
  if (claims.includes('exponential')) return measured >= steepest ? 'exponential' : measured;
  const most = claims.find((claim) => typeof claim === 'number');
  return most === undefined ? measured : Math.min(measured, Math.max(2, most));
}

function worseOf(a: RegexVerdict | null, b: RegexVerdict | null): RegexVerdict | null {
  if (!a || !b) return a ?? b;
  return rank(b.degree) > rank(a.degree) ? b : a;
}

function rank(degree: Degree): number {
  return degree === 'exponential' ? Infinity : degree;
}

function keyOf(source: string, flags: string): string {
  return `${flags}/${source}`;
}

function keyOfAttack({ prefix, pump, suffix }: AttackShape): string {
  return JSON.stringify([prefix, pump, suffix]);
}
