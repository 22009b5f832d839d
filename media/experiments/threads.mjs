// The same computation on the main thread, then on a worker. Watch how often a timer of 10 ms gets its turn on the main thread.
import { once } from 'node:events';
import { isMainThread, parentPort, threadId, Worker } from 'node:worker_threads';

if (isMainThread) await main();
else parentPort.postMessage({ threadId, sum: compute() });

async function main() {
  let turns = 0;
  setInterval(() => turns++, 10).unref();

  console.log('1. computing on the main thread');
  turns = 0;
  const sum = compute();
  console.log(`2. turns of the timer meanwhile: ${turns}`);

  console.log('3. computing on a worker');
  turns = 0;
  const worker = new Worker(new URL(import.meta.url));
  const [answer] = await once(worker, 'message');
  console.log(`4. turns of the timer meanwhile: ${turns}`);
  console.log(`5. the same result from another thread: ${answer.sum === sum && answer.threadId > 0}`);
}

/** Blocks the thread that it runs on. */
function compute() {
  let sum = 0;
  for (let i = 0; i < 2e8; i++) sum = (Math.imul(sum, 31) + i) | 0;
  return sum;
}
