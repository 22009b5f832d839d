import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { archiveFile, ordersFile } from '../data';
import type { Order } from '../types';

/** Orders that are turned into text before other requests get their turn. */
const batchSize = 500;

async function* readOrders(): AsyncGenerator<Order> {
  for await (const line of createInterface({ input: createReadStream(ordersFile) })) {
    yield JSON.parse(line) as Order;
  }
}

export async function loadOrders(): Promise<Order[]> {
  const orders: Order[] = [];
  for await (const order of readOrders()) orders.push(order);
  return orders;
}

export function orderTotalCents(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0);
}

/** Blocks: all orders become one string. */
export function exportOrdersSync(orders: readonly Order[]): string {
  return JSON.stringify(orders);
}

/** The same text in pieces; the loop turns between them. */
export async function* exportOrders(orders: readonly Order[]): AsyncGenerator<string> {
  for (let start = 0; start < orders.length; start += batchSize) {
    const batch = JSON.stringify(orders.slice(start, start + batchSize)).slice(1, -1);
    yield start === 0 ? `[${batch}` : `,${batch}`;
    await setImmediate();
  }
  yield ']';
}

/** Revenue in cents, by month ("2025-04"). */
export type Revenue = Record<string, number>;

function addOrder(revenue: Revenue, order: Order): void {
  const month = order.placedAt.slice(0, 7);
  revenue[month] = (revenue[month] ?? 0) + orderTotalCents(order);
}

/** Blocks: reading the archive does not, parsing all of it does. */
export async function sumRevenueSync(): Promise<Revenue> {
  const text = await readFile(archiveFile, 'utf8');
  const archive = JSON.parse(text) as Order[];
  const revenue: Revenue = {};
  for (const order of archive) addOrder(revenue, order);
  return revenue;
}

/** Reads and parses the archive line by line. */
export async function sumRevenue(): Promise<Revenue> {
  const revenue: Revenue = {};
  for await (const order of readOrders()) addOrder(revenue, order);
  return revenue;
}
