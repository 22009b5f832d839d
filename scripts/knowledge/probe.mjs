// Runs recipes in a Node binary, several per process, and says how what they show compares with what is written down.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recipes } from './recipes/all.mjs';

const perProcess = 40;
const attempts = 3;
const patienceMs = 30_000;
/** Begin and length of a span are each cut to whole microseconds. More would reach into the poll phase, which follows at once. */
const cutUs = 1;

/** Variants of an entry that hold for a major, as `disagreement` takes them. */
export const variantsOf = ({ variants }, major) =>
  variants
    .filter(({ versions }) => versions.includes(major))
    .map(({ when = null, stages, phase }) => ({ when, places: stages.map(([where]) => where), phase }));

/**
 * @param {string} binary
 * @param {(recipe: { id: string, when: string | null }) => boolean} fits whether that Node has the callable, in that way
 * @returns {Promise<{ id: string, when: string | null, verdict: 'main' | 'queue' | 'pool' | 'failed', phase: string | null,
 *   types: string[], error: string | null }[]>} one for each recipe that Node can run
 */
export async function probe(binary, fits) {
  const chosen = recipes.map((_, index) => index).filter((index) => fits(recipes[index]));
  const scratch = await mkdtemp(join(tmpdir(), 'looplens-probes-'));
  try {
    const found = new Map();
    const batches = [];
    for (let at = 0; at < chosen.length; at += perProcess) batches.push(chosen.slice(at, at + perProcess));
    const lanes = [saturations(binary, batches, scratch, found), phases(binary, batches, scratch)];
    const [, moments] = await Promise.all(lanes);
    return chosen.map((index) => {
      const { id, when } = recipes[index];
      return { id, when, ...found.get(index), phase: moments.get(index) ?? null };
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function saturations(binary, batches, scratch, found) {
  for (const [number, batch] of batches.entries()) {
    const result = join(scratch, `pool-${number}.json`);
    await run(binary, ['--no-warnings', script('saturate.mjs'), result, ...batch], {
      UV_THREADPOOL_SIZE: '1',
    });
    for (const { index, ...rest } of JSON.parse(await readFile(result, 'utf8'))) found.set(index, rest);
  }
}

async function phases(binary, batches, scratch) {
  const found = new Map();
  for (const [number, batch] of batches.entries()) {
    const [result, trace] = [join(scratch, `phase-${number}.json`), join(scratch, `trace-${number}.log`)];
    const flags = [
      '--no-warnings',
      '--trace-event-categories',
      'node.environment',
      '--trace-event-file-pattern',
      trace,
    ];
    await run(binary, [...flags, script('phases.mjs'), result, ...batch]);
    const spans = spansOf(JSON.parse(await readFile(trace, 'utf8')).traceEvents);
    for (const { index, phase, atUs, error } of JSON.parse(await readFile(result, 'utf8')))
      if (!error) found.set(index, phase ?? phaseAt(spans, atUs));
  }
  return found;
}

const phaseAt = (spans, atUs) =>
  spans.find(({ from, to }) => from <= atUs && atUs <= to + cutUs)?.phase ?? 'poll';

/** When the main thread's loop ran timers and immediates, in microseconds. What is neither is poll, or closing. */
function spansOf(events) {
  const main = events.find(
    ({ name, args }) => name === 'thread_name' && args.name === 'JavaScriptMainThread',
  )?.tid;
  const phases = { RunTimers: 'timers', CheckImmediate: 'check' };
  const spans = [];
  const open = {};
  for (const { name, ph, ts, dur, tid } of events) {
    if (!Object.hasOwn(phases, name) || (main !== undefined && tid !== main)) continue;
    if (ph === 'X') spans.push({ phase: phases[name], from: ts, to: ts + dur });
    if (ph === 'B') open[name] = ts;
    if (ph === 'E') spans.push({ phase: phases[name], from: open[name], to: ts });
  }
  return spans;
}

const script = (name) => join(import.meta.dirname, name);

/** Runs it to its end, again where Node crashes: with traces and workers at once, some majors do at their exit. */
async function run(binary, args, env = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(binary, args, env);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

/** One that hangs is ended and is an error. */
async function runOnce(binary, args, env) {
  const child = spawn(binary, args.map(String), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done));
  clearTimeout(timer);
  if (code !== 0) throw new Error(`A probe in ${binary} ended with ${code ?? 'a signal'}:\n${stderr}`);
}

/**
 * What a probe shows that an entry does not say; null where they agree.
 *
 * @param {{ when: string | null, verdict: string, phase: string | null, error: string | null }} shown
 * @param {{ when?: string | null, places: string[], phase: string | null }[]} variants those that hold for that major
 */
export function disagreement({ when, verdict, phase, error }, variants) {
  const variant =
    variants.find((one) => (one.when ?? null) === when) ?? (when === null ? variants[0] : undefined);
  if (!variant) return `no variant '${when}'`;
  if (verdict === 'failed') return `could not be probed: ${error}`;
  const { places, phase: written } = variant;
  const expected = places.includes('pool')
    ? 'pool'
    : written === null || written === 'sync'
      ? 'main'
      : 'queue';
  if (verdict !== expected) return `written ${expected}, seen ${verdict}`;
  if (phase !== null && verdict !== 'main' && phase !== (written === 'close' ? 'poll' : written))
    return `calls back in ${phase}, written ${written}`;
  return null;
}
