// What a run in VS Code consists of, for the tests and for the bench of the editor.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { root } from '../../scripts/lib/provision.mjs';

/**
 * @typedef {object} TestRun
 * @property {string} folder temporary folder of the run
 * @property {string} log file for what VS Code itself writes
 * @property {string} workspace folder that VS Code opens
 * @property {string} extension path of the extension under development
 * @property {string} tests path of the module whose run() VS Code calls
 * @property {string} [vsix] packaged extension to install
 * @property {Record<string, string>} env for the extension host
 */

/**
 * Copies the workspace into the run's folder.
 *
 * @param {string} folder
 * @param {{ source: string, log: string, vsix?: string, tests: string, env: Record<string, string> }} given source: the
 * workspace; log: a name
 * @returns {Promise<TestRun>}
 */
export async function prepare(folder, { source, log, vsix, tests, env }) {
  const copy = join(folder, basename(source));
  await cp(source, copy, { recursive: true, verbatimSymlinks: true });
  return {
    folder,
    log: join(root, '.vscode-test', log),
    workspace: copy,
    extension: vsix ? await emptyExtension(join(folder, 'driver')) : root,
    tests,
    ...(vsix && { vsix: resolve(vsix) }),
    env,
  };
}

/** VS Code runs suites only beside an extension under development; this one does nothing. */
async function emptyExtension(folder) {
  await mkdir(folder);
  const manifest = { name: 'driver', publisher: 'test', version: '0.0.0', engines: { vscode: '^1.100.0' } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
