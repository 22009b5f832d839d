import { createReadStream, readFileSync } from 'node:fs';
import { stockFeedFile } from '../data';

export interface Stock {
  readonly sku: string;
  readonly quantity: number;
  readonly warehouse: string;
}

function parseRow(row: string): Stock {
  const [sku = '', , quantity, warehouse = ''] = row.split(';');
  return { sku, quantity: Number(quantity), warehouse };
}

/** Blocks: the whole feed is read and decoded before anything else can run. */
export function findStockSync(sku: string): Stock | undefined {
  const feed = readFileSync(stockFeedFile, 'utf8');
  const start = feed.indexOf(`\n${sku};`) + 1;
  return start === 0 ? undefined : parseRow(feed.slice(start, feed.indexOf('\n', start)));
}

/** Reads the feed in pieces, and no further than the row. */
export async function findStock(sku: string): Promise<Stock | undefined> {
  let rest = '';
  for await (const chunk of createReadStream(stockFeedFile, { encoding: 'utf8' })) {
    const text = rest + (chunk as string);
    const start = text.indexOf(`\n${sku};`) + 1;
    const end = start === 0 ? -1 : text.indexOf('\n', start);
    if (end !== -1) return parseRow(text.slice(start, end));
    rest = text.slice(text.lastIndexOf('\n'));
  }
  return undefined;
}
