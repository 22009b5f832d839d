import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { parseCim, parseCmdline, parseLsof, parseProcStat, parsePs, type ProcessInfo } from './processes';

const run = promisify(execFile);
const maxOutput = 32 * 1024 * 1024;
const listWaitMs = 20_000;
const limits = { maxBuffer: maxOutput, timeout: listWaitMs, windowsHide: true };

const cim = [
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
  'Get-CimInstance Win32_Process | Select-Object ProcessId, ParentProcessId, Name, CommandLine,' +
    "@{ Name = 'Started'; Expression = { if ($_.CreationDate) { $_.CreationDate.ToUniversalTime().ToString('o') } } }" +
    ' | ConvertTo-Json -Compress',
].join('; ');

/** Every process that the system tells of. Rejects where it cannot be asked. */
export async function listProcesses(): Promise<ProcessInfo[]> {
  if (process.platform === 'linux') return linuxProcesses();
  if (process.platform !== 'win32') return psProcesses();
  const { stdout } = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', cim], limits);
  return parseCim(stdout);
}

async function linuxProcesses(): Promise<ProcessInfo[]> {
  const upSeconds = parseFloat(await readFile('/proc/uptime', 'utf8'));
  const bootMs = Date.now() - upSeconds * 1000;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const infos = await Promise.all(pids.map((pid) => linuxProcess(pid, bootMs)));
  return infos.flatMap((info) => info ?? []);
}

async function linuxProcess(pid: string, bootMs: number): Promise<ProcessInfo | null> {
  const text = (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
  // Those of other users cannot be read, nor attached to.
  const link = (name: string): Promise<string> => readlink(`/proc/${pid}/${name}`).catch(() => '');
  const [stat, cmdline, program, folder] = await Promise.all([
    text('stat'),
    text('cmdline'),
    link('exe'),
    link('cwd'),
  ]);
  const parsed = parseProcStat(stat);
  return (
    parsed && {
      pid: Number(pid),
      ppid: parsed.ppid,
      commandLine: parseCmdline(cmdline),
      program,
      folder: folder || null,
      startedAtMs: bootMs + parsed.startedSeconds * 1000,
    }
  );
}

async function psProcesses(): Promise<ProcessInfo[]> {
  const [ps, lsof] = await Promise.all([
    run('ps', ['-axo', 'pid=,ppid=,etime=,args='], limits),
    // It gives what it may read, and fails for the rest.
    run('lsof', ['-a', '-d', 'cwd', '-c', 'node', '-Fn'], limits).catch((error: { stdout?: string }) => ({
      stdout: error.stdout ?? '',
    })),
  ]);
  const folders = parseLsof(lsof.stdout);
  return parsePs(ps.stdout, Date.now()).map((info) => ({ ...info, folder: folders.get(info.pid) ?? null }));
}
