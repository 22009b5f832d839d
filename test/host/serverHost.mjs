// VS Code under test as a server with a headless Chromium for its window.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { browser } from '../../scripts/lib/browser.mjs';
import { startCodeServer } from '../../scripts/lib/codeServer.mjs';

const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/**
 * Opens the window and runs the suites in its extension host.
 *
 * @param {import('./testRun.mjs').TestRun} test
 * @returns {Promise<{ name: string, page: () => Promise<import('playwright-core').Page>, exitCode: Promise<number>,
 *   close: () => Promise<void> }>} exitCode rejects when the window dies before the suites end
 */
export async function openServerHost(test) {
  const folder = join(test.folder, 'server');
  await mkdir(folder);
  const server = await startCodeServer(folder, { vsix: test.vsix, env: test.env });
  // Signals are the runner's, which closes the window itself.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const window = await chromium.launch({ ...(await browser()), args: quiet, ...signals });
  const context = await window.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const log = createWriteStream(test.log);
  const exitCode = new Promise((done, fail) => {
    void page.exposeFunction('codeAutomationLog', (type, args) => log.write(`${type}: ${format(...args)}\n`));
    void page.exposeFunction('codeAutomationExit', done);
    page.on('crash', () => fail(new Error('The window of VS Code crashed.')));
    page.on('close', () => fail(new Error('The window of VS Code closed before the suites ended.')));
  });
  exitCode.catch(() => {}); // it may reject before the runner waits for it
  await page.goto(server.urlOf({ workspace: test.workspace, extension: test.extension, tests: test.tests }));
  return {
    name: `VS Code ${server.version}, server in headless Chromium ${window.version()}`,
    page: async () => page,
    exitCode,
    async close() {
      await window.close();
      await server.end();
    },
  };
}
