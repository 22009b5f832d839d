/* eslint-disable @typescript-eslint/no-require-imports */
'use strict';
// A server with little to do: each request costs about `workMs` of processor time, the same work however long it takes.
//   GET /       the work
//   GET /stop   half of the work, then stops the whole process (SIGSTOP), then the other half
//   GET /own    the most processor time that one request took, in ms
const http = require('node:http');

/** Below the threshold of 20 ms, but long enough that the scheduler breaks into it. */
const workMs = 10;
let sink = 1;
let mostMs = 0;

/** The thread's own time where Node tells it (from 23.9), else the process's: never less than the thread's. */
const cpuMs = () => {
  const { user, system } = (process.threadCpuUsage ?? process.cpuUsage)();
  return (user + system) / 1000;
};

function work(rounds) {
  for (let i = 0; i < rounds * 1000; i++) sink = (sink * 31 + i) | 0;
}

function timed(run) {
  const before = cpuMs();
  run();
  return cpuMs() - before;
}

let rounds = 64;
while (Math.min(...[1, 2, 3].map(() => timed(() => work(rounds)))) < workMs) rounds *= 1.25;

const routes = {
  '/': () => work(rounds),
  '/stop': () => {
    work(rounds / 2);
    process.kill(process.pid, 'SIGSTOP');
    work(rounds / 2);
  },
};

const server = http.createServer((request, response) => {
  if (routes[request.url]) mostMs = Math.max(mostMs, timed(routes[request.url]));
  response.end(JSON.stringify({ mostMs }));
});
server.listen(0, '127.0.0.1', () => {
  console.log(`listening ${JSON.stringify({ port: server.address().port, pid: process.pid })}`);
});
