// VS Code under test as the desktop program that @vscode/test-electron downloads.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, runVSCodeCommand } from '@vscode/test-electron';
import { chromium } from 'playwright-core';
import { root } from '../../scripts/lib/provision.mjs';
import { settings } from '../../scripts/lib/vscodeSettings.mjs';

/** The version of VS Code that the server carries, so that both hosts test the same. */
const version = '1.139.1';
const cachePath = join(root, '.vscode-test');

/**
 * Downloads the desktop VS Code where it is not there yet.
 *
 * @returns {Promise<string>} path of its executable; rejects with the reason when there is none to be had or no display
 */
export async function desktopVscode() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Error('no display');
  }
  // Asked first because a download without a network takes minutes to give up.
  await fetch('https://update.code.visualstudio.com/api/releases/stable', {
    signal: AbortSignal.timeout(4000),
  });
  return downloadAndUnzipVSCode({ version, cachePath });
}

/**
 * Opens the window and runs the suites in its extension host; as openServerHost().
 *
 * @param {import('./testRun.mjs').TestRun} test
 * @param {string} executable
 */
export async function openDesktopHost(test, executable) {
  const user = join(test.folder, 'desktop');
  const profile = [`--user-data-dir=${user}`, `--extensions-dir=${join(test.folder, 'extensions')}`];
  await mkdir(join(user, 'User'), { recursive: true });
  await writeFile(join(user, 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  if (test.vsix)
    await runVSCodeCommand(['--install-extension', test.vsix, ...profile], { version, cachePath });
  const port = await freePort();
  const log = await open(test.log, 'w');
  const args = [
    ...[test.workspace, ...profile, `--remote-debugging-port=${port}`],
    ...[`--extensionDevelopmentPath=${test.extension}`, `--extensionTestsPath=${test.tests}`],
    ...['--disable-workspace-trust', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
    ...['--no-sandbox', '--disable-gpu-sandbox'], // both needed in containers
  ];
  const child = spawn(executable, args, {
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, ...test.env },
  });
  process.once('exit', () => child.kill());
  const exitCode = once(child, 'exit').then(([code]) => code ?? 1);
  exitCode.catch(() => {}); // it may reject before the runner waits for it
  let window;
  return {
    name: `VS Code ${version}, desktop`,
    async page() {
      window ??= await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      const pages = window.contexts().flatMap((context) => context.pages());
      return pages.find((page) => page.url().includes('workbench')) ?? pages[0];
    },
    exitCode,
    async close() {
      await window?.close(); // only disconnects
      child.kill();
      await exitCode.catch(() => {});
      await log.close();
    },
  };
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
