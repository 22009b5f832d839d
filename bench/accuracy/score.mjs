// What the rows of match.mjs add up to: the table by kind, the calibration of `confidence`, the bars.
import { median, quantile } from '../lib/stats.mjs';
import { bar, fixed, share, table } from '../lib/table.mjs';

const longMs = 50;

const rightShare = (rows, key) => {
  const judged = rows.filter((row) => row[key] !== null && row[key] !== undefined);
  return { right: judged.filter((row) => row[key]).length, of: judged.length };
};
const shown = ({ right, of }) => share(right, of);

function figures(rows) {
  const due = rows.filter((row) => row.due);
  const found = due.filter(({ block }) => block);
  const errors = found.map(({ errorMs }) => errorMs);
  return {
    due: due.length,
    found: found.length,
    recall: found.length / due.length,
    errorMedian: median(errors),
    errorP90: quantile(errors, 0.9),
    errorP95: quantile(errors, 0.95),
    longLine: rightShare(
      found.filter(({ truthMs }) => truthMs >= longMs),
      'lineRight',
    ),
    shortLine: rightShare(
      found.filter(({ truthMs }) => truthMs < longMs),
      'lineRight',
    ),
    function: rightShare(found, 'functionRight'),
    culprit: rightShare(found, 'culpritRight'),
    category: rightShare(found, 'categoryRight'),
    handler: rightShare(found, 'handlerRight'),
  };
}

/** Prints everything about one Node version and says whether all bars are met. */
export function printScore(name, rows, extra) {
  const kinds = [...new Set([...rows, ...extra].map(({ kind }) => kind))].sort();
  const wrong = extra.filter(({ excused }) => !excused);
  const line = (label, kindRows, kindExtra) => {
    const f = figures(kindRows);
    const errors = [f.errorMedian, f.errorP90, f.errorP95].map((ms) => fixed(ms, 2));
    const shares = [f.longLine, f.shortLine, f.function, f.culprit, f.category, f.handler].map(shown);
    return [label, f.due, share(f.found, f.due), ...errors, ...shares, kindExtra.length];
  };
  const header = [
    'kind',
    'n',
    'recall',
    'err p50',
    'p90',
    'p95',
    'line≥50',
    'line<50',
    'function',
    'culprit',
  ];
  console.log(
    `\n${name}: durations in ms; shares of the blocks found; false: reported, but the loop was not held`,
  );
  console.log(
    table(
      [...header, 'category', 'handler', 'false'],
      [
        ...kinds.map((kind) =>
          line(
            kind,
            rows.filter((row) => row.kind === kind),
            wrong.filter((row) => row.kind === kind),
          ),
        ),
        line('all', rows, wrong),
      ],
    ),
  );
  printDetails(rows, extra);
  printCalibration(rows, wrong);
  return printBars(name, rows);
}

function printDetails(rows, extra) {
  const found = rows.filter(({ due, block }) => due && block);
  const silent = rows.filter(({ due }) => !due).length;
  console.log(
    `turns that must not be reported: ${silent}; reports excused (the pause was busy or late, or starved without a line): ` +
      `${extra.filter(({ excused }) => excused).length}; starved turns: ${rows.filter((row) => row.due && row.starved).length}; ` +
      `start of the block minus start of the turn, median: ${fixed(median(found.map(({ startErrorMs }) => startErrorMs)), 2)} ms`,
  );
  const wrong = extra.filter(({ excused }) => !excused);
  const mistakes = {
    missed: rows.filter(({ due, block }) => due && !block).map(label),
    false: wrong.map(
      (row) => `${label(row)}: ${fixed(row.block.durationMs)} ms ${row.block.category} at ${place(row)}`,
    ),
    line: found
      .filter((row) => row.lineRight === false)
      .map((row) => `${label(row)}: ${place(row)} (${row.block.evidence})`),
    duration: found
      .filter((row) => row.errorMs > 5)
      .map((row) => `${label(row)}: ${fixed(row.block.durationMs)} ms`),
    category: found.filter((row) => !row.categoryRight).map((row) => `${label(row)}: ${row.block.category}`),
    handler: found
      .filter((row) => row.handlerRight === false)
      .map((row) => `${label(row)}: ${row.block.handler?.name ?? 'none'}`),
  };
  const most = 20;
  for (const [what, lines] of Object.entries(mistakes)) {
    for (const text of lines.slice(0, most)) console.log(`${what.padEnd(9)}${text}`);
    if (lines.length > most) console.log(`${what.padEnd(9)}… and ${lines.length - most} more`);
  }
}

const place = ({ block: { site } }) => (site ? `${site.functionName}:${site.line}` : 'none');
const label = ({ program, kind, trigger, truthMs }) =>
  `${program} ${kind} ${trigger ?? ''} ${fixed(truthMs)} ms`;

/** Of the blocks that say 0.9, nine in ten should name the right line. False reports name none right. */
function printCalibration(rows, wrong) {
  const said = [
    ...rows
      .filter(({ block, lineRight }) => block && lineRight !== null)
      .map(({ block, lineRight }) => ({ says: block.confidence, right: lineRight })),
    ...wrong.map(({ block }) => ({ says: block.confidence, right: false })),
  ];
  const edges = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.001];
  const bins = edges
    .slice(0, -1)
    .map((low, i) => ({ low, rows: said.filter(({ says }) => says >= low && says < edges[i + 1]) }));
  console.log(
    table(
      ['confidence from', 'n', 'mean', 'line right'],
      bins
        .filter((bin) => bin.rows.length > 0)
        .map(({ low, rows: inBin }) => [
          low,
          inBin.length,
          fixed(inBin.reduce((sum, { says }) => sum + says, 0) / inBin.length, 2),
          share(inBin.filter(({ right }) => right).length, inBin.length),
        ]),
    ),
  );
}

function printBars(name, rows) {
  const f = figures(rows);
  const atLeast = ({ right, of }, goal) => of > 0 && right / of >= goal;
  console.log(`\n${name}`);
  return [
    bar('recall of turns ≥ 20 ms', `${share(f.found, f.due)} of ${f.due}`, f.recall >= 0.99, '≥ 99%'),
    bar('duration error, median', `${fixed(f.errorMedian, 2)} ms`, f.errorMedian <= 1, '≤ 1 ms'),
    bar('duration error, p90', `${fixed(f.errorP90, 2)} ms`, f.errorP90 <= 5, '≤ 5 ms'),
    bar(
      'exact line, ≥ 50 ms',
      `${shown(f.longLine)} of ${f.longLine.of}`,
      atLeast(f.longLine, 0.95),
      '≥ 95%',
    ),
    bar(
      'exact line, 20–50 ms',
      `${shown(f.shortLine)} of ${f.shortLine.of}`,
      atLeast(f.shortLine, 0.9),
      '≥ 90%',
    ),
  ].every(Boolean);
}
