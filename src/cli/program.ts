import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import crossSpawn from 'cross-spawn';

/** How the program ended. */
export interface ProgramEnd {
  /** As a shell has it: 128 + n for a signal, 126 and 127 if it never started. */
  readonly status: number;
  /** Why it could not be started; null if it was. */
  readonly failure: string | null;
}

/** The program that was asked for, with our standard input, output and error. */
export interface Program {
  readonly ended: Promise<ProgramEnd>;
  send(signal: NodeJS.Signals): void;
}

/**
 * Starts `command` with `env`. On Windows `cross-spawn` finds npm.cmd and the like and quotes their arguments, so that no
 * shell interprets them.
 */
export function startProgram(command: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Program {
  const [file = '', ...args] = command;
  let child: ChildProcess;
  try {
    child = crossSpawn(file, args, { stdio: 'inherit', env, cwd });
  } catch (error) {
    // Thrown for what is wrong before the system is asked, such as a null byte in an argument.
    return { ended: Promise.resolve(notStarted(file, error as NodeJS.ErrnoException)), send: () => {} };
  }
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.on('error', (error) => {
      // A signal that could not be delivered is an 'error' too; only a process without an id never started.
      if (child.pid === undefined) resolve(notStarted(file, error));
    });
    child.once('exit', (code, signal) =>
      resolve({ status: signal === null ? (code ?? 0) : 128 + constants.signals[signal], failure: null }),
    );
  });
  return { ended, send: (signal) => void child.kill(signal) };
}

function notStarted(file: string, error: NodeJS.ErrnoException): ProgramEnd {
  const hint = /\.[cm]?[jt]s$/.test(file)
    ? `To run a script, put node before it: looplens run -- node ${file}`
    : 'Check its spelling, the PATH, and whether you may execute it.';
  if (error.code === 'ENOENT')
    return { status: 127, failure: `The command "${file}" was not found. ${hint}` };
  if (error.code === 'EACCES')
    return { status: 126, failure: `The command "${file}" can’t be executed. ${hint}` };
  return { status: 126, failure: `The command "${file}" can’t be started: ${error.message}` };
}
