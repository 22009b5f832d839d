// How V8 runs one function: from bytecode to optimized machine code, and back. Watch what becomes of `area`.
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

function area(shape) {
  return shape.width * shape.height;
}

const stateOf = stateReader();
console.log(`1. before the first call: ${stateOf(area)}`);
area({ width: 1, height: 2 });
console.log(`2. after one call: ${stateOf(area)}`);

const optimized = callUntil((state) => state.startsWith('optimized'));
console.log(`3. after ${optimized.calls} calls with objects of one shape: ${optimized.state}`);

area({ height: 'no number', name: 'another shape', width: 1 });
console.log(`4. after one call with another shape, deoptimized: ${stateOf(area)}`);

const again = callUntil((state) => state.startsWith('optimized'));
console.log(`5. after ${again.calls} calls with both: ${again.state}`);

/** Calls `area` until it is in such a state, five seconds at most. */
function callUntil(wanted) {
  const end = performance.now() + 5000;
  let calls = 0;
  for (;;) {
    for (let i = 0; i < 1000; i++) area({ width: i, height: calls });
    calls += 1000;
    const state = stateOf(area);
    if (wanted(state) || performance.now() > end) return { calls, state };
  }
}

/** Asks V8 by a function of its own tests, whose answer is a number of bits that differs between versions. */
function stateReader() {
  setFlagsFromString('--allow-natives-syntax');
  const bitsOf = new Script('(one) => %GetOptimizationStatus(one)').runInThisContext();
  // The bit of a function that never ran is the highest; the others are told from it.
  const lazy = 31 - Math.clz32(bitsOf(() => 0));
  setFlagsFromString('--no-allow-natives-syntax');
  const names = new Map([
    [lazy, 'not compiled yet'],
    [lazy - 12, 'optimized by TurboFan'],
    [lazy - 13, 'optimized by Maglev'],
    [lazy - 3, 'baseline code of Sparkplug'],
  ]);
  return (one) => {
    const bits = bitsOf(one);
    for (const [bit, name] of names) if (bits & (1 << bit)) return name;
    return 'bytecode in Ignition';
  };
}
