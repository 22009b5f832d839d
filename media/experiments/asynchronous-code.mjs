// Who runs first? Watch the order, and then a promise chain that lets nobody else run.
import { readFile } from 'node:fs';

readFile(new URL(import.meta.url), () => {
  setTimeout(() => console.log('6. setTimeout, 0 ms'), 0);
  setImmediate(() => console.log('5. setImmediate'));
  queueMicrotask(() => console.log('3. queueMicrotask'));
  Promise.resolve().then(() => console.log('4. then of a promise'));
  process.nextTick(() => console.log('2. process.nextTick'));
  console.log('1. the callback itself');
});

setTimeout(async () => {
  console.log('7. awaiting what is there already, again and again: a timer of 10 ms is due');
  setTimeout(() => console.log('9. only now the timer'), 10);
  await flood(500);
  console.log('8. the chain has ended');
}, 100);

/** Blocks: each await goes on in the microtask queue, which is emptied before the loop may turn. */
async function flood(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await null;
    sumOf(20_000);
  }
}

/** A small step of the work. */
function sumOf(count) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.sqrt(i);
  return sum;
}
