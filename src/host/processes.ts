import { baseName } from './paths';

/** Running processes, as the listings of the three systems tell them; pure. */
export interface ProcessInfo {
  readonly pid: number;
  readonly ppid: number;
  readonly commandLine: string;
  /** Path of what it runs, where the system tells that apart. */
  readonly program: string | null;
  readonly folder: string | null;
  readonly startedAtMs: number | null;
}

const ticksPerSecond = 100;
const nodeProgram = /^node(js)?[\d.-]*(\.exe)?( \(deleted\))?$/i;
/** macOS tells no program apart: its path may have blanks. */
const nodeCommand = /^(\/.*?\/)?node(js)?[\d.-]*(\s|$)/;

/** Entries of a VS Code that may be another than ours. */
const vscodeEntry =
  /[\\/](server-main|bootstrap-fork)(\.js)?["\s]|--type=(extensionHost|ptyHost|fileWatcher)\b/;
/** What only starts others, and is called by its script or names itself so. */
const packageManager =
  /^(\S*[\\/])?(npm|npx|pnpm|yarn)\s|[\\/](npm|npx|pnpm|yarn|corepack)([-.](cli|[cm]?js))*["\s]/;

/** Parent and start of a process from Linux' /proc/PID/stat; null where that is something else. */
export function parseProcStat(text: string): { ppid: number; startedSeconds: number } | null {
  const fields = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(/\s+/);
  const [ppid, ticks] = [Number(fields[1]), Number(fields[19])];
  return fields.length > 19 ? { ppid, startedSeconds: ticks / ticksPerSecond } : null;
}

/** Arguments of a process from Linux' /proc/PID/cmdline, as a person reads them. */
export function parseCmdline(text: string): string {
  return text.replaceAll('\0', ' ').trim();
}

/** Output of `ps -axo pid=,ppid=,etime=,args=`. */
export function parsePs(text: string, nowMs: number): ProcessInfo[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+([\d:-]+)\s+(.*?)\s*$/gm)].map(
    ([, pid, ppid, elapsed, commandLine]) => ({
      pid: Number(pid),
      ppid: Number(ppid),
      commandLine: commandLine!,
      program: null,
      folder: null,
      startedAtMs: nowMs - elapsedSeconds(elapsed!) * 1000,
    }),
  );
}

/** `[[days-]hours:]minutes:seconds` */
function elapsedSeconds(text: string): number {
  const [days, clock] = text.includes('-') ? text.split('-') : ['0', text];
  const seconds = clock!.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number(days) * 86_400 + seconds;
}

/** Folders by process id, from `lsof -a -d cwd -Fn`. */
export function parseLsof(text: string): Map<number, string> {
  const folders = new Map<number, string>();
  let pid = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    else if (line.startsWith('n')) folders.set(pid, line.slice(1));
  }
  return folders;
}

interface CimProcess {
  readonly ProcessId: number;
  readonly ParentProcessId: number;
  readonly Name: string;
  readonly CommandLine: string | null;
  readonly Started: string | null;
}

/** JSON of Windows' Win32_Process; PowerShell gives a list of one as the one. */
export function parseCim(text: string): ProcessInfo[] {
  const parsed = JSON.parse(text) as CimProcess | CimProcess[];
  return [parsed].flat().map(({ ProcessId, ParentProcessId, Name, CommandLine, Started }) => ({
    pid: ProcessId,
    ppid: ParentProcessId,
    commandLine: CommandLine ?? Name,
    program: Name,
    folder: null,
    startedAtMs: Started === null ? null : Date.parse(Started),
  }));
}

/** What must not be offered: VS Code itself, and what its extensions run for it. */
export interface OwnProcesses {
  /** The extension host's. */
  readonly pid: number;
  /** Folder of the VS Code that runs. */
  readonly appRoot: string;
}

/** The user's processes that run Node, newest first; without package managers, which only start others. */
export function userNodeProcesses(all: readonly ProcessInfo[], own: OwnProcesses): ProcessInfo[] {
  const byPid = new Map(all.map((info) => [info.pid, info]));
  const hosts = new Set([own.pid, ...all.filter(isExtensionHost).map(({ pid }) => pid)]);
  const isOwn = (info: ProcessInfo): boolean =>
    vscodeEntry.test(`${info.commandLine} `) ||
    runsFrom(info.commandLine, own.appRoot) ||
    lineage(info, byPid).some(({ pid }) => hosts.has(pid));
  return all
    .filter((info) => isNode(info) && !packageManager.test(`${info.commandLine} `) && !isOwn(info))
    .sort((a, b) => (b.startedAtMs ?? 0) - (a.startedAtMs ?? 0) || b.pid - a.pid);
}

function isNode({ program, commandLine }: ProcessInfo): boolean {
  return program === null ? nodeCommand.test(commandLine) : nodeProgram.test(baseName(program));
}

function isExtensionHost({ commandLine }: ProcessInfo): boolean {
  return /--type=extensionHost\b/.test(commandLine);
}

function runsFrom(commandLine: string, folder: string): boolean {
  return folded(commandLine).includes(folded(folder));
}

function folded(path: string): string {
  return path.replaceAll('\\', '/').toLowerCase();
}

/** A process and those it descends from; the system uses process ids again, so that they may seem to turn in a circle. */
function lineage(info: ProcessInfo, byPid: ReadonlyMap<number, ProcessInfo>): ProcessInfo[] {
  const found = new Set<ProcessInfo>();
  for (let at: ProcessInfo | undefined = info; at && !found.has(at); at = byPid.get(at.ppid)) found.add(at);
  return [...found];
}

/** A command line without the folder of its program: `node server.js`. */
export function shortCommand({ commandLine, program }: ProcessInfo): string {
  const quoted = /^"([^"]*)"\s*(.*)$/s.exec(commandLine);
  if (quoted) return `${baseName(quoted[1]!)} ${quoted[2]!}`.trim();
  if (program !== null && commandLine.startsWith(`${program} `))
    return baseName(program) + commandLine.slice(program.length);
  const path = nodeCommand.exec(commandLine)?.[1] ?? '';
  return commandLine.slice(path.length);
}

/** `35 s`, `12 min`, `3 h 5 min`, `2 d 4 h`: as exact as a person wants it. */
export function uptimeText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return `${seconds} s`;
  if (hours < 1) return `${minutes} min`;
  if (hours < 24) return pair(hours, 'h', minutes % 60, 'min');
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return `${large} ${largeUnit}${small > 0 ? ` ${small} ${smallUnit}` : ''}`;
}
