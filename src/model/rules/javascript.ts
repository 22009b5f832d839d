import { docs, worstPlace, type FindingRule } from './rule';

/** JavaScript that keeps the thread busy. */
export const javascriptRules: readonly FindingRule[] = [
  {
    id: 'cpu',
    matches: (block) => block.category === 'cpu',
    advise: (matched, t) => ({
      subject: t('Computing in JavaScript'),
      why: t(
        'A loop or a recursion ran in one piece, and the event loop turns only between callbacks.{0}',
        worstPlace(matched, t),
      ),
      fix: t(
        'First see whether it must do so much: a nested search becomes a Map, a result can be cached, the database can sort and filter. What remains goes to a worker thread, or in portions: after each, await setImmediate() from node:timers/promises. process.nextTick and resolved promises do not let the loop turn.',
      ),
      docs: [docs.blocking, docs.workers],
    }),
  },
  {
    id: 'regex',
    matches: (block) => block.category === 'regex',
    advise: (matched, t) => ({
      subject: t('A regular expression that backtracks'),
      why: t(
        'Some patterns take quadratic or exponential time on inputs that almost match; nothing interrupts them.{0} If the input comes from outside, anyone can stop this program with one request.',
        worstPlace(matched, t),
      ),
      fix: t(
        'Limit the length of the input before it is matched. Rewrite the pattern so that no two repeated parts can match the same text: (a+)+ becomes a+, .*x becomes [^x]*x. Or use string methods, a parser, or an engine that runs in linear time.',
      ),
      docs: [docs.blocking],
    }),
  },
  {
    id: 'microtasks',
    matches: (block) => block.category === 'microtasks',
    advise: (matched, t) => ({
      subject: t('Promise callbacks without a pause'),
      why: t(
        'Node runs all promise callbacks before the loop goes on, also those added meanwhile. Awaiting what is already there, in a loop, never gets to timers and sockets.{0}',
        worstPlace(matched, t),
      ),
      fix: t(
        'In a long loop of awaits, let the loop turn every few milliseconds: await setImmediate() from node:timers/promises. Don’t schedule the next step with queueMicrotask or process.nextTick.',
      ),
      docs: [docs.eventLoop, docs.timersPromises],
    }),
  },
  {
    id: 'module-load',
    matches: (block) => block.category === 'module-load' && block.phase === 'running',
    advise: (matched, t) => ({
      subject: t('Loading modules while the program serves'),
      why: t(
        'require() finds, reads, compiles and runs a file and all that it requires, synchronously. The first request that comes this way pays for it, and all others wait.{0}',
        worstPlace(matched, t),
      ),
      fix: t(
        'Move the require or import to the top level of the module, so that it is paid for at start. If it is rarely needed, load it in a worker thread or right after start.',
      ),
      docs: [docs.compileCache, docs.blocking],
    }),
  },
  {
    id: 'module-load-startup',
    matches: (block) => block.category === 'module-load' && block.phase === 'startup',
    advise: (matched, t) => ({
      subject: t('Loading modules at start'),
      why: t(
        'Nothing is served yet, so nobody waits; it lengthens each start, which counts for command-line tools, tests and functions on demand.{0}',
        worstPlace(matched, t),
      ),
      fix: t(
        'Import only what is used, load rarely used packages when they are needed, bundle the program, or keep compiled code with module.enableCompileCache() (Node 22.8 and later).',
      ),
      docs: [docs.compileCache],
    }),
  },
];
