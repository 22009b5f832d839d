// Programs that the bench of the editor debugs. Every line that blocks is a function of its own: `line07();` blocks in
// the line that declares it.
'use strict';

/** Functions that block, one to a line. */
function blockingLines(count, blockMs) {
  return Array.from({ length: count }, (_, at) => {
    const name = nameOf(at);
    return `function ${name}() { const end = Date.now() + ${blockMs}; while (Date.now() < end); }`;
  });
}

const nameOf = (at) => `line${String(at).padStart(2, '0')}`;

/** Blocks for 25 ms every 60 ms, 1,000 times a minute, each time in the next of ten lines. */
function busy() {
  return [
    ...blockingLines(10, 25),
    'function quiet() { const end = Date.now() + 25; while (Date.now() < end); }', // never called
    `const all = [${Array.from({ length: 10 }, (_, at) => nameOf(at)).join(', ')}];`,
    'let turn = 0;',
    'setInterval(() => all[turn++ % all.length](), 60);',
    'void quiet;',
  ];
}

/** Blocks once in each line after 4 s, one every 800 ms, and appends `[name, epoch ms of the end]` to a file. */
function oncePerLine(count, endsFile) {
  return [
    ...blockingLines(count, 60),
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
