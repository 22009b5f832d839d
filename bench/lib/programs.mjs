// Starting and ending the programs that a bench observes.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeMajors, node as nodeOfMajor } from '../../scripts/lib/nodes.mjs';

export const root = resolve(import.meta.dirname, '..', '..');
const windows = process.platform === 'win32';

/** The options that every bench has. */
export const commonOptions = {
  node: { type: 'string' },
  cli: { type: 'string', default: join(root, 'dist', 'cli.js') },
  seed: { type: 'string', default: '1' },
};

/** Fails with a sentence when a bundle that the bench needs is not built. */
export function requireBuilt(file) {
  if (!existsSync(file)) throw new Error(`${file} does not exist: run \`npm run build\` first.`);
}

/**
 * Node binaries for `--node`: a path, a major, a list of majors, or `all`; default the running one.
 *
 * @returns {Promise<{ name: string, path: string }[]>}
 */
export async function chosenNodes(option = process.execPath) {
  const chosen = option === 'all' ? nodeMajors.map(String) : option.split(',');
  return Promise.all(
    chosen.map(async (choice) => {
      const path = /^\d+$/.test(choice) ? await nodeOfMajor(Number(choice)) : resolve(choice);
      const version = await outcome(start(path, ['--version']));
      if (version.code !== 0) throw new Error(`${path} --version ended with ${version.code}`);
      return { name: version.stdout.trim(), path };
    }),
  );
}

const running = new Set();

/** Ends what `start` started and still runs: a terminal's Ctrl+C does not reach other process groups. */
export function killRunning() {
  for (const child of running) killGroup(child);
}

/**
 * Starts a program in a process group of its own, so that `killGroup` ends its children too.
 *
 * @returns a ChildProcess with `output.stdout` and `output.stderr` collected as text, and `closed` for `outcome`
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    detached: !windows,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.output = { stdout: '', stderr: '' };
  // Taken now, so that who asks for the outcome after the end gets it too.
  child.closed = once(child, 'close');
  child.closed.catch(() => {});
  child.stdout?.setEncoding('utf8').on('data', (text) => (child.output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (child.output.stderr += text));
  return child;
}

/** Waits for the end; kills the whole group after `timeoutMs`. `code` is null for a signal. */
export async function outcome(child, timeoutMs = 60_000) {
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killGroup(child);
  }, timeoutMs);
  const [code, signal] = await child.closed;
  clearTimeout(timer);
  return { code, signal, timedOut, ...child.output };
}

/** SIGKILL for a program of `start` and its children. */
export function killGroup(child) {
  try {
    if (windows) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Waits for a line of the program's stdout that starts with `word` and gives the JSON behind it.
 * Rejects when the program ends or `timeoutMs` pass before that.
 */
export async function said(child, word, timeoutMs = 15_000) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const line = child.output.stdout
      .split('\n')
      .slice(0, -1)
      .find((text) => text.startsWith(`${word} `));
    if (line) return JSON.parse(line.slice(word.length + 1));
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      throw new Error(`The program did not say '${word}'. It wrote:\n${JSON.stringify(child.output)}`);
    }
    await delay(5);
  }
}

/** Arguments after the CLI's path that run `command` under observation. */
export const runArgs = (reportFile, command) => [
  ...['run', '--report', reportFile, '--format', 'json', '--quiet', '--'],
  ...command,
];
