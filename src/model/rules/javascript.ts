import { docs, worstPlace, type FindingRule, type IndexedBlock } from './rule';

function place(matched: readonly IndexedBlock[]): string {
  const worst = worstPlace(matched);
  return worst === null ? '' : ` The longest was in ${worst}.`;
}

/** JavaScript that keeps the thread busy. */
export const javascriptRules: readonly FindingRule[] = [
  {
    id: 'cpu',
    matches: (block) => block.category === 'cpu',
    advise: (matched) => ({
      subject: 'Computing in JavaScript',
      why: `A loop or a recursion ran in one piece, and the event loop turns only between callbacks.${place(matched)}`,
      fix: 'First see whether it must do so much: a nested search becomes a Map, a result can be cached, the database can sort and filter. What remains goes to a worker thread, or in portions: after each, await setImmediate() from node:timers/promises. process.nextTick and resolved promises do not let the loop turn.',
      docs: [docs.blocking, docs.workers],
    }),
  },
  {
    id: 'regex',
    matches: (block) => block.category === 'regex',
    advise: (matched) => ({
      subject: 'A regular expression that backtracks',
      why: `Some patterns take quadratic or exponential time on inputs that almost match; nothing interrupts them.${place(matched)} If the input comes from outside, anyone can stop this program with one request.`,
      fix: 'Limit the length of the input before it is matched. Rewrite the pattern so that no two repeated parts can match the same text: (a+)+ becomes a+, .*x becomes [^x]*x. Or use string methods, a parser, or an engine that runs in linear time.',
      docs: [docs.blocking],
    }),
  },
  {
    id: 'microtasks',
    matches: (block) => block.category === 'microtasks',
    advise: (matched) => ({
      subject: 'Promise callbacks without a pause',
      why: `Node runs all promise callbacks before the loop goes on, also those added meanwhile. Awaiting what is already there, in a loop, never gets to timers and sockets.${place(matched)}`,
      fix: 'In a long loop of awaits, let the loop turn every few milliseconds: await setImmediate() from node:timers/promises. Don’t schedule the next step with queueMicrotask or process.nextTick.',
      docs: [docs.eventLoop, docs.timersPromises],
    }),
  },
  {
    id: 'module-load',
    matches: (block) => block.category === 'module-load' && block.phase === 'running',
    advise: (matched) => ({
      subject: 'Loading modules while the program serves',
      why: `require() finds, reads, compiles and runs a file and all that it requires, synchronously. The first request that comes this way pays for it, and all others wait.${place(matched)}`,
      fix: 'Move the require or import to the top level of the module, so that it is paid for at start. If it is rarely needed, load it in a worker thread or right after start.',
      docs: [docs.compileCache, docs.blocking],
    }),
  },
  {
    id: 'module-load-startup',
    matches: (block) => block.category === 'module-load' && block.phase === 'startup',
    advise: (matched) => ({
      subject: 'Loading modules at start',
      why: `Nothing is served yet, so nobody waits; it lengthens each start, which counts for command-line tools, tests and functions on demand.${place(matched)}`,
      fix: 'Import only what is used, load rarely used packages when they are needed, bundle the program, or keep compiled code with module.enableCompileCache() (Node 22.8 and later).',
      docs: [docs.compileCache],
    }),
  },
];
