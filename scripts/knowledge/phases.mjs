// Runs recipes one after the other in the Node that runs it, and tells in which phase of the event loop each calls back.
// node --trace-event-categories node.environment --trace-event-file-pattern <file> phases.mjs <result file> <index> …
//
// What calls back before the next immediate of the same phase was in a queue of JavaScript. For the rest it writes the moment;
// Node's trace tells what the loop did then (see probe.mjs).
import fs from 'node:fs';
import { Context, prepared } from './context.mjs';
import { recipes } from './recipes/all.mjs';

const patienceMs = 5_000;
const [resultFile, ...indexes] = process.argv.slice(2);
const context = new Context();
const results = [];
process.on('uncaughtException', (error) => console.error(error));

for (const index of indexes.map(Number)) {
  const recipe = recipes[index];
  if (recipe.kind === 'sync' || recipe.anyPhase) continue;
  try {
    const given = await prepared(recipe, context);
    results.push({ index, ...(await phaseOf(recipe, given)) });
  } catch (error) {
    results.push({ index, phase: null, error: error.message });
  }
}
fs.writeFileSync(resultFile, JSON.stringify(results));
// A span is traced when it is over: end in a later one.
for (let turn = 0; turn < 3; turn++) await new Promise((done) => setTimeout(done, 2));
context.dispose();
process.exit();

/** @returns {Promise<{ phase: 'sync' | 'nextTick' | 'microtask' | null, atUs: number }>} microseconds of the trace's clock */
function phaseOf({ kind, call }, given) {
  return new Promise((resolve, reject) => {
    let at = 'sync';
    const timer = setTimeout(() => reject(new Error('never ended')), patienceMs);
    const done = (error) => {
      clearTimeout(timer);
      if (error instanceof Error) reject(error);
      else resolve({ phase: at === 'later' ? null : at, atUs: Number(process.hrtime.bigint() / 1000n) });
    };
    setImmediate(() => {
      queueMicrotask(() => (at = 'microtask'));
      try {
        const result = call(context, given, done);
        if (kind === 'promise') result.then(() => done(), done);
      } catch (error) {
        done(error);
      }
      at = 'nextTick';
    });
    setImmediate(() => (at = 'later'));
  });
}
