import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import type { Evidence, LiveFigures, PageId } from '../../src/shared/panels';
import { repoRoot } from '../nodes';

/** Theme variables as VS Code sets them in its default themes; those that a theme does not have are left out. */
export const themes = {
  dark: {
    ...{
      'charts-blue': '#4daafc',
      'charts-orange': '#d18616',
      'charts-green': '#89d185',
      'charts-purple': '#b180d7',
      'charts-yellow': '#cca700',
    },
    ...{ foreground: '#cccccc', descriptionForeground: '#9d9d9d', errorForeground: '#f85149' },
    ...{ 'editor-background': '#1f1f1f', 'editorWidget-background': '#202020', 'widget-border': '#313131' },
    ...{ 'panel-border': '#2b2b2b', focusBorder: '#0078d4', 'textLink-foreground': '#4daafc' },
    ...{
      'textLink-activeForeground': '#4daafc',
      'button-background': '#0078d4',
      'button-foreground': '#ffffff',
    },
    ...{ 'button-border': '#ffffff12', 'button-secondaryBackground': '#313131' },
    ...{
      'button-secondaryForeground': '#cccccc',
      'badge-background': '#616161',
      'badge-foreground': '#f8f8f8',
    },
    ...{ 'list-activeSelectionBackground': '#04395e', 'list-activeSelectionForeground': '#ffffff' },
    'list-hoverBackground': '#2a2d2e',
  },
  light: {
    ...{
      'charts-blue': '#0063d3',
      'charts-orange': '#d18616',
      'charts-green': '#388a34',
      'charts-purple': '#652d90',
      'charts-yellow': '#bf8803',
    },
    ...{ foreground: '#3b3b3b', descriptionForeground: '#3b3b3b', errorForeground: '#f85149' },
    ...{ 'editor-background': '#ffffff', 'editorWidget-background': '#f8f8f8', 'widget-border': '#e5e5e5' },
    ...{ 'panel-border': '#e5e5e5', focusBorder: '#005fb8', 'textLink-foreground': '#005fb8' },
    ...{
      'textLink-activeForeground': '#005fb8',
      'button-background': '#005fb8',
      'button-foreground': '#ffffff',
    },
    ...{ 'button-border': '#0000001a', 'button-secondaryBackground': '#e5e5e5' },
    ...{
      'button-secondaryForeground': '#3b3b3b',
      'badge-background': '#cccccc',
      'badge-foreground': '#3b3b3b',
    },
    ...{ 'list-activeSelectionBackground': '#e8e8e8', 'list-activeSelectionForeground': '#000000' },
    'list-hoverBackground': '#f2f2f2',
  },
  'high-contrast': {
    ...{
      'charts-blue': '#59a4f9',
      'charts-orange': '#d18616',
      'charts-green': '#89d185',
      'charts-purple': '#b180d7',
      'charts-yellow': '#ffd370',
    },
    ...{ foreground: '#ffffff', descriptionForeground: '#ffffffb3', errorForeground: '#f48771' },
    ...{ 'editor-background': '#000000', 'editorWidget-background': '#0c141f', contrastBorder: '#6fc3df' },
    ...{ contrastActiveBorder: '#f38518', 'widget-border': '#6fc3df', 'panel-border': '#6fc3df' },
    ...{ focusBorder: '#f38518', 'textLink-foreground': '#21a6ff', 'textLink-activeForeground': '#21a6ff' },
    ...{ 'button-foreground': '#ffffff', 'button-background': '#000000', 'button-border': '#6fc3df' },
    ...{
      'button-secondaryForeground': '#ffffff',
      'badge-background': '#000000',
      'badge-foreground': '#ffffff',
    },
  },
  'high-contrast-light': {
    ...{
      'charts-blue': '#0063d3',
      'charts-orange': '#b5640b',
      'charts-green': '#374e06',
      'charts-purple': '#652d90',
      'charts-yellow': '#895503',
    },
    ...{ foreground: '#292929', descriptionForeground: '#292929b3', errorForeground: '#b5200d' },
    ...{ 'editor-background': '#ffffff', 'editorWidget-background': '#ffffff', contrastBorder: '#0f4a85' },
    ...{ contrastActiveBorder: '#006bbd', 'widget-border': '#0f4a85', 'panel-border': '#0f4a85' },
    ...{ focusBorder: '#006bbd', 'textLink-foreground': '#0f4a85', 'textLink-activeForeground': '#0f4a85' },
    ...{ 'button-foreground': '#ffffff', 'button-background': '#0f4a85', 'button-border': '#0f4a85' },
    ...{ 'button-secondaryForeground': '#0f4a85', 'button-secondaryBackground': '#ffffff' },
    ...{ 'badge-background': '#0f4a85', 'badge-foreground': '#ffffff' },
  },
} as const;

export interface Shown {
  readonly page: PageId;
  readonly live: LiveFigures;
  readonly evidence?: Evidence | undefined;
  readonly theme?: keyof typeof themes;
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
    const callbacks = { open: called('open'), go: called('go'), experiment: called('experiment') };
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
  let theme: keyof typeof themes = 'dark';
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
function htmlIn(theme: keyof typeof themes): string {
  const variables = Object.entries(themes[theme]).map(([name, value]) => `--vscode-${name}: ${value};`);
  const policy = `default-src 'none'; img-src data:; script-src ${origin}; style-src ${origin} 'nonce-theme'`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explain</title>
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="/explain.css">
    <style nonce="theme">
      :root { ${variables.join(' ')} --vscode-font-family: system-ui, sans-serif; --vscode-font-size: 13px; }
      body { margin: 0; background: var(--vscode-editor-background); }
    </style>
    <link rel="icon" href="data:,"></head><body><script src="/main.js"></script></body></html>`;
}
