// Bundles every program that ships. `node esbuild.config.mjs` writes dist/; with --watch it stays and rebuilds.
import { build, context } from 'esbuild';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { cutTypescript } from './scripts/lib/cutTypescript.mjs';
import { noticesOf } from './scripts/lib/notices.mjs';

/** Largest size in bytes that a bundle may have: a surprise here is a dependency that crept in. */
const budgets = {
  'dist/probe.cjs': 60_000,
  'dist/sentinel.cjs': 40_000,
  'dist/cli.js': 700_000,
  'dist/engine.js': 600_000,
  'dist/extension.js': 400_000,
  'dist/languageClient.js': 700_000,
  'dist/server.js': 1_200_000,
  'dist/lint.js': 1_000_000,
  'dist/regexTools.js': 1_700_000,
  'dist/webview/panels.js': 300_000,
  'dist/webview/profileWorker.js': 40_000,
  'dist/regexWorker.js': 1_300_000,
  'dist/recheckWorker.js': 3_200_000,
};

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  // Names stay: they are in the stacks of what goes wrong.
  minifySyntax: true,
  minifyWhitespace: true,
};

/** `import()` of another bundle beside this one, as a `require` that runs when it is reached. */
const lazily = { 'dynamic-import': false };

/** What runs in a panel. */
const browser = { ...common, platform: 'browser', format: 'iife', target: 'es2022', minify: true };

/** Bundles with a parser in them. */
const analysing = {
  ...common,
  minify: true,
  external: ['./regexTools.js'],
  supported: lazily,
  plugins: [cutTypescript(['src/analysis', 'src/knowledge', 'src/server', 'src/cli'])],
};

/** Entry file of each bundle; one that a later room brings is left out until its entry exists. */
const bundles = [
  {
    ...common,
    entryPoints: ['src/probe/probe.ts'],
    outfile: 'dist/probe.cjs',
    minify: true,
    // The name that frames of it have in the stacks of the observed program's errors; src/probe/fatalErrors.ts looks for it.
    footer: { js: '//# sourceURL=node:internal/looplens' },
  },
  { ...common, entryPoints: ['src/probe/sentinel.ts'], outfile: 'dist/sentinel.cjs', minify: true },
  {
    ...common,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    external: ['bufferutil', 'utf-8-validate', './lint.js'],
    supported: lazily,
  },
  {
    ...common,
    entryPoints: ['src/engine/main.ts'],
    outfile: 'dist/engine.js',
    external: ['bufferutil', 'utf-8-validate'],
  },
  {
    ...common,
    entryPoints: ['src/host/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode', 'bufferutil', 'utf-8-validate', './languageClient.js'],
    supported: lazily,
  },
  {
    ...common,
    entryPoints: ['src/host/languageClient.ts'],
    outfile: 'dist/languageClient.js',
    external: ['vscode'],
    minify: true,
  },
  { ...analysing, entryPoints: ['src/server/main.ts'], outfile: 'dist/server.js' },
  { ...analysing, entryPoints: ['src/cli/lint.ts'], outfile: 'dist/lint.js' },
  // Tables of Unicode and a regular-expression engine, large: loaded with the first fix of an expression.
  { ...analysing, entryPoints: ['src/server/regexTools.ts'], outfile: 'dist/regexTools.js' },
  ...['regexWorker', 'recheckWorker'].map((name) => ({
    ...common,
    entryPoints: [`src/server/regex/${name}.ts`],
    outfile: `dist/${name}.js`,
    minify: true,
  })),
  {
    ...browser,
    entryPoints: ['src/webview/main.tsx'],
    outfile: 'dist/webview/panels.js',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
  { ...browser, entryPoints: ['src/webview/profileWorker.ts'], outfile: 'dist/webview/profileWorker.js' },
].filter((bundle) => existsSync(bundle.entryPoints[0]));

if (process.argv.includes('--watch')) {
  for (const bundle of bundles) await (await context(bundle)).watch();
} else {
  const metafiles = [];
  for (const bundle of bundles) {
    const { metafile } = await build(bundle);
    metafiles.push(metafile);
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (bytes > (budgets[file] ?? Infinity)) {
        console.error(`${file} has ${bytes} bytes, its budget is ${budgets[file]}`);
        process.exitCode = 1;
      }
    }
  }
  writeFileSync('dist/THIRD_PARTY_NOTICES.txt', noticesOf(metafiles));
}
for (const name of ['looplens-report-1.schema.json', 'looplens-lint-1.schema.json'])
  copyFileSync(`src/shared/${name}`, `dist/${name}`);
