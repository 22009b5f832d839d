// One thread, a hundred visitors. Watch how well it serves those who wait for something, and what one who computes does.
import { createServer, get } from 'node:http';

let waiting = 0;
let mostWaiting = 0;

const server = createServer((request, response) => {
  if (request.url === '/compute') {
    compute(500);
    return response.end();
  }
  // As a database would: the answer comes later, and the thread does something else meanwhile.
  mostWaiting = Math.max(mostWaiting, ++waiting);
  setTimeout(() => {
    waiting--;
    response.end();
  }, 300);
});

server.listen(0, '127.0.0.1', async () => {
  console.log('1. a hundred visitors, each waits 300 ms for a database');
  let begun = performance.now();
  await Promise.all(Array.from({ length: 100 }, () => visit('/wait')));
  console.log(`2. in the works at the same time: ${mostWaiting}`);
  console.log(`3. all answered after ${Math.round(performance.now() - begun)} ms`);

  console.log('4. one visitor lets the server compute for half a second, another comes right behind');
  begun = performance.now();
  const order = [];
  await Promise.all([
    visit('/compute').then(() => order.push('the one who let it compute')),
    visit('/wait').then(() => order.push('the one behind')),
  ]);
  console.log(`5. answered: ${order.join(', then ')}`);
  console.log(`6. the one behind had ${Math.round(performance.now() - begun)} ms instead of 300`);
  server.close();
});

function visit(path) {
  const { port } = server.address();
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      response.on('end', resolve);
    }).on('error', reject);
  });
}

/** Blocks: nobody is served until it returns. */
function compute(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
