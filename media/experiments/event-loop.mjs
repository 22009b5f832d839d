// The event loop: one callback at a time, phase after phase. Watch the order of the lines, then what a long callback does.
import { readFile } from 'node:fs';

console.log('1. the program itself runs first');

readFile(new URL(import.meta.url), () => {
  console.log('2. poll: the file has been read');
  setTimeout(() => console.log('5. timers: setTimeout comes after the check phase'), 0).unref();
  setImmediate(() => console.log('4. check: setImmediate comes right after poll'));
  process.nextTick(() => console.log('3. before the next phase: process.nextTick'));
  setTimeout(longCallback, 20);
});

function longCallback() {
  console.log('6. a callback computes for half a second; a timer is due in 10 ms');
  const due = performance.now() + 10;
  setTimeout(() => {
    const late = performance.now() - due;
    console.log(`8. the timer runs, ${late > 400 ? 'far too late' : 'in time'}: ${Math.round(late)} ms`);
  }, 10);
  compute(500);
  console.log('7. the long callback has ended');
}

/** Blocks: no other callback runs until it returns. */
function compute(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
