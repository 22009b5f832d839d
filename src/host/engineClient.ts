import { Emitter, type Disposable } from '../shared/disposable';
import type { EngineRequests } from '../shared/engineApi';
import { RpcError } from '../shared/rpc';
import type { Snapshot } from '../shared/snapshot';
import { timelineMs } from '../shared/timeline';
import { EngineProcess, type EngineLog } from './engineProcess';
import { t } from './l10n';

export interface EngineClientOptions {
  /** Path of the engine's bundle. */
  readonly file: string;
  readonly thresholdMs: () => number;
  readonly log: EngineLog;
  /** Pauses before the engine is started again after it died, in milliseconds; the last repeats. */
  readonly restartPausesMs?: readonly number[];
  /** How long the engine stays when nobody needs it; else as long as it has something to show. */
  readonly idleMs?: number;
}

/** A snapshot without what is being forgotten. */
type Without = (snapshot: Snapshot) => Snapshot;

const withoutLines: Without = (snapshot) => ({ ...snapshot, blocks: [], sites: [], culprits: [] });

const empty: Snapshot = { version: 0, targets: [], blocks: [], sites: [], culprits: [], stalls: [] };
/** An engine that lived for this long has not failed at its start. */
const healthyMs = 60_000;
/** How long an engine stays that nobody needs and that has observed nothing. */
const nothingSeenMs = 60_000;

/**
 * The engine as the surfaces know it: started with the first request, started again when it dies while it is needed, ended
 * when it has not been for a while. What was measured outlives it.
 */
export class EngineClient implements Disposable {
  private process: EngineProcess | null = null;
  private startedAtMs = 0;
  private needed = false;
  private failures = 0;
  private restart: NodeJS.Timeout | null = null;
  private idle: NodeJS.Timeout | null = null;
  private last = empty;
  private readonly dropping = new Set<Without>();
  private readonly snapshots = new Emitter<Snapshot>((error) => this.options.log.error(String(error)));
  private readonly restarts = new Emitter<void>((error) => this.options.log.error(String(error)));

  readonly onSnapshot = this.snapshots.on;
  /** A new engine runs in place of one that died: what was observed must be attached again. */
  readonly onRestart = this.restarts.on;

  constructor(private readonly options: EngineClientOptions) {}

  /** Rejects with `RpcError`; its reason is an `EngineErrorReason`, or 'closed' where the engine has died: see `onRestart`. */
  request<K extends keyof EngineRequests>(
    method: K,
    params: EngineRequests[K]['params'],
  ): Promise<EngineRequests[K]['result']> {
    if (this.restart)
      return Promise.reject(new RpcError('closed', t('The engine has died and is started again soon.')));
    return (this.process ??= this.start()).request(method, params);
  }

  /** As `request`, for what only the engine that measured it knows: starts none. */
  ask<K extends keyof EngineRequests>(
    method: K,
    params: EngineRequests[K]['params'],
  ): Promise<EngineRequests[K]['result']> {
    if (this.process) return this.process.request(method, params);
    return Promise.reject(
      new RpcError(
        'closed',
        t('Nothing is observed at the moment, and what was recorded is no longer kept.'),
      ),
    );
  }

  /** A request that matters only to an engine that runs; a failure is logged. */
  tell(...[method, params]: Parameters<EngineProcess['request']>): void {
    this.process
      ?.request(method, params)
      .catch((error: unknown) => this.options.log.warn(`${method}: ${String(error)}`));
  }

  get running(): boolean {
    return this.process !== null;
  }

  /** Says whether there is anything to observe. */
  need(needed: boolean): void {
    if (this.needed === needed) return;
    this.needed = needed;
    if (this.idle) clearTimeout(this.idle);
    this.idle = null;
    if (needed) return;
    this.cancelRestart();
    this.failures = 0;
    // What the timeline has can be looked at as long as it has it.
    const idleMs = this.last.targets.length > 0 ? timelineMs : nothingSeenMs;
    this.idle = setTimeout(() => this.stop(), this.options.idleMs ?? idleMs);
  }

  /** Forgets what was measured; what is running stays observed. */
  clear(): void {
    this.drop('clear', null, withoutLines);
  }

  /** Forgets the lines, which are of an older run. Nothing more is expected of targets that are `gone`. */
  clearLines(gone: readonly string[]): void {
    this.drop('clearLines', { gone }, withoutLines);
  }

  /** Forgets the lines that only these targets have measured. */
  forget(gone: readonly string[]): void {
    const stays = ({ target }: { readonly target: string }): boolean => !gone.includes(target);
    this.drop('forget', { gone }, (snapshot) => ({
      ...snapshot,
      blocks: snapshot.blocks.filter(stays),
      sites: snapshot.sites.filter(({ uses }) => uses.some(stays)),
    }));
  }

  /** A program is about to start while no other is observed. */
  newRun(gone: readonly string[]): void {
    if (this.process && this.process.thresholdMs !== this.options.thresholdMs()) this.stop();
    this.clearLines(gone);
  }

  dispose(): void {
    this.cancelRestart();
    if (this.idle) clearTimeout(this.idle);
    this.snapshots.dispose();
    this.restarts.dispose();
    this.process?.dispose();
    this.process = null;
  }

  /** Until the engine has done it, its snapshots still have what was dropped. */
  private drop<M extends 'clear' | 'clearLines' | 'forget'>(
    method: M,
    params: EngineRequests[M]['params'],
    without: Without,
  ): void {
    if (this.process) {
      this.dropping.add(without);
      this.process
        .request(method, params)
        .catch((error: unknown) => this.options.log.warn(`${method}: ${String(error)}`))
        .finally(() => this.dropping.delete(without));
    }
    this.publish(without(this.last));
  }

  private start(): EngineProcess {
    this.startedAtMs = Date.now();
    return new EngineProcess({
      file: this.options.file,
      thresholdMs: this.options.thresholdMs(),
      log: this.options.log,
      onSnapshot: (snapshot) =>
        this.publish([...this.dropping].reduce((rest, without) => without(rest), snapshot)),
      onEnd: (why) => this.died(why),
    });
  }

  private stop(): void {
    this.process?.dispose();
    this.process = null;
    this.publishEnd();
  }

  private died(why: string): void {
    this.process = null;
    this.publishEnd();
    if (!this.needed) {
      this.options.log.warn(`The engine ${why}. It is started again when it is needed.`);
      return;
    }
    if (Date.now() - this.startedAtMs > healthyMs) this.failures = 0;
    const pauses = this.options.restartPausesMs ?? [1000, 4000, 15_000, 60_000];
    const pauseMs = pauses[Math.min(this.failures++, pauses.length - 1)]!;
    this.options.log.error(`The engine ${why}. It is started again in ${pauseMs / 1000} s.`);
    this.restart = setTimeout(() => {
      this.restart = null;
      this.process = this.start();
      this.restarts.fire();
    }, pauseMs);
  }

  private cancelRestart(): void {
    if (this.restart) clearTimeout(this.restart);
    this.restart = null;
  }

  /** Nothing lives and nothing blocks where nobody looks. */
  private publishEnd(): void {
    const now = Date.now();
    const targets = this.last.targets.map((target) => ({
      ...target,
      endedAtMs: target.endedAtMs ?? now,
    }));
    this.publish({ ...this.last, targets, stalls: [] });
  }

  private publish(snapshot: Snapshot): void {
    this.last = snapshot;
    this.snapshots.fire(snapshot);
  }
}
