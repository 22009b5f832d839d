// Kinds of blocks that last as long as they are told: they look at the clock, or wait.
//
// A kind is { id, category, code, … }:
//   code       source of a function named like `id`; the comment `// @site` marks the line that a report should name
//   category   what a report should say; `also` are answers that are as right
//   prepare    source of a function that makes the block's argument ahead of its turn
//   top        source that stands once in a program: data and helpers
//   trigger    the only way to begin it, where that matters
//   maxMs      longest duration planned; 2000 when absent
//   mainThread  not in a worker
//   waits      it takes no processor time
//   knownMs    the block waits exactly as long as told, so that it checks the truth too
//   functionName  of the site, when it is not `id`; null: nobody can say
//   culprit    marker of the line in a dependency that a report should name as the culprit; null: nobody can say
//   posix      not on Windows
// Modules stand as `fs.readFileSync`, whatever import style the program gets.

const busy = (end) =>
  `while (performance.now() < ${end}) for (let i = 0; i < 2000; i++) sink = (sink * 31 + i) | 0;`;

const cpu = [
  {
    id: 'cpuLoop',
    category: 'cpu',
    code: `function cpuLoop(ms) {
  const end = performance.now() + ms;
  ${busy('end')} // @site
}`,
  },
  {
    id: 'helperLoop',
    category: 'cpu',
    functionName: 'hotHelper',
    code: `function hotHelper(values) {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] * 31 + i) | 0; // @site
  return values[0];
}

function helperLoop(ms) {
  const end = performance.now() + ms;
  const values = new Array(20000).fill(3);
  let sum = 0;
  while (performance.now() < end) sum += hotHelper(values);
  return sum;
}`,
  },
  {
    id: 'recursion',
    category: 'cpu',
    functionName: 'fibonacci',
    code: `function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); // @site
}

function recursion(ms) {
  const end = performance.now() + ms;
  let sum = 0;
  while (performance.now() < end) sum += fibonacci(20);
  return sum;
}`,
  },
  {
    id: 'mapCallback',
    category: 'cpu',
    functionName: null,
    code: `function mapCallback(ms) {
  const share = ms / 50;
  return new Array(50).fill(1).map((item) => {
    const end = performance.now() + share;
    ${busy('end')} // @site
    return item + 1;
  });
}`,
  },
  {
    id: 'methodLoop',
    category: 'cpu',
    functionName: 'render',
    code: `class Renderer {
  constructor(ms) {
    this.ms = ms;
  }

  render() {
    const end = performance.now() + this.ms;
    ${busy('end')} // @site
  }
}

function methodLoop(ms) {
  return new Renderer(ms).render();
}`,
  },
];

const dependency = [
  {
    id: 'dependencyLoop',
    category: 'cpu',
    culprit: 'crunch',
    code: `function dependencyLoop(ms) {
  return slowLib.crunch(ms); // @site
}`,
  },
  {
    id: 'dependencyCallback',
    category: 'cpu',
    functionName: 'visitItem',
    code: `function visitItem(share) {
  const end = performance.now() + share;
  ${busy('end')} // @site
}

function dependencyCallback(ms) {
  return slowLib.each(20, () => visitItem(ms / 20));
}`,
  },
  {
    id: 'dependencySyncIo',
    category: 'sync-io',
    culprit: 'scan',
    code: `function dependencySyncIo(ms) {
  return slowLib.scan(ms); // @site
}`,
  },
  {
    // Nothing of the user's own is on the stack: no site is the right answer.
    id: 'dependencyTimer',
    category: 'cpu',
    trigger: 'self',
    culprit: 'crunch',
    code: `function dependencyTimer(ms, begin) {
  slowLib.later(ms, begin);
}`,
  },
];

const waiting = [
  {
    id: 'fifoRead',
    category: 'sync-io',
    waits: true,
    posix: true,
    top: `const fifo = path.join(os.tmpdir(), \`bench-fifo-\${process.pid}-\${Math.random().toString(36).slice(2)}\`);
childProcess.execFileSync('mkfifo', [fifo]);
process.once('exit', () => fs.rmSync(fifo, { force: true }));
const writer = childProcess.spawn('sh', ['-c', \`while read s; do sleep $s; echo x > "\${fifo}"; done\`], {
  stdio: ['pipe', 'ignore', 'ignore'],
});
writer.unref();
writer.stdin.unref();`,
    code: `function fifoRead(ms) {
  writer.stdin.write(\`\${ms / 1000}\\n\`);
  return fs.readFileSync(fifo); // @site
}`,
  },
  {
    id: 'execSleep',
    category: 'child-process',
    waits: true,
    posix: true,
    code: `function execSleep(ms) {
  childProcess.execSync(\`sleep \${ms / 1000}\`); // @site
}`,
  },
  {
    id: 'spawnNode',
    category: 'child-process',
    waits: true,
    code: `function spawnNode(ms) {
  return childProcess.spawnSync(process.execPath, ['-e', \`setTimeout(() => {}, \${ms})\`]); // @site
}`,
  },
  {
    // In a worker this is how it waits for work: no block.
    id: 'atomicsWait',
    mainThread: true,
    category: 'native',
    waits: true,
    knownMs: true,
    top: `const neverNotified = new Int32Array(new SharedArrayBuffer(4));`,
    code: `function atomicsWait(ms) {
  return Atomics.wait(neverNotified, 0, 0, ms); // @site
}`,
  },
];

const manyCalls = [
  {
    id: 'smallReads',
    category: 'sync-io',
    code: `function smallReads(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end) fs.readFileSync(truthModule); // @site
}`,
  },
  {
    id: 'smallStats',
    category: 'sync-io',
    code: `function smallStats(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end) fs.statSync(truthModule); // @site
}`,
  },
  {
    id: 'hashUpdates',
    category: 'crypto',
    top: `const hashed = Buffer.alloc(65536, 7);`,
    code: `function hashUpdates(ms) {
  const end = performance.now() + ms;
  const hash = crypto.createHash('sha256');
  while (performance.now() < end) hash.update(hashed); // @site
  return hash.digest('hex');
}`,
  },
];

const microtasks = [
  {
    id: 'awaitFlood',
    category: 'microtasks',
    code: `async function awaitFlood(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end) await null; // @site
}`,
  },
  {
    id: 'microtaskFlood',
    category: 'microtasks',
    // The arrow function stands on the same line.
    functionName: null,
    code: `function queueNext(end) {
  if (performance.now() < end) queueMicrotask(() => queueNext(end)); // @site
}

function microtaskFlood(ms) {
  queueNext(performance.now() + ms);
}`,
  },
  {
    id: 'tickFlood',
    category: 'microtasks',
    functionName: 'tickNext',
    code: `function tickNext(end) {
  if (performance.now() < end) process.nextTick(tickNext, end); // @site
}

function tickFlood(ms) {
  tickNext(performance.now() + ms);
}`,
  },
];

const gc = [
  {
    id: 'gcChurn',
    category: 'gc',
    also: ['cpu'],
    maxMs: 600,
    top: `const liveHeap = Array.from({ length: 600000 }, (_, i) => ({ i, next: { name: 'n' + i } }));
const ring = new Array(200000);`,
    code: `function gcChurn(ms) {
  const end = performance.now() + ms;
  let at = liveHeap.length;
  while (performance.now() < end) for (let i = 0; i < 500; i++) ring[++at % ring.length] = { at, of: [at, { i }] }; // @site
}`,
  },
];

export const timedKinds = [...cpu, ...dependency, ...waiting, ...manyCalls, ...microtasks, ...gc];
