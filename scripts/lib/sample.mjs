// The sample shop as scripts and tests use it: where it is, how to make it ready, which of its lines block.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './provision.mjs';

export const shopDir = join(root, 'samples', 'shop');
export const shopServer = join(shopDir, 'dist', 'server.js');

function modifiedMs(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function newestSourceMs() {
  const sources = readdirSync(join(shopDir, 'src'), { recursive: true }).map((name) => join('src', name));
  return Math.max(
    ...[...sources, 'package.json', 'tsconfig.json'].map((name) => modifiedMs(join(shopDir, name))),
  );
}

/**
 * Installs the shop's packages and builds it, each only where it is missing or older than what it comes from.
 * Rejects with what npm or the compiler wrote.
 */
export async function prepareShop() {
  const installed = modifiedMs(join(shopDir, 'node_modules', '.package-lock.json'));
  if (installed < modifiedMs(join(shopDir, 'package-lock.json'))) {
    const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['ci', ...options], { cwd: shopDir });
  }
  // The seed writes this file last, after the compiler.
  if (modifiedMs(join(shopDir, 'dist', 'data', 'priceList.csv')) < newestSourceMs()) {
    await run('npm', ['run', 'build'], { cwd: shopDir });
  }
}

/** Code of the shop that blocks; `wholeFunction` where any line of the function may be the one that is seen. */
const blockingCode = [
  { file: 'src/services/stock.ts', code: 'readFileSync(stockFeedFile' },
  { file: 'src/services/priceList.ts', code: 'parseSync(text' },
  { file: 'src/services/accounts.ts', code: 'pbkdf2Sync(password' },
  { file: 'src/services/coupons.ts', code: 'ambiguousPattern.test(' },
  { file: 'src/services/orders.ts', code: 'JSON.stringify(orders)' },
  { file: 'src/services/orders.ts', code: 'JSON.parse(text)' },
  { file: 'src/services/invoices.ts', code: 'execFileSync(process' },
  { file: 'src/services/priceSimulation.ts', code: 'function simulateRevenue', wholeFunction: true },
];

/**
 * Where that code stands now: `{ file, code, first, last }`, the file relative to the shop, lines 1-based and inclusive.
 * Throws when the shop no longer has it.
 */
export function blockingLines() {
  return blockingCode.map(({ file, code, wholeFunction }) => {
    const lines = readFileSync(join(shopDir, file), 'utf8').split(/\r?\n/);
    const first = lines.findIndex((line) => line.includes(code));
    if (first === -1)
      throw new Error(`${file} no longer contains "${code}": correct the list in scripts/lib/sample.mjs.`);
    const last = wholeFunction ? lines.indexOf('}', first) : first;
    return { file, code, first: first + 1, last: last + 1 };
  });
}
