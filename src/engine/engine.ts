import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError } from '../shared/engineApi';
import { Emitter } from '../shared/disposable';
import type { Fact, HelloFact } from '../shared/facts';
import { configVariable, preloadOption, type ProbeConfig } from '../shared/facts';
import { reportSchema, type Block, type Report } from '../shared/report';
import type { Snapshot } from '../shared/snapshot';
import type { Span, StackSamples, TimelineRequest, TimelineUpdate } from '../shared/timeline';
import { findings } from '../model/findings';
import type { TimedStack } from '../model/timeline/blockStacks';
import { StackStore } from '../model/timeline/stackStore';
import { TimelineStore } from '../model/timeline/timelineStore';
import { Attacher } from './attach/attacher';
import { Endpoint, type Connection } from './endpoint';
import type { EngineLike, EngineOptions } from './engineTypes';
import { ObservedThread } from './observedThread';
import { Pauses } from './pauses';
import { Profiles } from './profiles';
import { SourceResolver } from './sourceResolver';
import { BlockStore } from './store';

const snapshotEveryMs = 100;
const detachWaitMs = 2000;
const sourceMapWaitMs = 3000;
const arrivalWaitMs = 5000;
const maxNotes = 50;
/** Threads that have ended are forgotten past this many. */
const maxThreads = 500;

/** An observed process: one connection, several threads. */
interface Process {
  readonly connection: Connection;
  readonly threads: Map<number, ObservedThread>;
  readonly mapsAsked: Map<string, (map: string | null) => void>;
  resolver: SourceResolver | null;
}

/** Observes programs: composes endpoint, threads, source positions and store. See `EngineLike`. */
export class Engine implements EngineLike {
  private readonly processes = new Map<Connection, Process>();
  private readonly threads: ObservedThread[] = [];
  private readonly store = new BlockStore();
  private readonly timelines = new TimelineStore(Date.now());
  private readonly blockStacks = new StackStore();
  private readonly profiles = new Profiles();
  private readonly pauses = new Pauses();
  private readonly changes: Emitter<Snapshot>;
  private readonly startedAt = new Date();
  private readonly notes: string[] = [];
  private readonly attacher: Attacher;
  /** Owners that have detached: what still arrives for them is sent away. */
  private readonly left = new Set<string>();
  private endpoint!: Endpoint;
  private version = 0;
  private nextThread = 1;
  private timer: NodeJS.Timeout | null = null;
  private clearedAtMs = -Infinity;
  private linesClearedAtMs = -Infinity;
  /** Targets whose code is gone: what they may still report is of before. */
  private gone: ReadonlySet<string> = new Set();

  readonly onDidChange: EngineLike['onDidChange'];
  readonly thresholdMs: number;

  private constructor(private readonly options: EngineOptions) {
    this.thresholdMs = options.thresholdMs;
    this.changes = new Emitter((error) => options.log('error', `A listener failed: ${String(error)}`));
    this.onDidChange = this.changes.on;
    this.attacher = new Attacher({
      probe: this.probe,
      thresholdMs: options.thresholdMs,
      config: (owner) => this.config(owner),
      onFact: (connection, fact) => this.accept(connection, fact),
      onClose: (connection) => this.closed(connection),
      paused: (owner) => this.pauses.isPaused(owner),
      log: options.log,
    });
  }

