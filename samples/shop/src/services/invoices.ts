import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Order } from '../types';
import { orderTotalCents } from './orders';

const sealTool = join(__dirname, '..', 'tools', 'sealInvoice.js');
const run = promisify(execFile);

export interface Invoice {
  readonly order: number;
  readonly totalCents: number;
  /** What the accounting tool signs the invoice with. */
  readonly seal: string;
}

function sealArguments(order: Order): string[] {
  return [sealTool, String(order.id), String(orderTotalCents(order))];
}

function makeInvoice(order: Order, seal: string): Invoice {
  return { order: order.id, totalCents: orderTotalCents(order), seal: seal.trim() };
}

/** Blocks: waits for the other program to end. */
export function createInvoiceSync(order: Order): Invoice {
  const seal = execFileSync(process.execPath, sealArguments(order), { encoding: 'utf8' });
  return makeInvoice(order, seal);
}

/** The loop turns while the other program runs. */
export async function createInvoice(order: Order): Promise<Invoice> {
  const { stdout } = await run(process.execPath, sealArguments(order));
  return makeInvoice(order, stdout);
}
