import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import type { Evidence, LiveFigures, PageId } from '../../src/shared/panels';
import { repoRoot } from '../nodes';
import { themeClasses, themeCss, type ThemeName } from '../webview/themes';

export interface Shown {
  readonly page: PageId;
  readonly live: LiveFigures;
  readonly evidence?: Evidence | undefined;
  readonly theme?: ThemeName;
}

/** The explain pages in a browser, without VS Code: its theme variables and the callbacks of the panel are made up. */
export interface ExplainBench {
  readonly page: Page;
  /** What the browser complained of, such as what the content security policy forbids. */
  readonly errors: string[];
  /** Loads the panel anew. */
  show(shown: Shown): Promise<void>;
  /** What the panel called since it was shown: names and arguments. */
  calls(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

const origin = 'http://explain.test';

/** The panel, which goes where it is asked to go as the extension would let it. */
const main = `
  import { h, render } from 'preact';
  import { english } from './src/model/message';
  import { ExplainPanel } from './src/webview/explain/explainPanel';
  window.calls = [];
  window.show = (props) => {
    const called = (name) => (value) => {
      window.calls.push([name, value]);
      if (name === 'go') window.show({ ...props, page: value });
    };
    const copy = async (what, name) => !!window.calls.push(['copy', typeof what === 'string' ? what : what.type, name]);
    const callbacks = { open: called('open'), go: called('go'), experiment: called('experiment'), copy };
    render(h(ExplainPanel, { ...props, ...callbacks, t: english }), document.body);
  };
`;

export async function openExplain(): Promise<ExplainBench> {
  const served = await bundle();
  const libraries = pathToFileURL(join(repoRoot, 'scripts', 'lib', 'browser.mjs')).href;
  const { browser: find } = (await import(libraries)) as {
    browser(): Promise<{ executablePath: string; env: Record<string, string> }>;
  };
  const browser = await chromium.launch({ ...(await find()), args: ['--no-sandbox'] });
  const page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  let theme: ThemeName = 'dark';
  await page.route(`${origin}/**`, (route) => {
    const name = new URL(route.request().url()).pathname;
    const [contentType, body] = name === '/' ? ['text/html', htmlIn(theme)] : served[name]!;
    return route.fulfill({ contentType, body });
  });
  return {
    page,
    errors,
    show: async ({ theme: wanted = 'dark', ...props }) => {
      theme = wanted;
      await page.goto(`${origin}/`);
      await page.evaluate(`show(${JSON.stringify(props)})`);
    },
    calls: () => page.evaluate('calls'),
    close: () => browser.close(),
  };
}

async function bundle(): Promise<Readonly<Record<string, readonly [type: string, body: string]>>> {
  const common = { absWorkingDir: repoRoot, bundle: true, write: false, minify: true } as const;
  const script = await build({
    ...common,
    ...{ stdin: { contents: main, resolveDir: repoRoot, loader: 'ts' }, format: 'iife', target: 'es2022' },
    ...{ jsx: 'automatic', jsxImportSource: 'preact' },
  });
  const style = await build({ ...common, entryPoints: ['src/webview/explain/explain.css'] });
  return {
    '/main.js': ['text/javascript', script.outputFiles[0]!.text],
    '/explain.css': ['text/css', style.outputFiles[0]!.text],
  };
}

/** As strict as the webview's page: no inline script or style, nothing from elsewhere. */
function htmlIn(theme: ThemeName): string {
  const policy = `default-src 'none'; img-src data:; script-src ${origin}; style-src ${origin} 'nonce-theme'`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explain</title>
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="/explain.css">
    <style nonce="theme">
      ${themeCss(theme)}
      body { margin: 0; background: var(--vscode-editor-background); }
    </style>
    <link rel="icon" href="data:,"></head><body class="${themeClasses[theme]}"><script src="/main.js"></script></body></html>`;
}
