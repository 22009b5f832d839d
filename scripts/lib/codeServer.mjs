// The VS Code server that the npm package code-server carries: a real VS Code where no desktop one can be had.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { node } from './nodes.mjs';
import { npmInstall, provisionOnce, root, run } from './provision.mjs';
import { settings } from './vscodeSettings.mjs';

const version = '4.139.1';

/**
 * Installs code-server into `.vscode-test/` where it is not there yet.
 *
 * @returns {Promise<{ node: string, main: string, version: string }>} the Node 24 it runs on, its entry file and the
 * version of VS Code
 */
export async function codeServer() {
  const node24 = await node(24);
  const target = join(root, '.vscode-test', `code-server-${version}`);
  const vscodeOf = (folder) => join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await provisionOnce(target, `code-server ${version}`, async (staging) => {
    await npmInstall(staging, [`code-server@${version}`], node24);
    await npmInstall(vscodeOf(staging), ['--omit=dev'], node24);
    await npmInstall(join(vscodeOf(staging), 'extensions'), ['--omit=dev'], node24);
  });
  const folder = vscodeOf(target);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return { node: node24, main: join(folder, 'out', 'server-main.js'), version: manifest.version };
}

/**
 * Starts the server on a free loopback port with a fresh profile in `folder`.
 *
 * @param {string} folder an empty folder
 * @param {{ vsix?: string, env?: Record<string, string> }} [options] vsix: a packaged extension to install first; env:
 * added to the environment of the server, which its extension host inherits
 * @returns {Promise<{ version: string, urlOf: (window: Window) => string, ended: Promise<number | null>,
 *   end: () => Promise<void> }>} rejects with its output when it ends before it listens
 *
 * @typedef {{ workspace: string, extension: string, tests?: string }} Window absolute paths: the folder to open, the
 * extension under development, the module whose run() VS Code calls
 */
export async function startCodeServer(folder, { vsix, env } = {}) {
  const server = await codeServer();
  const profile = ['--user-data-dir', join(folder, 'user'), '--extensions-dir', join(folder, 'extensions')];
  for (const scope of ['User', 'Machine']) {
    await mkdir(join(folder, 'user', scope), { recursive: true });
    await writeFile(join(folder, 'user', scope, 'settings.json'), JSON.stringify(settings, null, 2));
  }
  if (vsix) await run(server.node, [server.main, ...profile, '--install-extension', vsix, '--force']);
  const token = randomBytes(16).toString('hex');
  const args = [
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--accept-server-license-terms'],
    // Without the smoke test driver a built VS Code ignores the development payload.
    ...['--enable-smoke-test-driver', '--disable-workspace-trust', '--telemetry-level', 'off'],
    ...profile,
  ];
  // Its own process group, so that end() ends the extension hosts too.
  const child = spawn(server.node, [server.main, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit').then(([code]) => code);
  const kill = () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', kill);
  const port = await portOf(child, ended);
  return {
    version: server.version,
    urlOf: (window) => urlOf(port, token, window),
    ended,
    async end() {
      kill();
      await ended;
    },
  };
}

/** What the child writes is read to its end, else a full pipe would stop it. */
function portOf(child, ended) {
  let text = '';
  const listening = new Promise((done) => {
    const read = (chunk) => {
      text = (text + chunk).slice(-10_000);
      const found = /Extension host agent listening on (\d+)/.exec(text);
      if (found) done(Number(found[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const early = ended.then((code) => {
    throw new Error(`The VS Code server ended with code ${code} before it listened:\n${text}`);
  });
  return Promise.race([listening, early]);
}

function urlOf(port, token, { workspace, extension, tests }) {
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [['extensionDevelopmentPath', remote(extension)]];
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const query = new URLSearchParams({ tkn: token, folder: workspace, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}
