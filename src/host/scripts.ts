/** What a workspace offers to run, and the command line that runs it; pure. */

export type PackageManager = 'npm' | 'pnpm' | 'yarn';

export interface Manifest {
  /** Scripts in their order, with their commands. */
  readonly scripts: readonly (readonly [name: string, command: string])[];
  readonly packageManager: PackageManager | null;
}

const lockFiles: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
];

/** What a package.json says of scripts; null where it is none. */
export function parseManifest(text: string): Manifest | null {
  try {
    const parsed = JSON.parse(text.replace(/^\ufeff/, '')) as {
      scripts?: Record<string, unknown>;
      packageManager?: unknown;
    };
    const scripts = Object.entries(parsed.scripts ?? {});
    const { packageManager } = parsed;
    const named = typeof packageManager === 'string' && /^(npm|pnpm|yarn)(@|$)/.exec(packageManager)?.[1];
    return {
      scripts: scripts.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      packageManager: (named || null) as PackageManager | null,
    };
  } catch {
    return null;
  }
}

/** The package manager whose lock file is among a folder's files; null where there is none. */
export function packageManagerOfFiles(names: readonly string[]): PackageManager | null {
  return lockFiles.find(([name]) => names.includes(name))?.[1] ?? null;
}

/** Whether a file is one that can be run. */
export function isProgram(file: string): boolean {
  return /(?<!\.d)\.[cm]?[jt]s$/i.test(file);
}

/** Command that runs a file, given relative to its working folder; Node takes slashes on every system. */
export function fileCommand(file: string, hasTsx: boolean): string[] {
  const path = file.replaceAll('\\', '/');
  const program = path.startsWith('-') ? `./${path}` : path;
  return /ts$/i.test(path) && hasTsx ? ['npx', 'tsx', program] : ['node', program];
}

export function scriptCommand(manager: PackageManager, script: string): string[] {
  return [manager, 'run', script];
}

/** A command as it is typed into a shell, which is told by its program's path. */
export function typed(command: readonly string[], shell: string): string {
  const name = (shell.split(/[\\/]/).pop() ?? '').toLowerCase().replace(/\.exe$/, '');
  const quote = name === 'cmd' ? quotedForCmd : /^(pwsh|powershell)/.test(name) ? doubled : escaped(name);
  return command.map((arg) => (/^[\w:./-]+$/.test(arg) ? arg : quote(arg))).join(' ');
}

const quotedForCmd = (arg: string): string => `"${arg.replaceAll('"', '""')}"`;
/** As PowerShell has it. */
const doubled = (arg: string): string => `'${arg.replaceAll("'", "''")}'`;

function escaped(shell: string): (arg: string) => string {
  const quote = shell === 'fish' ? "\\'" : "'\\''";
  return (arg) => `'${arg.replaceAll("'", quote)}'`;
}

/** Whether a command line that was typed looks as if it starts a Node program. */
export function startsNode(commandLine: string): boolean {
  return /(^|[\s;&|(/\\])(node|npm|npx|pnpm|pnpx|yarn|tsx|ts-node|nodemon|corepack)(\.(exe|cmd|ps1))?(\s|$)/i.test(
    commandLine,
  );
}
