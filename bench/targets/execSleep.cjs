/* eslint-disable @typescript-eslint/no-require-imports */
'use strict';
// Says when, then waits for another program.
const { execSync } = require('node:child_process');
const fs = require('node:fs');

function waitForProgram() {
  execSync('sleep 3'); // @site
}

setTimeout(
  () => {
    const atMs = performance.timeOrigin + performance.now();
    fs.writeSync(1, `blocking ${JSON.stringify({ atMs, pid: process.pid })}\n`);
    waitForProgram();
  },
  300 + 200 * Math.random(),
);
