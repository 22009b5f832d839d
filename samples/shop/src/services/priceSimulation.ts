import { setImmediate } from 'node:timers/promises';
import { createRandom } from '../random';
import type { Product } from '../types';

const discounts = Array.from({ length: 40 }, (_, step) => step * 0.01);
const runs = 3_500;
const days = 30;

const random = createRandom(7);
/** Luck of a day's sales. */
const luck = Float64Array.from({ length: 4096 }, () => -Math.log(1 - random()));

export interface PriceSuggestion {
  readonly discount: number;
  /** Mean over the simulated months. */
  readonly revenueCents: number;
}

/** Plays a month of sales many times over, for one price. A good day makes the next one better. */
function simulateRevenue(product: Product, discount: number): number {
  const priceCents = product.priceCents * (1 - discount);
  const salesPerDay = 2 + discount * 9;
  let totalCents = 0;
  for (let run = 0; run < runs; run++) {
    let mood = 1;
    for (let day = 0; day < days; day++) {
      const sold = salesPerDay * mood * (luck[(run * days + day) % luck.length] ?? 1);
      mood = Math.pow(1 + sold / salesPerDay, 0.25);
      totalCents += Math.floor(sold) * priceCents;
    }
  }
  return Math.round(totalCents / runs);
}

function better(best: PriceSuggestion | undefined, next: PriceSuggestion): PriceSuggestion {
  return best && best.revenueCents >= next.revenueCents ? best : next;
}

/** Blocks: the prices are tried one after the other, in one turn of the loop. */
export function suggestPriceSync(product: Product): PriceSuggestion | undefined {
  let best: PriceSuggestion | undefined;
  for (const discount of discounts) {
    best = better(best, { discount, revenueCents: simulateRevenue(product, discount) });
  }
  return best;
}

/** The same work; other requests get their turn after each price. A worker thread would free the loop altogether. */
export async function suggestPrice(product: Product): Promise<PriceSuggestion | undefined> {
  let best: PriceSuggestion | undefined;
  for (const discount of discounts) {
    best = better(best, { discount, revenueCents: simulateRevenue(product, discount) });
    await setImmediate();
  }
  return best;
}
