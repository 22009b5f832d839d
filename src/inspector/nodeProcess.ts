import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { EngineError } from '../shared/engineApi';

const run = promisify(execFile);

const nodeName = /^node(js)?[\d.-]*(\.exe)?( \(deleted\))?$/;
const elsewhere =
  'Start it with looplens run, or with --inspect=0 and attach to the address that it then prints.';

/** Resolves when a process is there, ours to observe, and surely Node. Rejects with `EngineError`. */
export async function checkNode(pid: number): Promise<void> {
  try {
    // 0 would speak to our own process group.
    if (pid === 0) throw new RangeError('No process id');
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') {
      throw new EngineError(
        'inspector-refused',
        `Process ${pid} belongs to another user. Attach as that user.`,
      );
    }
    throw new EngineError(
      'no-such-process',
      `There is no process ${pid}. It may have ended; check the number.`,
    );
  }
  // On Windows only a Node can be asked to open an inspector.
  if (process.platform === 'win32') return;
  const program = await programOf(pid);
  if (nodeName.test(basename(program))) return;
  throw new EngineError(
    'not-node',
    program === ''
      ? `It could not be found out whether process ${pid} is Node.js, so it was left alone. ${elsewhere}`
      : `Process ${pid} (${program}) is not Node.js, so it was left alone. Give the process id of the node program itself.`,
  );
}

/**
 * Resolves when SIGUSR1 makes a process open its inspector, as far as that can be told. Rejects with `EngineError` where it
 * would end the process or do nothing. Whether the program handles the signal itself cannot be told on any system: to the
 * kernel, its handler and Node's own look the same.
 */
export async function checkSignal(pid: number, options: string): Promise<void> {
  const refuse = (why: string): never => {
    throw new EngineError('inspector-refused', `${why}, so it was left alone. ${elsewhere}`);
  };
  if (options.includes('--disable-sigusr1')) refuse(`Process ${pid} runs with --disable-sigusr1`);
  if (/--(experimental-)?permission(\s|\0|$)/.test(options) && !options.includes('--allow-inspector'))
    refuse(`Process ${pid} runs under Node's permission model, which denies it an inspector`);
  if (process.platform !== 'linux') return;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const caught = /^SigCgt:\s*([0-9a-f]+)/m.exec(status)?.[1];
  const usr1 = 1n << 9n;
  if (caught !== undefined && (BigInt(`0x${caught}`) & usr1) === 0n)
    refuse(`Process ${pid} does not listen to SIGUSR1 and could be ended by it`);
  const [theirs, ours] = await Promise.all(
    [pid, 'self'].map((of) => readlink(`/proc/${of}/ns/net`).catch(() => '')),
  );
  if (theirs !== ours)
    throw new EngineError(
      'inspector-refused',
      `Process ${pid} has a network of its own (a container), where its inspector could not be reached, so it was left alone. Start it with --inspect=0.0.0.0:9229, publish that port, and attach to it; or run looplens inside the container.`,
    );
}

/** A process's command line and NODE_OPTIONS as far as the system tells them, for looking options up. */
export async function optionsOf(pid: number): Promise<string> {
  if (process.platform === 'win32') return '';
  if (process.platform !== 'linux') return ps(pid, ['eww', '-o', 'command=']);
  const [line, environment] = await Promise.all(
    ['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
  );
  const nodeOptions = /(?:^|\0)NODE_OPTIONS=([^\0]*)/.exec(environment!)?.[1] ?? '';
  return `${nodeOptions}\0${line}`;
}

/** Path of the program that a process runs, '' where the system does not tell. */
async function programOf(pid: number): Promise<string> {
  if (process.platform === 'linux') return readlink(`/proc/${pid}/exe`).catch(() => '');
  return (await ps(pid, ['-o', 'comm='])).trim();
}

async function ps(pid: number, options: readonly string[]): Promise<string> {
  return run('ps', [...options, '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
