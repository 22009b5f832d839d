// `npm start`: VS Code with the extension of this working tree, on the sample shop. Ctrl-C ends it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCodeServer } from './lib/codeServer.mjs';
import { root, run } from './lib/provision.mjs';
import { prepareShop, shopDir } from './lib/sample.mjs';

const windows = process.platform === 'win32';

await prepareShop();
const { status } = spawnSync(process.execPath, ['esbuild.config.mjs'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(1);
if (await hasDesktop()) await openDesktop();
else await serve();

/** Whether `code` starts a window here: in a remote terminal it cannot take an extension under development. */
async function hasDesktop() {
  if (process.env.VSCODE_IPC_HOOK_CLI) return false;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  return run('code', ['--version'], { shell: windows }).then(
    () => true,
    () => false,
  );
}

async function openDesktop() {
  console.log('Opening VS Code with Looplens on samples/shop. This ends with its window.');
  const quote = (text) => (windows ? `"${text}"` : text); // a shell takes spaces apart
  const args = ['--wait', '--new-window', quote(`--extensionDevelopmentPath=${root}`), quote(shopDir)];
  const child = spawn('code', args, { stdio: 'inherit', shell: windows });
  [process.exitCode] = await once(child, 'exit');
}

async function serve() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'looplens-start-')));
  const stopped = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, done);
  });
  const server = await startCodeServer(folder);
  console.log(`VS Code ${server.version} with Looplens on samples/shop. Open this address in a browser:\n`);
  console.log(`  ${server.urlOf({ workspace: shopDir, extension: root })}\n`);
  console.log('Press F5 there to debug the shop. Ctrl-C here ends all of it.');
  await Promise.race([stopped, server.ended]);
  await server.end();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
