// A small server that answers three routes. Two of them hold the event loop while they work: nothing else runs meanwhile,
// no other request is even accepted. Start it with F5 and watch the status bar and the lines below.
const { createServer, get } = require('node:http');
const { pbkdf2, pbkdf2Sync } = require('node:crypto');

const routes = {
  '/hello': hello,
  '/sign-in': signIn,
  '/report': report,
};

const server = createServer((request, response) => {
  const handle = routes[request.url] ?? hello;
  handle((text) => response.end(text + '\n'));
});

/** Does next to nothing. */
function hello(answer) {
  answer('Hello');
}

/** A key derivation is meant to be slow; the synchronous one is slow on the thread of the event loop. */
function signIn(answer) {
  const key = pbkdf2Sync('secret', 'salt', 200_000, 32, 'sha256');
  answer(key.toString('hex'));
}

/** The same on a thread of the pool: put it into `routes` in place of signIn, start again, and compare. */
function signInAside(answer) {
  pbkdf2('secret', 'salt', 200_000, 32, 'sha256', (error, key) =>
    answer(error ? 'failed' : key.toString('hex')),
  );
}

/** Looks each customer up in a list: the time grows with the square of their number. A Map would do it at once. */
function report(answer) {
  const customers = Array.from({ length: 5_000 }, (_, id) => ({ id, name: `customer ${id}` }));
  const orders = Array.from({ length: 5_000 }, (_, id) => ({ customer: (id * 7) % customers.length }));
  const names = orders.map((order) => customers.find(({ id }) => id === order.customer).name);
  answer(`${names.length} orders`);
}

module.exports = { signInAside };

/** Its own visitors: two requests a second. */
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  console.log(`The sample listens on http://127.0.0.1:${port}`);
  const visits = Object.keys(routes);
  let visit = 0;
  setInterval(() => {
    const path = visits[visit++ % visits.length];
    get({ host: '127.0.0.1', port, path }, (response) => response.resume());
  }, 500);
});