  /** Rejects with `EngineError` 'endpoint-failed'. */
  static async start(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options);
    engine.endpoint = await Endpoint.open({
      onFact: (connection, fact) => engine.accept(connection, fact),
      onClose: (connection) => engine.closed(connection),
    });
    return engine;
  }

  environment(env: NodeJS.ProcessEnv, owner: string | null = null): Record<string, string> {
    if (owner !== null) this.left.delete(owner);
    const own = env['NODE_OPTIONS'];
    const preload = preloadOption(this.probe);
    return {
      NODE_OPTIONS: own ? `${preload} ${own}` : preload,
      [configVariable]: JSON.stringify(this.config(owner)),
    };
  }

  async attach(owner: string, target: string): Promise<void> {
    this.left.delete(owner);
    await this.attacher.attach(owner, target);
    await this.arrival(owner, target);
  }

  attachDebugger(
    owner: string,
    proxy: { name: string; host: string; port: number; path: string },
  ): Promise<void> {
    this.left.delete(owner);
    return this.attacher.attachDebugger(owner, proxy);
  }

  paused(owner: string, paused: boolean, atMs: number): void {
    this.pauses.set(owner, paused, atMs);
  }

  async detach(owner: string): Promise<void> {
    this.left.add(owner);
    this.attacher.detach(owner);
    await Promise.all(this.connectionsOf(owner).map((connection) => this.leave(connection)));
  }

  snapshot(): Snapshot {
    const now = Date.now();
    return {
      version: this.version,
      targets: this.threads.map((thread) => thread.view(now)),
      blocks: this.store.blocks,
      sites: this.store.siteViews(),
      culprits: this.store.culpritViews(),
      stalls: this.threads.flatMap((thread) => thread.stallView(now) ?? []),
    };
  }

  async report(command: readonly string[] | null): Promise<Report> {
    await this.endpoint.readSpool();
    await this.endpoint.caughtUp();
    await Promise.all(this.threads.map((thread) => thread.settled()));
    const now = Date.now();
    const open = await Promise.all(this.threads.map((thread) => thread.openBlock(now)));
    const blocks = [...this.store.blocks, ...open.flatMap((block) => block ?? [])].sort((a, b) =>
      a.startedAt < b.startedAt ? -1 : 1,
    );
    return {
      schema: reportSchema,
      startedAt: this.startedAt.toISOString(),
      endedAt: new Date(now).toISOString(),
      command,
      targets: this.threads.map((thread) => thread.report()),
      blocks,
      sites: this.store.sites(open.flatMap((block) => block ?? [])),
      findings: findings(blocks),
      capture: {
        overhead: { mainThreadPct: null, method: 'not measured in this run; see bench/overhead' },
        dropped: {
          blocks: this.store.dropped,
          samples: this.threads.reduce((sum, { dropped }) => sum + dropped, 0),
        },
        notes: [...this.notes, ...this.threads.flatMap(({ hello }) => hello.notes)],
      },
    };
  }

  /** Forgets everything that was measured, and what is still on its way from then. */
  clear(): void {
    this.clearedAtMs = this.linesClearedAtMs = Date.now();
    this.store.clear();
    this.timelines.clear();
    this.blockStacks.clear();
    this.changed();
  }

  /**
   * A new run has begun: forgets the lines, and what is still on its way from before or from targets that are `gone`. What happened
   * when stays, for the timeline and the stacks of its last 30 minutes.
   */
  clearLines(gone: readonly string[]): void {
    this.linesClearedAtMs = Date.now();
    this.gone = new Set(gone);
    this.store.clear();
    this.changed();
  }

  /** Forgets the lines that only these targets have measured. */
  forget(gone: readonly string[]): void {
    this.gone = new Set(gone);
    this.store.forget(this.gone);
    this.changed();
  }

  /** What of the timeline is asked for. */
  timeline(request: TimelineRequest): TimelineUpdate {
    return this.timelines.update(request, Date.now());
  }

  /** Records a CPU profile of a thread. Rejects with `EngineError`. */
  async profile(id: string, durationMs: number): Promise<{ name: string; profile: Uint8Array }> {
    for (const { connection, threads, resolver } of this.processes.values()) {
      const thread = [...threads.values()].find((one) => one.id === id && one.alive);
      if (thread && resolver) return this.profiles.record({ thread, connection, resolver }, durationMs);
    }
    throw new EngineError('thread-ended', 'This thread has ended, so no CPU profile of it can be recorded.');
  }

  /** Stacks that were taken in a span while the loop of its thread was blocked. Throws `EngineError`. */
  stacks(span: Span): StackSamples {
    if (!this.timelines.knows(span.thread))
      throw new EngineError(
        'thread-forgotten',
        'The stacks of this span are no longer kept: its thread was observed too long ago. Select a span in the timeline.',
      );
    return this.blockStacks.stacks(span, this.timelines.blockedMs(span.thread, span.fromMs, span.toMs));
  }

  async dispose(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    const attached = [...this.processes.keys()].filter(({ owner }) => owner !== null);
    await Promise.all([this.attacher.dispose(), ...attached.map((connection) => this.leave(connection))]);
    await this.endpoint.close();
    this.changes.dispose();
  }

  private get probe(): string {
    return join(this.options.dist, 'probe.cjs');
  }

  private config(owner: string | null): ProbeConfig {
    return {
      endpoint: this.endpoint.path,
      token: this.endpoint.token(owner),
      thresholdMs: this.thresholdMs,
      sentinel: join(this.options.dist, 'sentinel.cjs'),
      spool: this.endpoint.folder,
    };
  }

  private connectionsOf(owner: string): Connection[] {
    return [...this.processes.keys()].filter((connection) => connection.owner === owner);
  }

  /** Resolves when a target of `owner` has reported, or when the owner has left. */
  private async arrival(owner: string, target: string): Promise<void> {
    const end = Date.now() + arrivalWaitMs;
    while (this.connectionsOf(owner).length === 0 && !this.left.has(owner)) {
      if (Date.now() > end) {
        throw new EngineError(
          'probe-refused',
          `The probe in ${target} did not report within ${arrivalWaitMs / 1000} s. The program must run on this machine, and may have ended.`,
        );
      }
      await wait(20);
    }
  }

  private async leave(connection: Connection): Promise<void> {
    connection.ask({ t: 'detach' });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, detachWaitMs)));
    await Promise.race([connection.closed, late]);
    clearTimeout(timer);
  }

  private accept(connection: Connection, fact: Fact): void {
    let process = this.processes.get(connection);
    if (!process) {
      process = { connection, threads: new Map(), mapsAsked: new Map(), resolver: null };
      this.processes.set(connection, process);
      if (connection.owner !== null && this.left.has(connection.owner)) void this.leave(connection);
    }
    if (fact.t === 'hello') this.addThread(process, fact);
    else if (fact.t === 'sourceMap') {
      process.mapsAsked.get(fact.url)?.(fact.map);
      process.mapsAsked.delete(fact.url);
    } else {
      const thread = process.threads.get(fact.th);
      if (thread) this.tell(thread, fact);
    }
  }

  private tell(thread: ObservedThread, fact: Fact): void {
    if (fact.t === 'profile') {
      this.profiles.accept(thread, fact);
      return;
    }
    thread.accept(fact);
    const told = fact.t === 'loop' ? thread.withoutPauses(fact) : fact;
    this.timelines.accept(thread.id, told, thread.stalledSinceMs);
    if (fact.t === 'name') this.timelines.rename(thread.id, thread.identity().name);
    if (fact.t === 'bye') this.ended(thread, thread.hello.originMs + fact.atMs);
  }

  private ended(thread: ObservedThread, atMs: number): void {
    this.timelines.end(thread.id, atMs);
    this.profiles.ended(thread);
  }

  private addThread(process: Process, hello: HelloFact): void {
    const { connection, threads } = process;
    process.resolver ??= this.createResolver(process, hello);
    // A child may say its first word before the process that started it.
    let parent: ObservedThread | undefined;
    const findParent = (): ObservedThread | undefined =>
      hello.threadId === 0
        ? this.threads.find(({ hello: other }) => other.pid === hello.ppid && other.threadId === 0)
        : threads.get(hello.parentThreadId ?? 0);
    const thread = new ObservedThread({
      id: `t${this.nextThread++}`,
      parent: () => (parent ??= findParent())?.id ?? null,
      owner: connection.owner,
      hello,
      thresholdMs: this.thresholdMs,
      resolver: process.resolver,
      pausedWithin: (from, to) => this.pauses.within(connection.owner, from, to),
      onBlock: (block, stacks) => this.addBlock(block, stacks, hello.originMs),
      onChange: () => this.changed(),
    });
    threads.set(hello.threadId, thread);
    const { id, name, kind, pid, threadId } = thread.identity();
    this.timelines.add({
      info: { id, name, kind, pid, threadId, startedAtMs: hello.originMs, endedAtMs: null },
      program: [hello.cwd, ...hello.argv.slice(1)].join('\n'),
    });
    this.threads.push(thread);
    if (this.threads.length > maxThreads) {
      const gone = this.threads.findIndex(({ alive }) => !alive);
      if (gone >= 0) this.threads.splice(gone, 1);
    }
    this.changed();
  }

  private addBlock(block: Block, stacks: readonly TimedStack[], originMs: number): void {
    const endedAtMs = Date.parse(block.startedAt) + block.durationMs;
    if (endedAtMs <= this.clearedAtMs) return;
    if (endedAtMs > this.linesClearedAtMs && !this.gone.has(block.target)) this.store.add(block);
    this.timelines.block(block);
    this.blockStacks.add(block.target, originMs, stacks);
    const { site } = block;
    if (site?.source === 'generated' && /\.[cm]?tsx?$/.test(site.file)) {
      this.note(
        `${site.file} was transpiled in memory without a source map that Node knows: lines in it are those of the code that runs. Start the program with --enable-source-maps to see those you wrote.`,
      );
    }
    this.changed();
  }

  private note(text: string): void {
    if (!this.notes.includes(text) && this.notes.length < maxNotes) this.notes.push(text);
  }

  private createResolver(process: Process, hello: HelloFact): SourceResolver {
    const { connection, mapsAsked } = process;
    return new SourceResolver({
      cwd: hello.cwd,
      features: { stripsTypes: hello.stripsTypes },
      ownFiles: [this.probe, join(this.options.dist, 'sentinel.cjs')],
      askTarget: (url) => this.askSourceMap(connection, mapsAsked, hello.threadId, url),
    });
  }

  /** Rejects when the target does not answer in time: it may be blocked, and can be asked again. */
  private askSourceMap(
    connection: Connection,
    asked: Process['mapsAsked'],
    th: number,
    url: string,
  ): Promise<string | null> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No source map for ${url} in time`)), sourceMapWaitMs);
      const before = asked.get(url);
      asked.set(url, (map) => {
        clearTimeout(timer);
        before?.(map);
        resolve(map);
      });
      if (!before) connection.ask({ t: 'askSourceMap', th, url });
    });
  }

  private closed(connection: Connection): void {
    const process = this.processes.get(connection);
    if (!process) return;
    this.processes.delete(connection);
    for (const thread of process.threads.values()) {
      thread.end();
      this.ended(thread, Date.now());
    }
    for (const answer of process.mapsAsked.values()) answer(null);
  }

  private changed(): void {
    this.version++;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.changes.fire(this.snapshot());
    }, snapshotEveryMs);
  }
}
