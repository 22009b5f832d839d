import type { Category, Frame } from '../../src/shared/report';
import type { TimelineThread, TimelineUpdate } from '../../src/shared/timeline';

/** A timeline as an engine would have it: so many threads, minutes and blocks a second, always the same. */
export interface Shape {
  readonly threads: number;
  readonly minutes: number;
  readonly blocksPerSecond: number;
  readonly endMs: number;
}

export const categories: readonly Category[] = ['cpu', 'sync-io', 'gc', 'json', 'regex', 'crypto', 'unknown'];
export const sites: readonly Frame[] = ['listStock', 'renderReport', 'hashPassword', ''].map(
  (functionName, index) => ({
    functionName,
    file: `/srv/shop/src/services/file${index}.ts`,
    line: 10 + index,
    column: 3,
    source: 'original',
    generated: null,
    module: null,
  }),
);

/** All of it: what an engine answers first. */
export function wholeTimeline({ threads: count, minutes, blocksPerSecond, endMs }: Shape): TimelineUpdate {
  const seconds = minutes * 60;
  const startMs = endMs - seconds * 1000;
  const threads = Array.from({ length: count }, (_, index) => threadAt(index, startMs));
  return {
    version: 1,
    whole: true,
    nowMs: endMs,
    threads,
    series: threads.map(({ id }, thread) => ({ thread: id, ...rows(thread, startMs, seconds) })),
    blocks: threads.map(({ id }, thread) => ({
      thread: id,
      ...blocks(thread, startMs, seconds * blocksPerSecond, 1000 / blocksPerSecond),
    })),
    gcs: threads.map(({ id }) => ({
      thread: id,
      startMs: Float64Array.from({ length: seconds }, (_, second) => startMs + second * 1000 + 500),
      durationMs: new Float32Array(seconds).fill(7),
    })),
    sites: { from: 0, frames: sites },
    categories,
    markers: [{ kind: 'restart', atMs: startMs + 10_000, thread: threads[0]!.id, text: 'server.js' }],
  };
}

function threadAt(index: number, startedAtMs: number): TimelineThread {
  return {
    id: `t${index + 1}`,
    name: index === 0 ? 'server.js' : `worker ${index}`,
    kind: index === 0 ? 'process' : 'worker',
    pid: 4711,
    threadId: index,
    startedAtMs,
    endedAtMs: null,
  };
}

function rows(thread: number, startMs: number, seconds: number) {
  const wave = (second: number, every: number): number => 1 + Math.sin((second + thread * 7) / every);
  const column = (of: (second: number) => number): Float32Array =>
    Float32Array.from({ length: seconds }, (_, second) => of(second));
  const bytes = (of: (second: number) => number): Float64Array => Float64Array.from(column(of));
  return {
    atMs: Float64Array.from({ length: seconds }, (_, second) => startMs + (second + 1) * 1000),
    p50Ms: column((second) => 1 + wave(second, 9)),
    p99Ms: column((second) => 30 * wave(second, 13)),
    maxMs: column((second) => 60 * wave(second, 13)),
    utilization: column((second) => wave(second, 17) / 2),
    gcMs: column((second) => 12 * wave(second, 5)),
    cpu: column((second) => wave(second, 17) / 2.2),
    heapUsedBytes: bytes((second) => 60e6 + (second % 40) * 1e6),
    heapTotalBytes: bytes(() => 110e6),
    rssBytes: bytes(() => (thread === 0 ? 190e6 : NaN)),
    handles: column(() => 12),
    requests: column((second) => Math.round(8 * wave(second, 21))),
  };
}

function blocks(thread: number, startMs: number, count: number, everyMs: number) {
  return {
    startMs: Float64Array.from({ length: count }, (_, index) => startMs + index * everyMs),
    durationMs: Float32Array.from(
      { length: count },
      (_, index) => everyMs * (0.3 + (0.5 * ((index * 7) % 11)) / 11),
    ),
    category: Uint8Array.from({ length: count }, (_, index) => (index + thread) % categories.length),
    site: Uint32Array.from({ length: count }, (_, index) =>
      index % 13 === 0 ? 0xffffffff : index % sites.length,
    ),
  };
}
