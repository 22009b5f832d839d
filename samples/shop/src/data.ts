import { join } from 'node:path';

/** Folder that `npm run build` fills, see seed.ts. */
export const dataDir = join(__dirname, 'data');

export const productsFile = join(dataDir, 'products.json');
/** One order a line. */
export const ordersFile = join(dataDir, 'orders.jsonl');
/** The same orders as one array. */
export const archiveFile = join(dataDir, 'ordersArchive.json');
/** Stock of every supplier: sku;name;quantity;warehouse. */
export const stockFeedFile = join(dataDir, 'stockFeed.csv');
/** The supplier's prices: sku,name,priceCents,minimumQuantity. */
export const priceListFile = join(dataDir, 'priceList.csv');
