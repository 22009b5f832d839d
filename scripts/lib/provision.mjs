// Installs what the tests and `npm start` need beyond devDependencies, once, from the npm registry.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join, resolve } from 'node:path';

/** Absolute path of the repository. */
export const root = resolve(import.meta.dirname, '..', '..');

/**
 * Makes `target` exist: `build(staging)` fills a folder beside it, which is then renamed, so that two processes
 * that provision at once both end with a whole folder and a killed one leaves none behind that looks whole.
 *
 * @param {string} target absolute path of the folder to make
 * @param {string} what said on stdout before it is made
 * @param {(staging: string) => Promise<void>} build rejects when it cannot be made
 */
export async function provisionOnce(target, what, build) {
  if (existsSync(target)) return;
  await mkdir(dirname(target), { recursive: true });
  console.log(`Installing ${what} (once, into ${dirname(target)}) ...`);
  const staging = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await build(staging);
    await rename(staging, target);
  } catch (error) {
    if (!existsSync(target)) throw error; // else another process was first: use what it made
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * `npm install` into `folder`, without install scripts: nothing is compiled and nothing runs.
 *
 * @param {string} folder
 * @param {string[]} args packages as name@version, or npm options
 * @param {string} [node] the Node binary that npm runs with; default: the running one
 */
export async function npmInstall(folder, args, node = process.execPath) {
  if (!existsSync(join(folder, 'package.json'))) {
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  }
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', '--prefix', folder, ...options, ...args], {
    cwd: folder,
    env: pathFirst(node),
  });
}

/** The environment with the folder of `node` first on the PATH, for programs that start with `env node`. */
export function pathFirst(node) {
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [path]: [dirname(node), process.env[path]].join(delimiter) };
}

/**
 * Runs a command to its end; rejects, with what it wrote, when it fails.
 *
 * @returns {Promise<string>} its stdout
 */
export async function run(command, args, options = {}) {
  // npm is a .cmd file on Windows, which only a shell starts.
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && command === 'npm',
    ...options,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) {
    throw new Error(`'${[command, ...args].join(' ')}' ended with code ${code}:\n${stderr || stdout}`);
  }
  return stdout;
}
