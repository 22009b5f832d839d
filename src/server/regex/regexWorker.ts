// The thread in which regular expressions are looked at by their form, and run: it may be ended at any moment, also inside of one.
import { attacksOf, type AttackShape } from '../../analysis/regex/attacks';
import { isLinear } from '../../analysis/regex/linear';
import { suspect } from '../../analysis/regex/suspect';
import { answering } from './answering';
import type { WorkerAnswers } from './workerMessages';

/** Runs before the one that is measured: V8 compiles an expression to machine code at its second run. */
const warmUps = 3;

/** The expression that was run last, with its machine code. */
let current: { readonly key: string; readonly regex: RegExp } | null = null;

answering<'form' | 'attacks' | 'run'>((request) => {
  const { source, flags } = request;
  switch (request.kind) {
    case 'form': {
      const suspicion = suspect(source, flags)?.degree ?? null;
      return { suspicion, isLinear: suspicion === null && isLinear(source, flags) };
    }
    case 'attacks':
      return attacksOf(source, flags, request.all);
    case 'run':
      return run(source, flags, request.attack, request.count);
  }
});

function run(
  source: string,
  flags: string,
  { prefix, pump, suffix }: AttackShape,
  count: number,
): WorkerAnswers['run'] {
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
