// The same work twice: on the thread of the loop, then on the thread pool. Watch how often a timer of 10 ms gets its turn.
import { pbkdf2, pbkdf2Sync } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
const work = ['secret', 'salt', 300_000, 32, 'sha256'];
let turns = 0;
setInterval(() => turns++, 10).unref();

console.log('1. pbkdf2Sync, four times: the loop waits');
turns = 0;
for (let i = 0; i < 4; i++) pbkdf2Sync(...work);
console.log(`2. turns of the timer meanwhile: ${turns}`);

console.log('3. pbkdf2, four times at once: the pool works, the loop turns');
turns = 0;
await Promise.all([1, 2, 3, 4].map(() => derive(...work)));
console.log(`4. turns of the timer meanwhile: ${turns}`);

console.log('5. five tasks, a pool of four threads: the fifth has to wait for one of the others');
const begun = performance.now();
const ends = await Promise.all(
  [1, 2, 3, 4, 5].map(() => derive(...work).then(() => Math.round(performance.now() - begun))),
);
console.log(`6. they ended after ${ends.sort((a, b) => a - b).join(', ')} ms`);
