// The thread in which `recheck` looks at regular expressions, by itself as it takes more memory than all else together.
import type { AttackPattern, VulnerableComplexity } from 'recheck';
import { checkSync } from 'recheck/lib/browser.js';
import type { AttackShape } from '../../analysis/regex/attacks';
import { answering } from './answering';
import type { WorkerAnswers } from './workerMessages';

/**
 * `recheck` tries its attacks in an interpreter of its own, which reads some 10 million characters per second. We try them in V8,
 * so it may stop early: with its own limit (1.5 billion) it takes minutes.
 */
const readCharacters = 10_000_000;

answering<'recheck'>(({ source, flags }) => recheck(source, flags));

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
