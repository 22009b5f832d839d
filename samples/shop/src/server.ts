import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app';
import { loadProducts } from './services/catalogue';
import { verifyCoupons } from './services/coupons';
import { loadOrders } from './services/orders';

async function main(): Promise<void> {
  verifyCoupons();
  const [products, orders] = await Promise.all([loadProducts(), loadOrders()]);
  const server = createServer(createApp({ products, orders }));
  server.once('error', (error) => {
    console.error(`The shop cannot listen: ${error.message}. Set PORT to a free port, or to 0 for any.`);
    process.exitCode = 1;
  });
  server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
    console.log(`shop listens on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  // Answers what it has begun; then nothing keeps the process. Ctrl-C may come twice, from a terminal and from a parent.
  const stop = (): void => void server.close();
  server.once('close', () => console.log('shop stopped'));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Windows has no SIGTERM that a program could answer: there the end of the input says the same.
  if (process.env['STOP_WITH_STDIN']) process.stdin.once('end', stop).resume().unref();
}

main().catch((error: unknown) => {
  console.error('The shop cannot start. Run `npm run build` first, it writes the data.', error);
  process.exitCode = 1;
});
