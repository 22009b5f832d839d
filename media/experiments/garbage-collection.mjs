// Garbage collection: objects that die young are cheap, objects that stay are not. Watch the pauses of both.
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';

const pauses = { minor: 0, major: 0, longestMs: 0 };
new PerformanceObserver((list) => {
  for (const { detail, duration } of list.getEntries()) {
    if (detail.kind === constants.NODE_PERFORMANCE_GC_MINOR) pauses.minor++;
    if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) pauses.major++;
    pauses.longestMs = Math.max(pauses.longestMs, duration);
  }
}).observe({ entryTypes: ['gc'] });

console.log('1. ten million objects that are thrown away at once');
for (let i = 0; i < 20; i++) {
  waste(500_000);
  await pause(10);
}
await tell('2. thrown away');

console.log('3. two million objects that are kept');
const kept = [];
for (let i = 0; i < 20; i++) {
  keep(100_000);
  await pause(10);
}
await tell('4. kept');

function waste(count) {
  let last;
  for (let i = 0; i < count; i++) last = { i };
  return last;
}

function keep(count) {
  for (let i = 0; i < count; i++) kept.push({ i, text: `number ${i}` });
}

async function tell(what) {
  await pause(50); // the figures come with the next turns of the loop
  const old = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space');
  console.log(
    `${what}: ${pauses.minor} minor and ${pauses.major} major collections, the longest ${pauses.longestMs.toFixed(1)} ms, ` +
      `${Math.round(old.space_used_size / 2 ** 20)} MB in old space`,
  );
  Object.assign(pauses, { minor: 0, major: 0, longestMs: 0 });
}
