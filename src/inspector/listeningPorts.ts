import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** TCP ports that a process listens on; null where the system does not tell. */
export async function listeningPorts(pid: number): Promise<readonly number[] | null> {
  try {
    if (process.platform === 'linux') return await linuxPorts(pid);
    if (process.platform === 'win32')
      return portsFromNetstat((await run('netstat', ['-ano', '-p', 'TCP'])).stdout, pid);
    const lsof = ['-nP', '-a', '-p', String(pid), '-iTCP', '-sTCP:LISTEN', '-Fn'];
    return portsFromLsof((await run('lsof', lsof)).stdout);
  } catch (error) {
    // lsof's way to say that there are none.
    return (error as { code?: unknown }).code === 1 ? [] : null;
  }
}

async function linuxPorts(pid: number): Promise<number[]> {
  const links = await Promise.all(
    (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => '')),
  );
  return tables.flatMap((table) => portsFromProc(table, inodes));
}

/** Ports in a table like /proc/net/tcp whose sockets are among `inodes`. */
export function portsFromProc(table: string, inodes: ReadonlySet<string>): number[] {
  const listening = '0A';
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === listening && inodes.has(fields[9] ?? ''))
    .map((fields) => parseInt(fields[1]!.split(':')[1]!, 16));
}

/** Ports in the output of `lsof -Fn` for one process's listening sockets. */
export function portsFromLsof(text: string): number[] {
  return unique([...text.matchAll(/^n.*:(\d+)$/gm)].map(([, port]) => Number(port)));
}

/** Ports in the output of Windows' `netstat -ano` that a process listens on. The word for it is translated, the rest is not. */
export function portsFromNetstat(text: string, pid: number): number[] {
  const rows = text.matchAll(/^\s*TCP\s+\S+:(\d+)\s+(?:0\.0\.0\.0|\[::\]):0\s+\S+\s+(\d+)\s*$/gm);
  return unique([...rows].filter(([, , owner]) => Number(owner) === pid).map(([, port]) => Number(port)));
}

function unique(ports: readonly number[]): number[] {
  return [...new Set(ports)];
}
