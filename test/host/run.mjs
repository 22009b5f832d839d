// Runs the compiled suites of out/test/host/suite inside a real VS Code, on a copy of a workspace.
//
//   node test/host/run.mjs [--workspace DIR] [--vsix FILE] [--grep TEXT] [--host desktop|server]
//
// --workspace  opened as a temporary copy; default samples/shop
// --vsix       tests a packaged extension, installed as a user would, instead of the working tree
// --grep       only the tests whose full title contains it
// --host       default: desktop where one can be downloaded and shown, else server
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { node } from '../../scripts/lib/nodes.mjs';
import { root } from '../../scripts/lib/provision.mjs';
import { prepareShop, shopDir } from '../../scripts/lib/sample.mjs';
import { startBridge } from './bridge.mjs';
import { desktopVscode, openDesktopHost } from './desktopHost.mjs';
import { openServerHost } from './serverHost.mjs';
import { prepare } from './testRun.mjs';

/** A run that has not ended by then hangs; beside ten processes that want a processor it takes longer than ten minutes. */
const limitMs = (process.env.LOOPLENS_SCREENSHOTS === 'all' ? 40 : 20) * 60_000;

if (Number(process.versions.node.split('.')[0]) < 22) {
  // @vscode/test-electron needs it.
  const child = spawn(await node(24), process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  process.exitCode = (await once(child, 'exit'))[0] ?? 1;
} else {
  process.exit(await main()); // a host that failed half-way may keep the loop alive; its children end with this process
}

async function main() {
  const { values } = parseArgs({
    options: {
      workspace: { type: 'string' },
      vsix: { type: 'string' },
      grep: { type: 'string', default: '' },
      host: { type: 'string' },
    },
  });
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'looplens-host-')));
  let host;
  const bridge = await startBridge(() => host.page(), join(root, 'screenshots'));
  let timer;
  const cutShort = new Promise((_, fail) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.on(signal, () => fail(new Error(`Stopped by ${signal}.`)));
    }
    timer = setTimeout(() => fail(new Error(`The run did not end within ${limitMs / 60_000} min.`)), limitMs);
  });
  try {
    const test = await chosenRun(folder, values, bridge.url);
    host = await Promise.race([open(test, values.host), cutShort]);
    console.log(`VS Code under test: ${host.name}`);
    const code = await Promise.race([host.exitCode, cutShort]);
    if (code !== 0) console.log(`What VS Code itself wrote is in ${test.log}`);
    return code;
  } catch (error) {
    console.error(error);
    return 1;
  } finally {
    clearTimeout(timer);
    await host?.close();
    bridge.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The run that the options ask for. */
async function chosenRun(folder, { workspace, vsix, grep }, bridgeUrl) {
  if (!workspace) await prepareShop();
  return prepare(folder, {
    source: resolve(workspace ?? shopDir),
    log: 'host.log',
    vsix,
    tests: join(root, 'out', 'test', 'host', 'index.js'),
    env: {
      LOOPLENS_TEST_WINDOW: bridgeUrl,
      LOOPLENS_TEST_GREP: grep,
      LOOPLENS_TEST_COUNTS: process.env.LOOPLENS_TEST_COUNTS ?? join(folder, 'counts.json'),
    },
  });
}

async function open(test, wanted) {
  if (wanted === 'server') return openServerHost(test);
  try {
    return await openDesktopHost(test, await desktopVscode());
  } catch (error) {
    if (wanted === 'desktop') throw error;
    console.log(`No desktop VS Code (${error.cause?.code ?? error.message}): testing in the VS Code server.`);
    return openServerHost(test);
  }
}
