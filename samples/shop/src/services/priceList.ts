import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import { priceListFile } from '../data';

interface PriceRow {
  readonly sku: string;
  readonly priceCents: string;
}

export interface PriceSummary {
  readonly count: number;
  readonly cheapest: string;
  readonly averageCents: number;
}

function createSummary(): { add(row: PriceRow): void; result(): PriceSummary } {
  let count = 0;
  let totalCents = 0;
  let cheapest = { sku: '', cents: Infinity };
  return {
    add(row) {
      const cents = Number(row.priceCents);
      count++;
      totalCents += cents;
      if (cents < cheapest.cents) cheapest = { sku: row.sku, cents };
    },
    result: () => ({ count, cheapest: cheapest.sku, averageCents: Math.round(totalCents / count) }),
  };
}

/** Blocks: the file is read without waiting, but a library parses all of it in one go. */
export async function summarizePricesSync(): Promise<PriceSummary> {
  const text = await readFile(priceListFile, 'utf8');
  const rows = parseSync(text, { columns: true }) as unknown as PriceRow[];
  const summary = createSummary();
  for (const row of rows) summary.add(row);
  return summary.result();
}

/** The same library parses in small pieces, as the file comes in. */
export async function summarizePrices(): Promise<PriceSummary> {
  const summary = createSummary();
  const file = createReadStream(priceListFile, { highWaterMark: 16_384 });
  await pipeline(file, parse({ columns: true }), async (rows: AsyncIterable<PriceRow>) => {
    for await (const row of rows) summary.add(row);
  });
  return summary.result();
}
