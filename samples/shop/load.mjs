// Visits the shop: `node load.mjs [--url http://127.0.0.1:3000] [--seconds 15]`.
// Quick requests come at a steady rate; the /v1 and /v2 routes, which are work, are asked one after the other.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const quickIntervalMs = 50;
const maxQuickInFlight = 10;
const pauseBetweenWorkMs = 100;
const serverStartLimitMs = 30_000;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    seconds: { type: 'string', default: '15' },
  },
});
const url = values.url.replace(/\/$/, '');

/** The examples that the shop lists at `/`, as soon as it listens. */
async function waitForExamples() {
  const limit = Date.now() + serverStartLimitMs;
  for (;;) {
    try {
      return (await (await fetch(url)).json()).examples;
    } catch (error) {
      if (Date.now() > limit)
        throw new Error(`Nothing answers at ${url}: is the shop running?`, { cause: error });
      await delay(100);
    }
  }
}

const counts = new Map();
const failures = [];

async function request({ method, path, body }) {
  try {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    await response.arrayBuffer();
    counts.set(path, (counts.get(path) ?? 0) + 1);
    if (!response.ok) failures.push(`${method} ${path} answered ${response.status}`);
  } catch (error) {
    failures.push(`${method} ${path} failed: ${error.cause?.message ?? error.message}`);
  }
}

async function visitQuickly(examples, deadline) {
  const inFlight = new Set();
  for (let turn = 0; Date.now() < deadline; turn++) {
    if (inFlight.size < maxQuickInFlight) {
      const visit = request(examples[turn % examples.length]).finally(() => inFlight.delete(visit));
      inFlight.add(visit);
    }
    await delay(quickIntervalMs);
  }
  await Promise.all(inFlight);
}

async function work(examples, deadline) {
  for (let turn = 0; Date.now() < deadline; turn++) {
    await request(examples[turn % examples.length]);
    await delay(pauseBetweenWorkMs);
  }
}

const examples = await waitForExamples();
const isWork = ({ path }) => /^\/v\d\//.test(path);
const deadline = Date.now() + Number(values.seconds) * 1000;
await Promise.all([
  visitQuickly(
    examples.filter((example) => !isWork(example)),
    deadline,
  ),
  work(examples.filter(isWork), deadline),
]);

const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
const blocking = examples.filter((example) => example.blocks);
const fewest = Math.min(...blocking.map(({ path }) => counts.get(path) ?? 0));
console.log(`load: ${total} requests; each blocking route at least ${fewest} times`);
for (const failure of failures) console.error(`load: ${failure}`);
if (failures.length > 0) process.exitCode = 1;
