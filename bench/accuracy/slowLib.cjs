'use strict';
/* eslint-disable @typescript-eslint/no-require-imports */
// Stands in node_modules/slow-lib of the generated programs: a dependency that blocks in its own code.
const fs = require('node:fs');

let sink = 1;

exports.crunch = function crunch(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end) for (let i = 0; i < 2000; i++) sink = (sink * 31 + i) | 0; // @culprit crunch
};

exports.each = function each(count, visit) {
  for (let i = 0; i < count; i++) visit(i);
};

exports.scan = function scan(ms) {
  const end = performance.now() + ms;
  let size = 0;
  while (performance.now() < end) size += fs.readFileSync(__filename).length; // @culprit scan
  return size;
};

/** Blocks from a timer of its own; `begin` tells the truth when. */
exports.later = function later(ms, begin) {
  setTimeout(() => {
    begin();
    exports.crunch(ms);
  }, 10);
};
