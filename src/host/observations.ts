import type { Snapshot, TargetView } from '../shared/snapshot';
import type { EngineClient } from './engineClient';
import type { EngineLog } from './engineProcess';
import type { Runs, RunStart } from './runs';

/** How an observation was begun. */
export type ObservationKind = 'debug' | 'attach' | 'run' | 'terminal';

/** Something that was begun, of which programs are observed: as engine and surfaces know it by its owner. */
export interface Observation {
  readonly owner: string;
  readonly kind: ObservationKind;
  readonly name: string;
  /** Ends the program; asks before where it is not ours. */
  stop(): unknown;
  /** A new engine runs in place of one that died. Absent where the program would have to be started again. */
  attachAgain?(): unknown;
  /** It is over, or was detached. */
  ended?(): void;
}

export interface ObservationsOptions {
  readonly engine: Pick<
    EngineClient,
    'need' | 'newRun' | 'clearLines' | 'forget' | 'tell' | 'request' | 'onRestart' | 'running'
  >;
  readonly runs: Runs;
  /** What was measured before is of code that is gone. */
  readonly onNewRun: () => void;
  /** A program starts again with other code; what is left of what was measured is of programs that go on. */
  readonly onRunAgain: () => void;
  readonly onDidChange: () => void;
  readonly log: EngineLog;
}

/** Everything that is observed at the moment: keeps the engine, tells when a run begins, ends what has nothing left to see. */
export class Observations {
  private readonly live = new Map<string, Observation>();
  /** Owners of terminals in which a program runs. */
  private readonly busy = new Set<string>();
  /** How many programs of a terminal were known when its last command ended. */
  private readonly known = new Map<string, number>();
  private snapshot: Snapshot | null = null;
  private readonly restarts: { dispose(): void };

  constructor(private readonly options: ObservationsOptions) {
    this.restarts = options.engine.onRestart(() => this.restarted());
  }

  dispose(): void {
    this.restarts.dispose();
  }

  get size(): number {
    return this.live.size;
  }

  has(owner: string): boolean {
    return this.live.has(owner);
  }

  /** Those that a person can detach from or stop: of debug sessions only the ones with a target. */
  list(): Observation[] {
    return [...this.live.values()].filter(
      ({ owner, kind }) => kind !== 'debug' || this.liveTargets(owner).length > 0,
    );
  }

  get(owner: string): Observation | undefined {
    return this.live.get(owner);
  }

  /** Process ids of an owner's programs that run, without those that another of them started. */
  pids(owner: string): number[] {
    const own = this.liveTargets(owner).filter(({ kind }) => kind === 'process');
    const ids = new Set(own.map(({ id }) => id));
    return own.filter(({ parent }) => parent === null || !ids.has(parent)).map(({ pid }) => pid);
  }

  isObserved(pid: number): boolean {
    return (this.snapshot?.targets ?? []).some((target) => target.pid === pid && target.endedAtMs === null);
  }

  /** Whether any program of an owner has been observed. */
  hasReported(owner: string): boolean {
    return this.targets(owner).length > 0;
  }

  /** To be called before anything is asked of the engine for it. A terminal in which nothing runs yet begins no run. */
  begin(observation: Observation): void {
    const { engine, onDidChange } = this.options;
    const { owner, kind, name } = observation;
    if (kind !== 'terminal') this.startRun(owner, name);
    this.live.set(owner, observation);
    engine.need(true);
    onDidChange();
  }

  /** A command that starts a program was entered in a terminal: it begins a run, unless the program was quicker to report. */
  programStarts(owner: string): void {
    const observation = this.live.get(owner);
    if (!observation || this.busy.has(owner)) return;
    if (this.targets(owner).length > (this.known.get(owner) ?? 0)) return;
    this.startRun(owner, observation.name);
  }

  /** A command in a terminal has ended. */
  programEnds(owner: string): void {
    this.known.set(owner, this.targets(owner).length);
    this.markIdle(owner);
  }

  /** Lets an owner's programs go on unobserved. */
  async detach(owner: string): Promise<void> {
    await this.options.engine.request('detach', { owner });
    this.remove(owner);
  }

  end(owner: string): void {
    if (this.live.has(owner)) this.options.engine.tell('detach', { owner });
    this.remove(owner);
  }

  update(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    if (!this.options.engine.running) return; // its end says nothing about the programs
    for (const { owner, kind, name } of [...this.live.values()]) {
      if (kind === 'debug') continue;
      const lives = this.liveTargets(owner).length > 0;
      const ended = !lives && this.hasReported(owner);
      if (kind === 'attach') {
        if (ended) this.end(owner);
      } else if (lives) this.markBusy(owner, name);
      else if (ended) this.markIdle(owner);
    }
  }

  private remove(owner: string): void {
    const { engine, runs, onDidChange } = this.options;
    const observation = this.live.get(owner);
    if (!observation) return;
    this.live.delete(owner);
    this.busy.delete(owner);
    this.known.delete(owner);
    runs.ended(owner);
    engine.need(this.live.size > 0);
    observation.ended?.();
    onDidChange();
  }

  private startRun(owner: string, name: string): void {
    const { engine, onNewRun, onRunAgain } = this.options;
    const begins = this.markBusy(owner, name);
    if (begins === null) return;
    const gone = this.gone();
    if (begins === 'again' && this.othersMeasured(gone)) {
      engine.forget(gone);
      onRunAgain();
      return;
    }
    onNewRun();
    // Another threshold needs another engine, which would not know what is observed already.
    if (this.live.size > 0) engine.clearLines(gone);
    else engine.newRun(gone);
  }

  private markBusy(owner: string, name: string): RunStart | null {
    if (this.busy.has(owner)) return null;
    this.busy.add(owner);
    return this.options.runs.started(owner, name);
  }

  /** Targets whose code is not that of what runs now. */
  private gone(): string[] {
    return (this.snapshot?.targets ?? [])
      .filter(({ owner, endedAtMs }) => endedAtMs !== null || owner === null || !this.live.has(owner))
      .map(({ id }) => id);
  }

  private othersMeasured(gone: readonly string[]): boolean {
    const { sites, stalls } = this.snapshot ?? { sites: [], stalls: [] };
    return [...stalls, ...sites.flatMap(({ uses }) => uses)].some(({ target }) => !gone.includes(target));
  }

  private markIdle(owner: string): void {
    if (this.busy.delete(owner)) this.options.runs.ended(owner);
  }

  private targets(owner: string): TargetView[] {
    return (this.snapshot?.targets ?? []).filter((target) => target.owner === owner);
  }

  private liveTargets(owner: string): TargetView[] {
    return this.targets(owner).filter(({ endedAtMs }) => endedAtMs === null);
  }

  private restarted(): void {
    for (const { owner, name, attachAgain } of [...this.live.values()]) {
      if (attachAgain) void attachAgain();
      else {
        this.options.log.warn(
          `What runs in '${name}' is no longer observed, because the engine had to be started again. Start it again to observe it.`,
        );
        this.end(owner);
      }
    }
  }
}
