import type { FileSummary } from '../fileSummary';
import { unknown, type Ref, type Value } from '../values';
import type { Draft, Rule, RuleInput } from './rule';

const together = new Set(['all', 'allSettled', 'any', 'race']);
/** Packages that limit how much runs at once. */
const limits = new Set([
  'p-limit',
  'p-map',
  'p-queue',
  'p-all',
  'async',
  'bottleneck',
  'throat',
  'promise-limit',
]);
/** Methods that leave as many entries as there are, or fewer for a reason of their own. */
const keeping = new Set(['map', 'filter', 'flatMap', 'sort', 'reverse', 'concat']);

/** `Promise.all(req.body.ids.map(load))`: the client says how much is started at once. */
export const unboundedAllRule: Rule = (input) => {
  const { summary, role, reached } = input;
  if (role === 'test' || role === 'config') return [];
  return summary.calls.flatMap((call): Draft[] => {
    const value = callAt(summary, call.value);
    const callee = value && summary.values.get(value.callee);
    if (callee?.kind !== 'member' || !together.has(callee.name) || !isGlobal(summary, callee.of, 'Promise'))
      return [];
    const mapped = callAt(summary, value?.args[0] ?? unknown);
    const map = mapped && summary.values.get(mapped.callee);
    if (!mapped || map?.kind !== 'member' || map.name !== 'map') return [];
    const by = reached(call.function);
    if (!by || isLimited(input, mapped) || !isFromClient(input, map.of)) return [];
    return [
      {
        rule: 'unbounded-all',
        severity: 'warning',
        span: call.span,
        call: `Promise.${callee.name}`,
        reached: by,
        detail: {},
      },
    ];
  });
};

function callAt(summary: FileSummary, ref: Ref): Extract<Value, { kind: 'call' }> | null {
  const value = summary.values.get(ref);
  return value?.kind === 'call' ? value : null;
}

function isGlobal(summary: FileSummary, ref: Ref, name: string): boolean {
  const value = summary.values.get(ref);
  return value?.kind === 'global' && value.name === name;
}

/** Whether it is the first parameter of a handler, or something of it. */
function isFromClient({ summary, reached }: RuleInput, ref: Ref): boolean {
  let value = summary.values.get(ref);
  for (let depth = 0; depth < 20 && value; depth++) {
    if (value.kind === 'member') value = summary.values.get(value.of);
    else if (value.kind === 'any') value = summary.values.get(value.of[0] ?? unknown);
    else if (value.kind === 'call') {
      const callee: Value | undefined = summary.values.get(value.callee);
      if (callee?.kind !== 'member' || !keeping.has(callee.name)) return false;
      value = summary.values.get(callee.of);
    } else break;
  }
  return value?.kind === 'parameter' && value.at === 0 && reached(value.function)?.from === null;
}

/** limit(() => …) inside of map. */
function isLimited({ summary, links }: RuleInput, mapped: Extract<Value, { kind: 'call' }>): boolean {
  const callbacks = mapped.args.flatMap((arg) => {
    const value = summary.values.get(arg);
    return value?.kind === 'function' ? [value.index] : [];
  });
  return links.packages.some(
    ({ module, function: caller }) => limits.has(module) && callbacks.includes(caller),
  );
}
