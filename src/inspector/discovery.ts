import { readdir, readFile, readlink } from 'node:fs/promises';
import { get } from 'node:http';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EngineError } from '../shared/engineApi';

const answerWaitMs = 1000;
const openWaitMs = 4000;
const defaultPort = 9229;

/** What `attach` was given. */
export type AttachTarget =
  | { readonly kind: 'pid'; readonly pid: number }
  | { readonly kind: 'address'; readonly host: string; readonly port: number }
  | { readonly kind: 'url'; readonly url: string };

/** A process id, `host:port`, `[::1]:port`, or a ws:// URL. Throws `EngineError` 'inspector-unreachable' for anything else. */
export function parseTarget(text: string): AttachTarget {
  if (/^\d+$/.test(text)) return { kind: 'pid', pid: Number(text) };
  if (/^wss?:\/\//.test(text)) return { kind: 'url', url: text };
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  if (!match || Number(match[3]) > 65535) {
    throw new EngineError(
      'inspector-unreachable',
      `'${text}' is neither a process id nor an inspector address. Give a number, or host:port as in 127.0.0.1:9229.`,
    );
  }
  return { kind: 'address', host: match[1] ?? (match[2] || '127.0.0.1'), port: Number(match[3]) };
}

/** The WebSocket URL of the inspector that listens there; null where none answers. */
export function inspectorUrl(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: '/json/list', timeout: answerWaitMs }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(webSocketUrl(text)));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(null));
  });
}

function webSocketUrl(text: string): string | null {
  try {
    const [target] = JSON.parse(text) as { webSocketDebuggerUrl?: string }[];
    return target?.webSocketDebuggerUrl ?? null;
  } catch {
    return null;
  }
}

export interface FoundInspector {
  readonly url: string;
  /** We made the process open it, and close it again. */
  readonly opened: boolean;
}

/** Finds a process's inspector, or has the process open it. Rejects with `EngineError`. */
export async function inspectorOf(
  pid: number,
  pidAt: (url: string) => Promise<number | null>,
): Promise<FoundInspector> {
  await checkProcess(pid);
  const before = await ownInspector(pid, pidAt);
  if (before) return { url: before, opened: false };
  try {
    // On Windows, where there are no signals, this asks Node in the same way.
    if (process.platform === 'win32')
      (process as unknown as { _debugProcess(pid: number): void })._debugProcess(pid);
    else process.kill(pid, 'SIGUSR1');
  } catch (error) {
    throw new EngineError(
      'inspector-refused',
      `Process ${pid} could not be asked to open its inspector: ${String(error)}.`,
    );
  }
  const end = Date.now() + openWaitMs;
  while (Date.now() < end) {
    const url = await ownInspector(pid, pidAt);
    if (url) return { url, opened: true };
    await wait(50);
  }
  throw new EngineError(
    'inspector-refused',
    `Process ${pid} did not open its inspector. It may handle SIGUSR1 itself, run with --disable-sigusr1, or port ${defaultPort} may be taken. Start it with looplens run, or with --inspect=0 and attach to that port.`,
  );
}

/** Signalling a program that is no Node could end it, so only what is surely Node is signalled. */
async function checkProcess(pid: number): Promise<void> {
  try {
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
  if (process.platform !== 'linux') return;
  const exe = await readlink(`/proc/${pid}/exe`).catch(() => '');
  if (!/^node(js)?\d*(\.exe)?( \(deleted\))?$/.test(basename(exe))) {
    throw new EngineError(
      'not-node',
      `Process ${pid} (${exe || 'unknown program'}) is not Node.js, so it was left alone.`,
    );
  }
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const caught = /^SigCgt:\s*([0-9a-f]+)/m.exec(status)?.[1];
  const usr1 = 1n << 9n;
  if (caught !== undefined && (BigInt(`0x${caught}`) & usr1) === 0n) {
    throw new EngineError(
      'inspector-refused',
      `Process ${pid} would be ended by SIGUSR1 (it runs with --disable-sigusr1), so it was left alone. Start it with looplens run, or with --inspect=0.`,
    );
  }
}

/** The inspector that this very process listens with. */
async function ownInspector(
  pid: number,
  pidAt: (url: string) => Promise<number | null>,
): Promise<string | null> {
  for (const port of await candidatePorts(pid)) {
    const url = await inspectorUrl('127.0.0.1', port);
    if (url && (await pidAt(url)) === pid) return url;
  }
  return null;
}

/** Ports that may be its inspector's: never one that could be the program's own server. */
async function candidatePorts(pid: number): Promise<number[]> {
  const told = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const named = [...told.matchAll(/--inspect(?:-brk|-wait|-port)?=(?:[^\0]*:)?(\d+)/g)].map(([, port]) =>
    Number(port),
  );
  const fixed = [...new Set([...named.filter((port) => port > 0), defaultPort])];
  const listening = await listeningPorts(pid);
  if (listening === null) return fixed;
  return named.includes(0) ? listening : fixed.filter((port) => listening.includes(port));
}

/** TCP ports a process listens on (Linux); null where that cannot be told. */
async function listeningPorts(pid: number): Promise<number[] | null> {
  try {
    const links = await Promise.all(
      (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
    );
    const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
    const tables = await Promise.all(
      ['tcp', 'tcp6'].map((t) => readFile(`/proc/${pid}/net/${t}`, 'utf8').catch(() => '')),
    );
    const listening = '0A';
    return tables
      .flatMap((table) => table.split('\n').slice(1))
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === listening && inodes.has(fields[9] ?? ''))
      .map((fields) => parseInt(fields[1]!.split(':')[1]!, 16));
  } catch {
    return null;
  }
}
