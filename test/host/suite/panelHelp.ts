import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { write } from './editorPrograms';

/** A page that was loaded after webviews had been marked. */
export const fresh = 'body:not([data-marked])';

/** Writes a CPU profile of a program whose `busyForTheProfile` computes; gives its path. */
export async function recordedProfile(): Promise<string> {
  const program = await write('profiled.js', [
    'function busyForTheProfile() {',
    '  let sum = 0;',
    '  const since = process.cpuUsage();',
    '  while (process.cpuUsage(since).user < 200_000) for (let n = 0; n < 1e4; n++) sum += Math.sqrt(sum + n);',
    '  return sum;',
    '}',
    'busyForTheProfile();',
  ]);
  const name = 'other.cpuprofile';
  const profiled = ['--cpu-prof', `--cpu-prof-name=${name}`, program];
  // VS Code on the desktop runs extensions in Electron.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  await promisify(execFile)(process.execPath, profiled, { cwd: dirname(program), env });
  return join(dirname(program), name);
}
