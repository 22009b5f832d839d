/* eslint-disable @typescript-eslint/no-require-imports */
'use strict';
// Says when, then never lets the loop turn again.
const fs = require('node:fs');

let sink = 1;

function neverEnding() {
  for (;;) sink = (sink * 31 + 7) | 0; // @site
}

setTimeout(
  () => {
    const atMs = performance.timeOrigin + performance.now();
    fs.writeSync(1, `blocking ${JSON.stringify({ atMs, pid: process.pid })}\n`);
    neverEnding();
  },
  300 + 200 * Math.random(),
);
