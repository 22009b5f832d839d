import type { Fact } from '../../shared/facts';
import type { Block, Frame } from '../../shared/report';
import { categories } from '../../shared/report';
import {
  fewerMarkers,
  maxMarkers,
  timelineMs,
  type TimelineMarker,
  type TimelineRequest,
  type TimelineThread,
  type TimelineUpdate,
} from '../../shared/timeline';
import { noSite, ThreadTimeline } from './threadTimeline';

/** Threads that have ended are forgotten past this many, those that began first first. */
const maxThreads = 64;
const maxSites = 10_000;
/** Programs by name, to tell a restart from a start. */
const maxNames = 200;
/** A block of this length in a request marks it. */
const slowRequestMs = 200;
/** Room between the versions of two stores that are made a millisecond apart. */
const versionsPerMs = 4096;

/** What the store is told of a thread: `program` is the same for every run of a program. */
export interface NewThread {
  readonly info: TimelineThread;
  readonly program: string;
}

interface Numbered<T> {
  readonly number: number;
  readonly value: T;
}

/**
 * The timeline of all threads: rings that are filled as facts come, and handed out on demand, whole or what is new. Takes
 * whatever comes: what contradicts itself gives partial data. Times are epoch milliseconds.
 */
export class TimelineStore {
  private readonly threads = new Map<string, ThreadTimeline>();
  private readonly infos = new Map<string, NewThread>();
  private sites: Numbered<Frame>[] = [];
  private readonly siteIndex = new Map<string, number>();
  private markers: Numbered<TimelineMarker>[] = [];
  private readonly programs = new Set<string>();
  /** Number of what was added last. Versions are such numbers. */
  private last: number;
  /** Who has an older version has nothing that still counts. */
  private oldest: number;

  constructor(nowMs: number) {
    this.last = this.oldest = nowMs * versionsPerMs;
  }

  add(thread: NewThread): void {
    const { info, program } = thread;
    const kind = this.isRestart(thread) ? 'restart' : 'start';
    if (info.kind === 'process') this.remember(program);
    this.infos.set(info.id, thread);
    this.threads.set(info.id, new ThreadTimeline(info, () => ++this.last));
    this.mark(kind, info.startedAtMs, info);
    this.forgetThreads();
  }

  accept(id: string, fact: Fact, stalledSinceMs: number | null): void {
    this.threads.get(id)?.accept(fact, stalledSinceMs);
  }

  rename(id: string, name: string): void {
    const known = this.infos.get(id);
    if (known) this.infos.set(id, { ...known, info: { ...known.info, name } });
  }

  end(id: string, atMs: number): void {
    const known = this.infos.get(id);
    if (!known || known.info.endedAtMs !== null) return;
    this.infos.set(id, { ...known, info: { ...known.info, endedAtMs: atMs } });
    this.threads.get(id)?.end(atMs);
    this.mark('end', atMs, known.info);
  }

  block(block: Block): void {
    const timeline = this.threads.get(block.target);
    if (!timeline) return;
    timeline.block(block, this.siteOf(block.site));
    if (block.handler && block.durationMs >= slowRequestMs) {
      const atMs = timeline.thread.startedAtMs + block.startMs;
      this.pushMarker({ kind: 'slow-request', atMs, thread: block.target, text: block.handler.name });
    }
  }

  /** Forgets everything but the threads that live. */
  clear(): void {
    for (const [id, { info }] of this.infos) {
      this.threads.delete(id);
      if (info.endedAtMs !== null) this.infos.delete(id);
      else this.threads.set(id, new ThreadTimeline(info, () => ++this.last));
    }
    this.sites = [];
    this.siteIndex.clear();
    this.markers = [];
    this.oldest = ++this.last;
  }

