import { basename, join } from 'node:path';

const permissionFlag = '--experimental-permission';

/** Options of node that take their value as the next argument. */
const withValue = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '-C',
  '--conditions',
  '-e',
  '--eval',
  '-pe',
  '--title',
  '--input-type',
]);

/**
 * `env` so that Node 20's permission model lets the probe be read: where `--experimental-permission` is among node's own
 * arguments of `command` or in NODE_OPTIONS, NODE_OPTIONS gets `--allow-fs-read` for the folder `dist`, which adds to what
 * the user allows. Without that flag Node refuses to start with --allow-fs-read; later versions read preloads as they are.
 */
export function permitProbe(
  env: Readonly<Record<string, string>>,
  nodeOptions: string | undefined,
  command: readonly string[],
  dist: string,
): Record<string, string> {
  const asked =
    (nodeOptions ?? '').split(/\s+/).includes(permissionFlag) ||
    nodeArguments(command).includes(permissionFlag);
  if (!asked) return { ...env };
  const allow = quoted(`--allow-fs-read=${join(dist, '*')}`);
  return { ...env, NODE_OPTIONS: [env.NODE_OPTIONS ?? nodeOptions ?? '', allow].join(' ').trim() };
}

/** The arguments that node itself takes, up to the script; none if the command is not node. */
function nodeArguments([program = '', ...args]: readonly string[]): string[] {
  if (!/^node(js)?(\.exe)?$/i.test(basename(program))) return [];
  const own: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string;
    if (!arg.startsWith('-') || arg === '--') break;
    own.push(arg);
    if (withValue.has(arg)) index++;
  }
  return own;
}

/** As NODE_OPTIONS wants an option that may have spaces. */
function quoted(option: string): string {
  return /[\s"\\]/.test(option) ? `"${option.replace(/[\\"]/g, '\\$&')}"` : option;
}
