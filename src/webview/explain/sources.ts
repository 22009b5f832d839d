/** A document of those who make the thing it is about. Titles are the documents' own. */
export interface Source {
  readonly title: string;
  readonly url: string;
}

const learn = 'https://nodejs.org/learn';
const api = 'https://nodejs.org/api';
const libuv = 'https://docs.libuv.org/en/v1.x';
const v8Blog = 'https://v8.dev/blog';
const mdn = 'https://developer.mozilla.org/en-US/docs/Web';

/** What the pages rest on. */
export const sources = {
  eventLoop: {
    title: 'Node.js: The Node.js Event Loop',
    url: `${learn}/asynchronous-work/event-loop-timers-and-nexttick`,
  },
  blocking: {
    title: "Node.js: Don't Block the Event Loop (or the Worker Pool)",
    url: `${learn}/asynchronous-work/dont-block-the-event-loop`,
  },
  overview: {
    title: 'Node.js: Overview of Blocking vs Non-Blocking',
    url: `${learn}/asynchronous-work/overview-of-blocking-vs-non-blocking`,
  },
  introduction: {
    title: 'Node.js: Introduction to Node.js',
    url: `${learn}/getting-started/introduction-to-nodejs`,
  },
  v8Engine: {
    title: 'Node.js: The V8 JavaScript Engine',
    url: `${learn}/getting-started/the-v8-javascript-engine`,
  },
  websocket: {
    title: 'Node.js: Native WebSocket Client in Node.js',
    url: `${learn}/getting-started/websocket`,
  },
  backpressure: {
    title: 'Node.js: Backpressuring in Streams',
    url: `${learn}/modules/backpressuring-in-streams`,
  },
  memoryUsage: {
    title: 'Node.js API: process.memoryUsage()',
    url: `${api}/process.html#processmemoryusage`,
  },
  memory: {
    title: 'Node.js: Understanding and Tuning Memory',
    url: `${learn}/diagnostics/memory/understanding-and-tuning-memory`,
  },
  gcTraces: {
    title: 'Node.js: Tracing garbage collection',
    url: `${learn}/diagnostics/memory/using-gc-traces`,
  },
  about: { title: 'Node.js: About Node.js', url: 'https://nodejs.org/en/about' },
  childProcess: { title: 'Node.js API: Child process', url: `${api}/child_process.html` },
  cli: { title: 'Node.js API: Command-line API', url: `${api}/cli.html` },
  cluster: { title: 'Node.js API: Cluster', url: `${api}/cluster.html` },
  crypto: { title: 'Node.js API: Crypto', url: `${api}/crypto.html` },
  dns: { title: 'Node.js API: DNS', url: `${api}/dns.html#implementation-considerations` },
  fs: { title: 'Node.js API: File system, synchronous API', url: `${api}/fs.html#synchronous-api` },
  compileCache: {
    title: 'Node.js API: Module compile cache',
    url: `${api}/module.html#module-compile-cache`,
  },
  perfHooks: { title: 'Node.js API: Performance measurement APIs', url: `${api}/perf_hooks.html` },
  embedding: {
    title: 'Node.js API: Embedding, per-instance state',
    url: `${api}/embedding.html#setting-up-a-per-instance-state`,
  },
  nextTick: {
    title: 'Node.js API: process.nextTick()',
    url: `${api}/process.html#when-to-use-queuemicrotask-vs-processnexttick`,
  },
  immediate: {
    title: 'Node.js: Understanding setImmediate()',
    url: `${learn}/asynchronous-work/understanding-setimmediate`,
  },
  sea: {
    title: 'Node.js API: Single executable applications',
    url: `${api}/single-executable-applications.html`,
  },
  stream: { title: 'Node.js API: Stream', url: `${api}/stream.html` },
  timers: { title: 'Node.js API: Timers', url: `${api}/timers.html` },
  v8Module: { title: 'Node.js API: V8', url: `${api}/v8.html` },
  workers: { title: 'Node.js API: Worker threads', url: `${api}/worker_threads.html` },
  zlib: {
    title: 'Node.js API: Zlib, threadpool usage',
    url: `${api}/zlib.html#threadpool-usage-and-performance-considerations`,
  },
  maglevOn: {
    title: 'nodejs/node: v8: enable maglev on supported architectures',
    url: 'https://github.com/nodejs/node/pull/51360',
  },
  maglevOff: {
    title: 'nodejs/node: [v22.x] Revert “v8: enable maglev on supported architectures”',
    url: 'https://github.com/nodejs/node/pull/54384',
  },
  libuvDesign: { title: 'libuv: Design overview', url: `${libuv}/design.html` },
  libuvPool: { title: 'libuv: Thread pool work scheduling', url: `${libuv}/threadpool.html` },
  ignition: { title: 'V8: Ignition', url: 'https://v8.dev/docs/ignition' },
  ignitionBlog: {
    title: 'V8: Firing up the Ignition interpreter',
    url: `${v8Blog}/ignition-interpreter`,
  },
  preparser: { title: 'V8: Blazingly fast parsing, part 2: lazy parsing', url: `${v8Blog}/preparser` },
  sparkplug: { title: 'V8: Sparkplug — a non-optimizing JavaScript compiler', url: `${v8Blog}/sparkplug` },
  maglev: { title: 'V8: Maglev - V8’s Fastest Optimizing JIT', url: `${v8Blog}/maglev` },
  turbofan: { title: 'V8: TurboFan', url: 'https://v8.dev/docs/turbofan' },
  embed: { title: 'V8: Getting started with embedding V8', url: 'https://v8.dev/docs/embed' },
  hiddenClasses: { title: 'V8: Maps (Hidden Classes) in V8', url: 'https://v8.dev/docs/hidden-classes' },
  fastProperties: { title: 'V8: Fast properties in V8', url: `${v8Blog}/fast-properties` },
  regexpTierUp: { title: 'V8: Improving V8 regular expressions', url: `${v8Blog}/regexp-tier-up` },
  regexpLinear: {
    title: 'V8: An additional non-backtracking RegExp engine',
    url: `${v8Blog}/non-backtracking-regexp`,
  },
  trashTalk: { title: 'V8: Trash talk: the Orinoco garbage collector', url: `${v8Blog}/trash-talk` },
  scavenger: {
    title: 'V8: Orinoco: young generation garbage collection',
    url: `${v8Blog}/orinoco-parallel-scavenger`,
  },
  concurrentMarking: { title: 'V8: Concurrent marking in V8', url: `${v8Blog}/concurrent-marking` },
  heapLimit: {
    title: 'V8: One small step for Chrome, one giant heap for V8',
    url: `${v8Blog}/heap-size-limit`,
  },
  microtaskGuide: {
    title: 'MDN: Using microtasks in JavaScript with queueMicrotask()',
    url: `${mdn}/API/HTML_DOM_API/Microtask_guide`,
  },
  asyncFunction: {
    title: 'MDN: async function',
    url: `${mdn}/JavaScript/Reference/Statements/async_function`,
  },
  structuredClone: {
    title: 'MDN: The structured clone algorithm',
    url: `${mdn}/API/Web_Workers_API/Structured_clone_algorithm`,
  },
  awaitOperator: { title: 'MDN: await', url: `${mdn}/JavaScript/Reference/Operators/await` },
} as const satisfies Readonly<Record<string, Source>>;
