// The accounting department's program: `sealInvoice ORDER TOTAL_CENTS` prints the seal of an invoice.
import { createHmac, scrypt } from 'node:crypto';

const [order, totalCents] = process.argv.slice(2);
scrypt('sample passphrase', 'accounting', 32, (error, key) => {
  if (error) throw error;
  console.log(createHmac('sha256', key).update(`${order}:${totalCents}`).digest('hex'));
});