  /** What is new since the version `since`, all of it for null or a version of another store; then `lastMs` may make it less. */
  update({ since, lastMs = Infinity }: TimelineRequest, nowMs: number): TimelineUpdate {
    this.forgetEnded(nowMs - timelineMs);
    for (const timeline of this.threads.values()) timeline.proceed(nowMs);
    this.markers = this.markers.filter(({ value }) => value.atMs >= nowMs - timelineMs);
    const whole = since === null || !(since >= this.oldest && since <= this.last);
    const from = whole ? -Infinity : since;
    const isPart = whole && lastMs < timelineMs;
    const fromMs = nowMs - lastMs;
    const timelines = [...this.threads];
    const firstSite = this.sites.findIndex(({ number }) => number > from);
    const newSites = firstSite < 0 ? [] : this.sites.slice(firstSite);
    return {
      version: isPart ? null : this.last,
      whole,
      nowMs,
      threads: [...this.infos.values()].map(({ info }) => info),
      series: rowsOf(timelines, ({ rows }) => (isPart ? rows.from('atMs', fromMs) : rows.since(from))),
      blocks: rowsOf(timelines, ({ blocks }) =>
        isPart ? blocks.from('startMs', fromMs) : blocks.since(from),
      ),
      gcs: rowsOf(timelines, ({ gcs }) => (isPart ? gcs.from('startMs', fromMs) : gcs.since(from))),
      sites: {
        from: firstSite < 0 ? this.sites.length : firstSite,
        frames: newSites.map(({ value }) => value),
      },
      categories,
      markers: this.markers.filter(({ number }) => number > from).map(({ value }) => value),
    };
  }

  knows(id: string): boolean {
    return this.threads.has(id);
  }

  /** Sum of the time that blocks of a thread lasted within a span, in milliseconds. */
  blockedMs(id: string, fromMs: number, toMs: number): number {
    const blocks = this.threads.get(id)?.blocks;
    let sum = 0;
    for (let index = 0; blocks && index < blocks.size; index++) {
      const startMs = blocks.value('startMs', index);
      const endMs = startMs + blocks.value('durationMs', index);
      sum += Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, startMs));
    }
    return sum;
  }

  /** Bytes of all rings. */
  get bytes(): number {
    return [...this.threads.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  private siteOf(site: Frame | null): number {
    if (!site) return noSite;
    const key = `${site.file}\n${site.functionName}\n${site.line}`;
    const known = this.siteIndex.get(key);
    if (known !== undefined) return known;
    if (this.sites.length >= maxSites) return noSite;
    this.siteIndex.set(key, this.sites.length);
    this.sites.push({ number: ++this.last, value: site });
    return this.sites.length - 1;
  }

  private mark(kind: TimelineMarker['kind'], atMs: number, { id, name }: TimelineThread): void {
    this.pushMarker({ kind, atMs, thread: id, text: name });
  }

  private pushMarker(value: TimelineMarker): void {
    this.markers.push({ number: ++this.last, value });
    if (this.markers.length > maxMarkers)
      this.markers = fewerMarkers(this.markers, ({ value }) => value, maxMarkers * 0.9);
  }

  /** Whether the program ran before and no longer does. A cluster's processes run side by side. */
  private isRestart({ info, program }: NewThread): boolean {
    const runs = [...this.infos.values()].some(
      (other) => other.info.kind === 'process' && other.program === program && other.info.endedAtMs === null,
    );
    return info.kind === 'process' && !runs && this.programs.has(program);
  }

  private remember(program: string): void {
    this.programs.delete(program);
    this.programs.add(program);
    if (this.programs.size > maxNames) this.programs.delete(this.programs.values().next().value!);
  }

  /** There is nothing left of what ended before. */
  private forgetEnded(beforeMs: number): void {
    for (const [id, { info }] of this.infos) {
      if (info.endedAtMs === null || info.endedAtMs >= beforeMs) continue;
      this.infos.delete(id);
      this.threads.delete(id);
    }
  }

  private forgetThreads(): void {
    for (const [id, { info }] of this.infos) {
      if (this.infos.size <= maxThreads) return;
      if (info.endedAtMs === null) continue;
      this.infos.delete(id);
      this.threads.delete(id);
    }
  }
}

function rowsOf<C extends object>(
  timelines: readonly (readonly [string, ThreadTimeline])[],
  columns: (timeline: ThreadTimeline) => C | null,
): (C & { readonly thread: string })[] {
  return timelines.flatMap(([thread, timeline]) => {
    const found = columns(timeline);
    return found ? [{ thread, ...found }] : [];
  });
}
