// Serves the flame panel to a browser: `node test/webview/flameServer.mjs [file.cpuprofile …]`, or from a test.
import { build } from 'esbuild';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const common = {
  bundle: true,
  write: false,
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
};

/** As strict as that of the webview. */
const policy =
  "default-src 'none'; script-src 'nonce-flame'; style-src 'self'; img-src 'self'; worker-src blob:; connect-src 'self'; font-src 'self'";
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Flame</title>
<link rel="stylesheet" href="/page.css">
<link rel="stylesheet" href="/flame.css">
</head>
<body><main id="root"></main><script type="module" nonce="flame" src="/flamePage.js"></script></body>
</html>`;
const pageCss = 'html, body, #root { height: 100%; margin: 0; }';

/** Text of the panel's page and of its worker. */
export async function bundles() {
  const [pageBundle, worker] = await Promise.all([
    build({
      ...common,
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      entryPoints: [join(root, 'test/webview/flamePage.mjs')],
    }),
    build({ ...common, format: 'iife', entryPoints: [join(root, 'src/webview/profileWorker.ts')] }),
  ]);
  return { page: pageBundle.outputFiles[0].text, worker: worker.outputFiles[0].text };
}

/**
 * Listens on a port of this machine.
 *
 * @param {Record<string, string | Uint8Array>} profiles paths of files, or their bytes, by name
 * @returns {Promise<{ url: string, close(): void }>}
 */
export async function serveFlame(profiles) {
  const built = await bundles();
  const texts = {
    '/': ['text/html', page],
    '/flamePage.js': ['text/javascript', built.page],
    '/profileWorker.js': ['text/javascript', built.worker],
    '/favicon.ico': ['image/x-icon', ''],
    '/page.css': ['text/css', pageCss],
    '/flame.css': ['text/css', readFileSync(join(root, 'src/webview/flame/flame.css'))],
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const [type, text] = texts[path] ?? [];
    const profile = profiles[path.slice('/profiles/'.length)];
    if (text !== undefined) response.setHeader('content-type', type).end(text);
    else if (typeof profile === 'string') createReadStream(profile).pipe(response);
    else if (profile) response.end(profile);
    else response.writeHead(404).end();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

if (process.argv[1] === import.meta.filename) {
  const files = process.argv.slice(2).filter((file) => existsSync(file));
  const { url } = await serveFlame(Object.fromEntries(files.map((file) => [basename(file), resolve(file)])));
  console.log(`${url}${files[0] ? `?profile=${encodeURIComponent(basename(files[0]))}` : ''}`);
}
