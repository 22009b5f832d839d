// What timeline.mjs has measured, as tables, and the bars.
import { cpus, loadavg } from 'node:os';
import { median, quantile } from '../lib/stats.mjs';
import { bar, fixed, table } from '../lib/table.mjs';

const goals = { firstMs: 500, framesPerSecond: 50, pageMb: 150, growthMb: 5 };

/** @returns {boolean} whether every bar is met */
export function report({ rings, opened, moved, held, flame }) {
  const mb = (bytes) => `${fixed(bytes / 1e6, 1)} MB`;
  const { first, second } = rings;
  console.log(
    `\nengine: rings ${mb(first.ringBytes)}, with stacks and all ${mb(first.allBytes)}; after as much again ` +
      `${mb(second.ringBytes)} and ${mb(second.allBytes)}\n`,
  );
  console.log(
    table(
      ['opening', 'first ms', 'latest: answer ms', 'MB', 'all: answer ms', 'MB'],
      opened.map(({ firstMs, latest, all }, i) => [
        ...[i + 1, fixed(firstMs, 0)],
        ...[latest, all].flatMap(({ ms, bytes }) => [fixed(ms, 0), fixed(bytes / 1e6, 1)]),
      ]),
    ),
  );
  console.log(
    `\n${table(
      ['zoom', 'frames/s', 'slowest 5 %', 'frames', 'cpu ms'],
      moved.map(({ intervals, cpuMs }, level) => [
        ...[level === moved.length - 1 ? 'all' : level + 1, fixed(1000 / median(intervals), 0)],
        ...[fixed(1000 / quantile(intervals, 0.95), 0), intervals.length, fixed(cpuMs, 1)],
      ]),
    )}`,
  );
  const { rows, deltaBytes } = held;
  console.log(
    `\n${table(
      ['memory', 'heap MB', 'arrays MB', 'process MB'],
      rows.map(({ heap, arrays, process }, i) => [
        ...[['blank', 'opened'][i] ?? `later ${i - 1}/${rows.length - 2}`],
        ...[fixed(heap, 1), fixed(arrays, 1), fixed(process, 0)],
      ]),
    )}\n${fixed(deltaBytes / 1000, 1)} kB cross a second`,
  );
  console.log(
    `\nflame of ${flame.minutes} minutes: ${fixed(flame.openMs, 0)} ms, answer ${fixed(flame.answerMs, 0)} ms, ` +
      `${fixed(flame.megabytes, 1)} MB`,
  );
  console.log(`load of the machine ${fixed(loadavg()[0], 1)} on ${cpus().length} processors\n`);
  const firstMs = median(opened.map((result) => result.firstMs));
  const slowest = Math.min(...moved.map(({ intervals }) => 1000 / median(intervals)));
  const used = rows.slice(1).map(({ heap, arrays }) => heap + (arrays || 0));
  const growth = used.at(-1) - used[0];
  return [
    bar('first paint, median', `${fixed(firstMs, 0)} ms`, firstMs <= goals.firstMs, `${goals.firstMs} ms`),
    bar('frames per second, slowest median', fixed(slowest, 0), slowest >= goals.framesPerSecond, goals.framesPerSecond), // prettier-ignore
    bar('memory of the page', `${fixed(Math.max(...used), 0)} MB`, Math.max(...used) <= goals.pageMb, `${goals.pageMb} MB`), // prettier-ignore
    bar('its growth while minutes come in', `${fixed(growth, 1)} MB`, growth <= goals.growthMb, `${goals.growthMb} MB`), // prettier-ignore
    bar('rings of the engine, growth when full', mb(second.ringBytes - first.ringBytes), !rings.isFull || second.ringBytes <= first.ringBytes * 1.05, '5 %'), // prettier-ignore
  ].every(Boolean);
}
