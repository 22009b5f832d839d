import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

interface SampleScripts {
  readonly shopServer: string;
  prepareShop(): Promise<void>;
  blockingLines(): { file: string; first: number; last: number }[];
}

interface Shop {
  readonly child: ChildProcess;
  readonly url: string;
}

/** The scripts' own helpers, imported at run time because they are no part of the TypeScript build. */
async function importSample(): Promise<SampleScripts> {
  const file = join(__dirname, '..', '..', '..', 'scripts', 'lib', 'sample.mjs');
  return (await import(pathToFileURL(file).href)) as SampleScripts;
}

async function startShop(server: string, env: NodeJS.ProcessEnv = {}): Promise<Shop> {
  const child = spawn(process.execPath, [server], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^shop listens on (\S+)$/.exec(line)?.[1];
    if (url) return { child, url };
  }
  throw new Error('The shop ended before it listened.');
}

describe('samples/shop', () => {
  let sample: SampleScripts;
  let shop: Shop;

  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(shop.url + path);
    assert.equal(response.status, 200, path);
    return response.json();
  };
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(shop.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  before(async function () {
    // Installing and building the sample takes its time once.
    this.timeout(180_000);
    sample = await importSample();
    await sample.prepareShop();
    shop = await startShop(sample.shopServer);
  });

  after(async () => {
    if (shop.child.exitCode !== null || shop.child.signalCode !== null) return;
    shop.child.kill('SIGKILL');
    await once(shop.child, 'exit');
  });

  it('answers every example that it lists, the same with and without blocking', async () => {
    const { examples } = (await get('/')) as {
      examples: { method: string; path: string; body?: unknown; blocks: string | null }[];
    };
    assert.equal(examples.filter(({ blocks }) => blocks).length, sample.blockingLines().length);
    const bodies = new Map<string, string>();
    for (const { method, path, body } of examples) {
      const response = method === 'POST' ? await post(path, body) : await fetch(shop.url + path);
      assert.equal(response.status, 200, `${method} ${path}`);
      bodies.set(path, await response.text());
    }
    for (const { path, blocks } of examples) {
      if (blocks) assert.equal(bodies.get(path), bodies.get(path.replace('/v1', '/v2')), path);
    }
  });

  it('gives right bodies', async () => {
    // The last row of the feed, which a stream meets after many pieces.
    const stock = await get('/v2/stock/SKU-599999');
    assert.deepEqual(stock, await get('/v1/stock/SKU-599999'));
    assert.equal((stock as { quantity: number }).quantity, 599_999 % 90);
    const order = (await get('/orders/7')) as { lines: { quantity: number; priceCents: number }[] };
    const totalCents = order.lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0);
    const invoice = (await get('/v1/orders/7/invoice')) as { totalCents: number; seal: string };
    assert.equal(invoice.totalCents, totalCents);
    assert.match(invoice.seal, /^[0-9a-f]{64}$/);
    const exported = (await get('/v2/orders/export')) as unknown[];
    assert.deepEqual(exported[6], order);
  });

  for (const version of ['v1', 'v2']) {
    it(`checks passwords and coupons in /${version}`, async () => {
      const right = await post(`/${version}/login`, {
        email: 'ada@example.com',
        password: 'analytical engine',
      });
      assert.deepEqual(await right.json(), { welcome: 'ada@example.com' });
      const wrong = await post(`/${version}/login`, { email: 'ada@example.com', password: 'difference' });
      assert.equal(wrong.status, 401);
      const known = await post(`/${version}/coupons/check`, { code: 'WELCOME-5' });
      assert.deepEqual(await known.json(), { wellFormed: true, percent: 5 });
      const malformed = await post(`/${version}/coupons/check`, { code: 'WELCOME--5' });
      assert.deepEqual(await malformed.json(), { wellFormed: false, percent: 0 });
    });
  }

  it('refuses what it does not have or understand', async () => {
    assert.equal((await fetch(`${shop.url}/products/none`)).status, 404);
    assert.equal((await fetch(`${shop.url}/v2/stock/none`)).status, 404);
    assert.equal((await fetch(`${shop.url}/nowhere`)).status, 404);
    assert.equal((await post('/v1/login', { email: 'no address' })).status, 400);
    const broken = await fetch(`${shop.url}/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    assert.equal(broken.status, 400);
  });

  // Windows has no such signal; there the next test is the way.
  if (process.platform !== 'win32') {
    it('ends with 0 after SIGTERM', async () => {
      shop.child.kill('SIGTERM');
      assert.deepEqual(await once(shop.child, 'exit'), [0, null]);
    });
  }

  it('ends with 0 when its input ends, if it was told so', async () => {
    const { child } = await startShop(sample.shopServer, { STOP_WITH_STDIN: '1' });
    child.stdin?.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
});
