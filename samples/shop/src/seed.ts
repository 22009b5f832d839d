// Writes the data of the shop to dist/data. Part of `npm run build`; the same files every time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { archiveFile, dataDir, ordersFile, priceListFile, productsFile, stockFeedFile } from './data';
import { createRandom } from './random';
import type { Order, Product } from './types';

const productCount = 400;
const orderCount = 60_000;
const stockRowCount = 600_000;
const priceRowCount = 25_000;

const random = createRandom(2026);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

const sku = (index: number): string => `SKU-${String(index).padStart(6, '0')}`;
const materials = ['Oak', 'Linen', 'Steel', 'Wool', 'Céramique', 'Glas'] as const;
const things = ['chair', 'lamp', 'blanket', 'bowl', 'shelf', 'clock', 'mirror', 'vase'] as const;
const cities = ['Zürich', 'Lyon', 'Málaga', 'Gdańsk', 'Århus', 'Porto'] as const;

function makeProducts(): Product[] {
  return Array.from({ length: productCount }, (_, index) => {
    const thing = pick(things);
    return {
      sku: sku(index),
      name: `${pick(materials)} ${thing}`,
      category: thing,
      priceCents: 500 + 10 * Math.floor(random() * 2000),
    };
  });
}

function makeOrders(products: readonly Product[]): Order[] {
  const firstDay = Date.UTC(2025, 0, 1);
  return Array.from({ length: orderCount }, (_, index) => ({
    id: index + 1,
    customer: `customer${Math.floor(random() * 9000)}@example.com`,
    city: pick(cities),
    placedAt: new Date(firstDay + Math.floor(random() * 365) * 86_400_000).toISOString(),
    lines: Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
      const product = pick(products);
      return { sku: product.sku, quantity: 1 + Math.floor(random() * 3), priceCents: product.priceCents };
    }),
  }));
}

function* stockRows(): Generator<string> {
  yield 'sku;name;quantity;warehouse';
  for (let index = 0; index < stockRowCount; index++) {
    yield `${sku(index)};${pick(materials)} ${pick(things)}, größere Ausführung;${index % 90};${pick(cities)}`;
  }
}

function* priceRows(): Generator<string> {
  yield 'sku,name,priceCents,minimumQuantity';
  for (let index = 0; index < priceRowCount; index++) {
    yield `${sku(index)},"${pick(materials)} ${pick(things)}, boxed",${300 + Math.floor(random() * 15_000)},${pick([1, 5, 10])}`;
  }
}

mkdirSync(dataDir, { recursive: true });
const products = makeProducts();
const orders = makeOrders(products);
writeFileSync(productsFile, JSON.stringify(products));
writeFileSync(archiveFile, JSON.stringify(orders));
writeFileSync(ordersFile, orders.map((order) => `${JSON.stringify(order)}\n`).join(''));
writeFileSync(stockFeedFile, `${[...stockRows()].join('\n')}\n`);
writeFileSync(priceListFile, `${[...priceRows()].join('\n')}\n`);
