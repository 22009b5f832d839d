// How good the truth is: what `accuracy --truth` prints of programs that ran alone.
import { quantile } from '../lib/stats.mjs';
import { bar, fixed, table } from '../lib/table.mjs';

/** Prints what was planned against what was measured; true when the truth is sharp enough to judge a report by it. */
export function printTruth(name, rows) {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  const ofKind = (kind) => rows.filter((row) => row.kind === kind);
  console.log(`\n${name}: turns measured, without the tool; ratio: measured / planned`);
  console.log(
    table(
      ['kind', 'turns', '≥ 20', 'starved', 'min ms', 'median', 'max', 'ratio p10', 'p50', 'p90', 'gc share'],
      [...kinds.map((kind) => tableLine(kind, ofKind(kind))), tableLine('all', rows)],
    ),
  );
  const nears = rows.filter(({ role }) => role === 'near');
  console.log(
    `near misses that became 20 ms or more: ${nears.filter(({ due }) => due).length} of ${nears.length}`,
  );
  const floor = rows.filter(({ role }) => role === 'empty').map(({ truthMs }) => truthMs);
  const known = rows.filter(({ knownMs }) => knownMs).map(({ ms, truthMs }) => truthMs - ms);
  return [
    sharp('turns that do nothing, median', floor, 0.2),
    sharp('waits of known length, median error', known, 0.5),
  ].every(Boolean);
}

function tableLine(label, rows) {
  const lengths = rows.map(({ truthMs }) => truthMs);
  const ratios = rows.filter(({ ms }) => ms > 0).map(({ ms, truthMs }) => truthMs / ms);
  const due = rows.filter((row) => row.due);
  return [
    ...[label, rows.length, due.length, due.filter(({ starved }) => starved).length],
    ...[0, 0.5, 1].map((q) => fixed(quantile(lengths, q))),
    ...[0.1, 0.5, 0.9].map((q) => fixed(quantile(ratios, q), 2)),
    fixed(Math.max(...rows.map(({ gcMs, truthMs }) => gcMs / truthMs)), 2),
  ];
}

/** A choice of kinds may leave none to judge by; then there is no bar. */
function sharp(what, errors, goal) {
  if (errors.length === 0) return true;
  const middle = quantile(errors, 0.5);
  return bar(what, `${fixed(middle, 3)} ms of ${errors.length}`, middle <= goal, `≤ ${goal} ms`);
}
