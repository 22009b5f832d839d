// The load of a bench, in a process of its own: { port, connections, ms } in, { requests, ms } out, over fork's IPC.
// Each connection is kept alive and sends its next request when the last answer is whole.
import { Agent, get } from 'node:http';

const agents = new Map();

process.on('message', async ({ port, connections, ms }) => {
  if (!agents.has(port)) agents.set(port, new Agent({ keepAlive: true, maxSockets: connections }));
  const agent = agents.get(port);
  const start = performance.now();
  const until = start + ms;
  let requests = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await once(agent, port);
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  process.send({ requests, ms: performance.now() - start });
});

process.on('disconnect', () => process.exit(0));

const once = (agent, port) =>
  new Promise((resolve, reject) => {
    get({ agent, port, host: '127.0.0.1', path: '/' }, (response) => response.resume().on('end', resolve)).on(
      'error',
      reject,
    );
  });
