// A program's facts and blocks with given times, and the engine's own stores fed with them: no time is waited for.
import { turnBucket } from '../../src/shared/facts';
import { categories } from '../../src/shared/report';
import { StackStore } from '../../src/model/timeline/stackStore';
import { TimelineStore } from '../../src/model/timeline/timelineStore';
import { seededRandom } from '../lib/stats.mjs';

const siteCount = 400;
const frameCount = 1500;
const stackCount = 600;
const loopFactsPerSecond = 4;

/** History of `threads` threads from `startMs` (epoch) on, in which each blocks `blocksPerSecond` times a second. */
export class History {
  #random = seededRandom(1);
  #frames = Array.from({ length: frameCount }, (_, i) => frame(i));
  #sites = this.#frames.slice(0, siteCount);
  #stacks;
  #targets;

  constructor({ threads, blocksPerSecond, startMs }) {
    this.blocksPerSecond = blocksPerSecond;
    this.startMs = this.nowMs = startMs;
    this.timelines = new TimelineStore(startMs);
    this.stacks = new StackStore();
    this.#stacks = Array.from({ length: stackCount }, () => this.#stack());
    this.#targets = Array.from({ length: threads }, (_, i) => `t${i + 1}`);
    this.#targets.forEach((id, i) => {
      const [kind, name] = i === 0 ? ['process', 'server.js'] : ['worker', `worker ${i}`];
      const info = { id, name, kind, pid: 4711, threadId: i, startedAtMs: startMs, endedAtMs: null };
      this.timelines.add({ info, program: `${name} ${i}` });
    });
  }

  /** Goes on second by second. */
  advance(seconds) {
    for (let second = 0; second < seconds; second++) {
      for (const target of this.#targets) this.#second(target, this.nowMs - this.startMs);
      this.nowMs += 1000;
    }
  }

  #second(target, fromMs) {
    const { blocksPerSecond } = this;
    const everyMs = 1000 / blocksPerSecond;
    let busyMs = 0;
    const turns = [];
    for (let i = 0; i < blocksPerSecond; i++) {
      const durationMs = everyMs * (0.1 + 0.8 * this.#random());
      const startMs = fromMs + i * everyMs;
      busyMs += durationMs;
      turns.push(durationMs);
      this.#block(target, startMs, durationMs);
    }
    const partMs = 1000 / loopFactsPerSecond;
    for (let part = 0; part < loopFactsPerSecond; part++) {
      const [from, to] = [fromMs + part * partMs, fromMs + (part + 1) * partMs];
      const here = turns.filter((_, i) => Math.floor((i * everyMs) / partMs) === part);
      const buckets = new Map();
      for (const ms of here) {
        const bucket = turnBucket(ms);
        buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      }
      const gcMs = (fromMs + (part + 1) * partMs) / 100;
      const idleMs = Math.max(0, partMs - busyMs / loopFactsPerSecond);
      const loop = {
        t: 'loop',
        th: 0,
        fromMs: from,
        toMs: to,
        idleMs,
        turns: [...buckets],
        gc: [1, gcMs, 9],
      };
      this.timelines.accept(target, loop, null);
    }
    const gc = { t: 'gc', th: 0, startMs: fromMs + 400, durationMs: 6 + 9 * this.#random(), count: 1 };
    this.timelines.accept(target, gc, null);
    const heapUsed = 60e6 + ((fromMs / 1000) % 40) * 1e6;
    this.timelines.accept(
      target,
      {
        ...{ t: 'signal', th: 0, atMs: fromMs + 1000, cpuMs: fromMs * 0.6, heapUsed, heapTotal: 110e6 },
        ...{ rss: 190e6, handles: 12, requests: Math.round(this.#random() * 20) },
      },
      null,
    );
  }

  #block(target, startMs, durationMs) {
    const pick = (list) => list[Math.floor(this.#random() * list.length)];
    this.timelines.block({
      ...{ target, startedAt: '', startMs, durationMs, ended: true, phase: 'running' },
      ...{ category: pick(categories), call: null, site: this.#random() < 0.07 ? null : pick(this.#sites) },
      ...{ culprit: null, stack: [], handler: null, samples: 2, evidence: 'stack', confidence: 0.9 },
    });
    const middle = startMs + durationMs / 2;
    this.stacks.add(target, this.startMs, [
      { fromMs: startMs, toMs: middle, stack: pick(this.#stacks) },
      { fromMs: middle, toMs: startMs + durationMs, stack: pick(this.#stacks) },
    ]);
  }

  /** Innermost first; the outer half is one of few, as in a server. */
  #stack() {
    const depth = 12 + Math.floor(this.#random() * 14);
    const branch = Math.floor(this.#random() * 20);
    return Array.from({ length: depth }, (_, up) => {
      const isOuter = up > depth / 2;
      const index = isOuter
        ? branch * 14 + (depth - up)
        : 300 + Math.floor(this.#random() * (frameCount - 300));
      return { kind: 'own', frame: this.#frames[index] };
    });
  }
}

function frame(index) {
  return {
    functionName: `${['handle', 'parse', 'render', 'visit'][index % 4]}Entry${index}`,
    file: `/srv/shop/src/services/module${index % 90}.ts`,
    ...{ line: 10 + (index % 700), column: 3, source: 'original', generated: null, module: null },
  };
}
