/* eslint-disable @typescript-eslint/no-require-imports */
'use strict';
// A hello-world server, Express or plain, that says its port and tells what it used: GET /usage.
// argv: 'http', or the folder that Express is installed in.
const http = require('node:http');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const [, , kind] = process.argv;

/** Microseconds of processor time: of all threads, and of this one where Node tells (from 23.9). */
function usage() {
  const { user, system } = process.cpuUsage();
  const own = process.threadCpuUsage?.();
  return { pid: process.pid, processUs: user + system, mainUs: own ? own.user + own.system : null };
}

function expressApp() {
  const express = createRequire(join(kind, 'package.json'))('express');
  const app = express();
  app.get('/', (_request, response) => response.send('Hello World'));
  app.get('/usage', (_request, response) => response.json(usage()));
  return app;
}

function plainApp(request, response) {
  response.setHeader('content-type', 'application/json');
  response.end(request.url === '/usage' ? JSON.stringify(usage()) : '"Hello World"');
}

const server = http.createServer(kind === 'http' ? plainApp : expressApp());
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`listening ${JSON.stringify({ port: server.address().port })}`);
});
