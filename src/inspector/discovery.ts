import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError } from '../shared/engineApi';
import { inspectorUrl } from './address';
import { listeningPorts } from './listeningPorts';
import { checkNode, checkSignal, optionsOf } from './nodeProcess';

/** It takes 5 ms, also in a busy loop; a machine under load is slower. */
const openWaitMs = 3000;
const pollMs = 25;
const defaultPort = 9229;
/** Where Node's inspectors are looked for on a system that does not tell a process's ports. */
const usualPorts = Array.from({ length: 11 }, (_, index) => defaultPort + index);

export interface FoundInspector {
  readonly url: string;
  /** We made the process open it, and close it again. */
  readonly opened: boolean;
}

/** Says which process an inspector belongs to; null where it does not answer. */
export type PidAt = (url: string) => Promise<number | null>;

/** Finds a process's inspector, or has the process open it. Rejects with `EngineError`. */
export async function inspectorOf(pid: number, pidAt: PidAt): Promise<FoundInspector> {
  await checkNode(pid);
  const options = await optionsOf(pid);
  const named = namedPorts(options);
  const before = await listeningPorts(pid);
  const open = await firstInspector(candidates(named, before), pid, before === null ? pidAt : null);
  if (open) return { url: open, opened: false };
  await checkSignal(pid, options);
  await checkPort(pid, named[0] ?? defaultPort);
  askToOpen(pid);
  const url = await opened(pid, before ?? [], pidAt);
  if (url) return { url, opened: true };
  throw new EngineError(
    'inspector-refused',
    `Process ${pid} was asked with SIGUSR1 to open its inspector and did not. The program may handle that signal itself (its handler has run then), or have an inspector open at an address that its command line does not tell. Start it with looplens run, or with --inspect=0 and attach to the address that it then prints.`,
  );
}

/** Ports that inspector options name, those of the command line before those of NODE_OPTIONS; 0 stands for any. */
export function namedPorts(options: string): number[] {
  const named = options.matchAll(/--(?:inspect(?:-brk|-wait|-port)?|debug-port)[=\0](?:[^\s\0]*:)?(\d+)/g);
  return [...named].map(([, port]) => Number(port)).reverse();
}

/** Ports that may be the inspector's: never one that could be the program's own server. */
function candidates(named: readonly number[], listening: readonly number[] | null): number[] {
  if (listening === null) return [...named.filter((port) => port > 0), ...usualPorts];
  return listening.filter((port) => named.includes(0) || named.includes(port) || port === defaultPort);
}

/** `pidAt`: how to tell whose inspector it is where the port does not. */
async function firstInspector(
  ports: readonly number[],
  pid: number,
  pidAt: PidAt | null,
): Promise<string | null> {
  for (const port of ports) {
    for (const host of ['127.0.0.1', '::1']) {
      const url = await inspectorUrl(host, port);
      if (url && (pidAt === null || (await pidAt(url)) === pid)) return url;
    }
  }
  return null;
}

/** The inspector that comes up after the signal: at a port that the process did not listen on before. */
async function opened(pid: number, before: readonly number[], pidAt: PidAt): Promise<string | null> {
  for (const end = Date.now() + openWaitMs; Date.now() < end; await wait(pollMs)) {
    const now = await listeningPorts(pid);
    const fresh = now === null ? usualPorts : now.filter((port) => !before.includes(port));
    const url = await firstInspector(fresh, pid, now === null ? pidAt : null);
    if (url) return url;
  }
  return null;
}

/** A process that finds its port taken says so in its output, and has no inspector. */
async function checkPort(pid: number, port: number): Promise<void> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  if (free) return;
  throw new EngineError(
    'inspector-refused',
    `Process ${pid} would open its inspector at port ${port}, which another program uses, so it was left alone. End that one (it may be a Node.js that is being debugged) and attach again, or start this one with looplens run or --inspect=0.`,
  );
}

function askToOpen(pid: number): void {
  try {
    // On Windows, where there are no signals, this asks Node in the same way.
    if (process.platform === 'win32')
      (process as unknown as { _debugProcess(pid: number): void })._debugProcess(pid);
    else process.kill(pid, 'SIGUSR1');
  } catch (error) {
    throw new EngineError(
      'inspector-refused',
      `Process ${pid} could not be asked to open its inspector: ${error instanceof Error ? error.message : String(error)}. It may not be Node.js, or have ended.`,
    );
  }
}
