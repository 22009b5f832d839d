// Programs that the bench of the editor debugs. Every line that blocks is a function of its own: `line07();` blocks in
// the line that declares it.
'use strict';

/** Blocks for so long by the clock. */
const byClock = (ms) => `const end = Date.now() + ${ms}; while (Date.now() < end);`;
/** Until it had a processor for so long: by the clock, a busy machine may leave it nothing, and the block is told as starved. */
const byProcessor = (ms) =>
  `const since = process.cpuUsage(); while (process.cpuUsage(since).user < ${ms * 1000}) for (let n = 0; n < 1e4; n++);`;

/** Functions that block, one to a line. */
function blockingLines(count, body) {
  return Array.from({ length: count }, (_, at) => {
    const name = nameOf(at);
    return `function ${name}() { ${body} }`;
  });
}

const nameOf = (at) => `line${String(at).padStart(2, '0')}`;

/** Blocks for 25 ms every 60 ms, 1,000 times a minute, each time in the next of ten lines. */
function busy() {
  return [
    ...blockingLines(10, byClock(25)),
    `function quiet() { ${byClock(25)} }`, // never called
    `const all = [${Array.from({ length: 10 }, (_, at) => nameOf(at)).join(', ')}];`,
    'let turn = 0;',
    'setInterval(() => all[turn++ % all.length](), 60);',
    'void quiet;',
  ];
}

/** Blocks once in each line after 4 s, one every 800 ms, and appends `[name, epoch ms of the end]` to a file. */
function oncePerLine(count, endsFile) {
  return [
    ...blockingLines(count, byProcessor(60)),
    `const all = [${Array.from({ length: count }, (_, at) => nameOf(at)).join(', ')}];`,
    'const ends = [];',
    'function next() {',
    '  const called = all[ends.length];',
    '  called();',
    '  ends.push([called.name, Date.now()]);',
    '  if (ends.length < all.length) return setTimeout(next, 800);',
    // Not in the turn that blocked: writing would lengthen it.
    `  setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(endsFile)}, JSON.stringify(ends)), 800);`,
    '}',
    'setTimeout(next, 4000);',
    'setInterval(() => {}, 1000);',
  ];
}

module.exports = { busy, oncePerLine };
