import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Browser, type LaunchOptions, type Page } from 'playwright-core';
import { repoRoot } from '../nodes';
import { themeClasses, themeCss, type ThemeName } from './themes';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const quieter = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A panel in a plain browser, with a script that stands for the extension, under the policy that VS Code's has. */
export class PanelBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
  ) {}

  /** `fake`: the script that stands for the extension, from the repository's root. */
  static async open(fake: string): Promise<PanelBrowser> {
    const { outputFiles } = await build({
      absWorkingDir: repoRoot,
      entryPoints: { fake, main: 'src/webview/main.tsx' },
      outdir: '/',
      bundle: true,
      write: false,
      target: 'es2022',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    });
    const files = new Map(outputFiles.map(({ path, contents }) => [path.split(/[\\/]/).pop()!, contents]));
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://127.0.0.1');
      const name = pathname.slice(1);
      const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
      if (name === '') response.setHeader('content-type', 'text/html').end(html(searchParams));
      else if (name === 'theme.css')
        response.setHeader('content-type', type).end(themeCss(searchParams.get('theme') as ThemeName));
      else response.setHeader('content-type', type).end(files.get(name));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = pathToFileURL(join(repoRoot, 'scripts', 'lib', 'browser.mjs')).href;
    const { browser } = (await import(url)) as { browser: () => Promise<LaunchOptions> };
    return new PanelBrowser(
      await chromium.launch({ ...(await browser()), args: [...quiet, ...quieter] }),
      server,
    );
  }

  /** A page of its own; a script error there fails what waits for it. */
  async page(
    query: Readonly<Record<string, string | number>> = {},
    theme: ThemeName = 'dark',
  ): Promise<Page> {
    const page = await this.browser.newPage({ locale: 'en-US', viewport: { width: 1000, height: 800 } });
    const { port } = this.server.address() as AddressInfo;
    const search = new URLSearchParams({ theme, ...query });
    await page.goto(`http://127.0.0.1:${port}/?${search}`);
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** What axe-core finds serious or critical, in words. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const axe = await readFile(join(repoRoot, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

function html(query: URLSearchParams): string {
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src blob:";
  const compact = query.get('compact') ?? 'false';
  const theme = (query.get('theme') ?? 'dark') as ThemeName;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Looplens</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/theme.css?theme=${theme}"><link rel="stylesheet" href="/main.css"></head>
<body class="${themeClasses[theme]}" data-compact="${compact}"><script src="/fake.js"></script><script src="/main.js"></script></body></html>`;
}
