import { Router } from 'express';

/** A request that anybody can try. */
export interface Example {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** Why the request holds the event loop; null when it does not. */
  readonly blocks: string | null;
}

const login = { email: 'ada@example.com', password: 'analytical engine' };
/** The last letter is wrong. */
const coupon = { code: 'SUMMERSALEFOREVERYONE2026!' };

const healthy: readonly Example[] = [
  { method: 'GET', path: '/health', blocks: null },
  { method: 'GET', path: '/products?limit=10', blocks: null },
  { method: 'GET', path: '/products/SKU-000042', blocks: null },
  { method: 'GET', path: '/orders/1042', blocks: null },
];

/** Routes that exist twice: /v1 blocks, /v2 is the same without blocking. */
const twice: readonly Example[] = [
  { method: 'GET', path: '/stock/SKU-000042', blocks: 'readFileSync of the stock feed' },
  { method: 'GET', path: '/prices', blocks: 'a CSV library parses the whole price list' },
  { method: 'POST', path: '/login', body: login, blocks: 'pbkdf2Sync' },
  { method: 'POST', path: '/coupons/check', body: coupon, blocks: 'a regular expression that backtracks' },
  { method: 'GET', path: '/orders/export', blocks: 'JSON.stringify of all orders' },
  { method: 'GET', path: '/reports/revenue', blocks: 'JSON.parse of the archive' },
  { method: 'GET', path: '/orders/1042/invoice', blocks: 'execFileSync' },
  { method: 'GET', path: '/products/SKU-000042/suggested-price', blocks: 'a loop that computes' },
];

const examples: readonly Example[] = [
  ...healthy,
  ...twice.map((example) => ({ ...example, path: `/v1${example.path}` })),
  ...twice.map((example) => ({ ...example, path: `/v2${example.path}`, blocks: null })),
];

/** `GET /` says what there is to try; the load driver reads it too. */
export function listingRoutes(): Router {
  const router = Router();
  router.get('/', (_req, res) => {
    res.json({ shop: 'Looplens sample shop', examples });
  });
  router.get('/health', (_req, res) => {
    res.json({ status: 'ok' });
  });
  return router;
}
