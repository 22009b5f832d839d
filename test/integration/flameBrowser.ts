import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { repoRoot } from '../nodes';
import { eventually } from '../webview/eventually';

const load = async <T>(...path: string[]) => (await import(pathToFileURL(join(repoRoot, ...path)).href)) as T;

interface FlameServer {
  readonly url: string;
  close(): void;
}

/** The flame panel in a headless browser. */
export interface FlameBrowser {
  /** A page that shows the profile of this name. */
  open(profile: string, theme?: string): Promise<Page>;
  /** What went wrong in its pages since it was last asked. */
  takeErrors(): string[];
  close(): Promise<void>;
}

/** What the panel asked of VS Code. */
export interface Asked {
  readonly opened: readonly string[];
  readonly copied: readonly string[];
  readonly saved: readonly { readonly name: string; readonly size: number; readonly text: string }[];
}

export async function startFlameBrowser(
  profiles: Readonly<Record<string, string | Uint8Array>>,
): Promise<FlameBrowser> {
  const { serveFlame } = await load<{ serveFlame(files: typeof profiles): Promise<FlameServer> }>(
    ...['test', 'webview', 'flameServer.mjs'],
  );
  const { browser } = await load<{
    browser(): Promise<{ executablePath: string; env: Record<string, string> }>;
  }>(...['scripts', 'lib', 'browser.mjs']);
  const server = await serveFlame(profiles);
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const window: Browser = await chromium.launch({ ...(await browser()), args });
  const errors: string[] = [];
  return {
    takeErrors: () => errors.splice(0),
    async open(profile, theme = 'dark') {
      const page = await window.newPage({ viewport: { width: 1200, height: 800 } });
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !/404/.test(message.text())) errors.push(message.text());
      });
      await page.goto(`${server.url}?profile=${profile}&theme=${theme}`);
      await page.locator('.flame').first().waitFor();
      // Not waitForFunction: it evaluates in the page, whose policy forbids that, unless it holds at once.
      await eventually(async () => assert.equal(await page.evaluate('typeof show'), 'function'));
      return page;
    },
    async close() {
      await window.close();
      server.close();
    },
  };
}

export const askedOf = (page: Page): Promise<Asked> =>
  page.evaluate(`({
    opened: asked.opened,
    copied: asked.copied,
    saved: asked.saved.map(({ name, data }) => ({
      name,
      size: data.length,
      text: typeof data === 'string' ? data : String.fromCharCode(...data.slice(0, 8)),
    })),
  })`);

/** Texts of a table's rows: name and level. */
export const rowsOf = (page: Page): Promise<{ name: string; level: number; selected: boolean }[]> =>
  page.evaluate(`[...document.querySelectorAll('.flame-rows .row')]
    .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)
    .map((row) => ({
      name: row.querySelector('.name').textContent,
      level: Number(row.ariaLevel),
      selected: row.ariaSelected === 'true',
    }))`);
