// Serves a panel as it ships to a plain browser, and carries its messages as VS Code does between an extension and a webview:
// as JSON, with the memory behind each typed array beside it.
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { WebSocketServer } from 'ws';

const root = resolve(import.meta.dirname, '..', '..');
const policy = [
  "default-src 'none'",
  "script-src 'nonce-panel'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  'connect-src ws:',
  'worker-src blob:',
].join('; ');

/**
 * @param {string} themeCss variables of a theme
 * @param {(method: string, params: unknown) => unknown} answer what the extension answers to a request
 * @returns {Promise<{ url: string, close(): void, sent: { method: string, bytes: number, ms: number }[] }>} `sent`: answers,
 *   with their size and how long they took to make
 */
export async function servePanel(themeCss, answer) {
  const worker = readFileSync(join(root, 'dist/webview/profileWorker.js'), 'utf8');
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Looplens</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/panels.css"></head>
<body data-compact="false"><script type="text/plain" id="profile-worker">${worker.replaceAll('</script', '<\\/script')}</script>
<script nonce="panel" src="/extension.js"></script><script nonce="panel" src="/panels.js"></script></body></html>`;
  const sent = [];
  const server = createServer((request, response) => {
    const file = (type, path) => {
      response.setHeader('content-type', type);
      createReadStream(join(root, path)).pipe(response);
    };
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    switch (pathname) {
      case '/':
        return response.setHeader('content-type', 'text/html').end(page);
      case '/blank':
        return response.setHeader('content-type', 'text/html').end('<!doctype html><title>blank</title>');
      case '/theme.css':
        return response.setHeader('content-type', 'text/css').end(themeCss);
      case '/panels.css':
        return file('text/css', 'dist/webview/panels.css');
      case '/panels.js':
        return file('text/javascript', 'dist/webview/panels.js');
      case '/extension.js':
        return file('text/javascript', 'bench/timeline/extension.js');
      default:
        return response.writeHead(404).end();
    }
  });
  // No requests: a browser that is watched keeps the bodies of their answers.
  new WebSocketServer({ server }).on('connection', (socket) =>
    socket.on('message', async (data) => {
      const { id, method, params } = JSON.parse(data);
      const start = performance.now();
      let body;
      try {
        body = encoded({ kind: 'result', id, result: await answer(method, params) });
      } catch (error) {
        body = encoded({ kind: 'error', id, reason: 'internal', message: error.message });
      }
      sent.push({ method, bytes: body.length, ms: performance.now() - start });
      socket.send(body);
    }),
  );
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close, sent };
}

/** As VS Code's extHostWebviewMessaging.ts: a view becomes a reference to all of the memory that it looks at. */
function encoded(message) {
  const buffers = [];
  const text = JSON.stringify(message, (_, value) => {
    if (!ArrayBuffer.isView(value)) return value;
    let index = buffers.indexOf(value.buffer);
    if (index < 0) index = buffers.push(value.buffer) - 1;
    return { $view: value.constructor.name, index, byteOffset: value.byteOffset, length: value.length };
  });
  const head = Buffer.from(JSON.stringify({ text, lengths: buffers.map(({ byteLength }) => byteLength) }));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  return Buffer.concat([size, head, ...buffers.map((buffer) => new Uint8Array(buffer))]);
}
