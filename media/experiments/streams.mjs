// A fast source and a slow sink. Watch how much piles up in memory when nobody listens to the sink, and when somebody does.
import { once } from 'node:events';
import { Writable } from 'node:stream';

const chunk = Buffer.alloc(16 * 1024);
const chunks = 64;

console.log('1. writing without looking at what write() returns');
console.log(`2. waiting in memory at most: ${await send({ careful: false })} KiB`);

console.log('3. waiting for drain whenever write() returns false');
console.log(`4. waiting in memory at most: ${await send({ careful: true })} KiB`);

/** @returns how much was in the sink's buffer at most, in KiB */
async function send({ careful }) {
  const sink = new Writable({
    highWaterMark: 64 * 1024,
    write: (_chunk, _encoding, done) => setTimeout(done, 5),
  });
  let most = 0;
  for (let i = 0; i < chunks; i++) {
    const goOn = sink.write(chunk);
    most = Math.max(most, sink.writableLength);
    if (careful && !goOn) await once(sink, 'drain');
  }
  sink.end();
  await once(sink, 'finish');
  return most / 1024;
}
