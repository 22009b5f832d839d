// The thread in which regular expressions are analysed and run: it may be ended at any moment, also inside of one.
import { parentPort } from 'node:worker_threads';
import type { AttackPattern, VulnerableComplexity } from 'recheck';
import { checkSync } from 'recheck/lib/browser.js';
import { attacksOf, type AttackShape } from '../../analysis/regex/attacks';
import { suspect } from '../../analysis/regex/suspect';
import type { WorkerAnswers, WorkerRequest } from './workerMessages';

/**
 * `recheck` tries its attacks in an interpreter of its own, which reads some 10 million characters per second. We try them in V8,
 * so it may stop early: with its own limit (1.5 billion) it takes minutes.
 */
const readCharacters = 10_000_000;
/** Runs before the one that is measured: V8 compiles an expression to machine code at its second run. */
const warmUps = 3;

/** The expression that was run last, with its machine code. */
let current: { readonly key: string; readonly regex: RegExp } | null = null;

parentPort?.on('message', (request: WorkerRequest) => {
  try {
    parentPort?.postMessage({ value: answer(request) });
  } catch (error) {
    parentPort?.postMessage({ error: String(error) });
  }
});
parentPort?.postMessage('ready');

function answer(request: WorkerRequest): WorkerAnswers[WorkerRequest['kind']] {
  switch (request.kind) {
    case 'recheck':
      return recheck(request.source, request.flags);
    case 'attacks':
      return {
        degree: suspect(request.source, request.flags)?.degree === 'exponential' ? 'exponential' : null,
        attacks: attacksOf(request.source, request.flags, request.all),
      };
    case 'run':
      return run(request.source, request.flags, request.attack, request.count);
  }
}

function recheck(source: string, flags: string): WorkerAnswers['recheck'] {
  const said = checkSync(source, flags, {
    // The clock would make results differ from run to run; whoever asked ends this thread when it takes too long.
    ...{ timeout: null, attackTimeout: null, incubationTimeout: null },
    attackLimit: readCharacters,
    maxAttackStringSize: 100_000,
  });
  return {
    known: said.status !== 'unknown',
    ...(said.status === 'vulnerable'
      ? { attacks: shapesOf(said.attack), degree: degreeOf(said.complexity) }
      : { attacks: [], degree: null }),
  };
}

function degreeOf(complexity: VulnerableComplexity): 'exponential' | number {
  return complexity.type === 'exponential' ? 'exponential' : complexity.degree;
}

/** One shape per pump, the other pumps once; one shape alone where all pumps are the same text. */
function shapesOf({ pumps, suffix }: AttackPattern): readonly AttackShape[] {
  const [first, ...others] = pumps;
  if (!first) return [];
  if (others.every(({ prefix, pump }) => prefix === '' && pump === first.pump))
    return [{ prefix: first.prefix, pump: unitOf(first.pump), suffix }];
  const once = (some: typeof pumps) => some.map(({ prefix, pump }) => prefix + pump).join('');
  return pumps.map(({ prefix, pump }, at) => ({
    prefix: once(pumps.slice(0, at)) + prefix,
    pump: unitOf(pump),
    suffix: once(pumps.slice(at + 1)) + suffix,
  }));
}

/** `a` of `aaaa`: with longer pumps, an exponential attack would be over before it began. */
function unitOf(pump: string): string {
  const length = (pump + pump).indexOf(pump, 1);
  return pump.slice(0, length);
}

function run(source: string, flags: string, { prefix, pump, suffix }: AttackShape, count: number) {
  const key = `${flags}/${source}`;
  if (current?.key !== key) {
    current = { key, regex: new RegExp(source, flags) };
    for (let i = 0; i < warmUps; i++) exec(current.regex, prefix + pump + suffix);
  }
  return exec(current.regex, prefix + pump.repeat(count) + suffix);
}

function exec(regex: RegExp, subject: string): number | null {
  regex.lastIndex = 0;
  const start = performance.now();
  try {
    regex.exec(subject);
  } catch {
    return null; // its backtracking needs more memory than V8 allows
  }
  return performance.now() - start;
}
