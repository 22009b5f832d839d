import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { workspace } from './editorPrograms';

/** A page that was loaded after webviews had been marked. */
export const fresh = 'body:not([data-marked])';

/** Writes a CPU profile of this process, in which `busyForTheProfile` computed; gives its path. */
export async function recordedProfile(): Promise<string> {
  const file = join(workspace().uri.fsPath, 'other.cpuprofile');
  await writeFile(file, JSON.stringify(await recorded()));
  return file;
}

async function recorded(): Promise<object> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  busyForTheProfile();
  await new Promise((done) => setImmediate(done));
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile;
}

function busyForTheProfile(): number {
  let sum = 0;
  const since = process.cpuUsage();
  while (process.cpuUsage(since).user < 200_000) for (let n = 0; n < 1e4; n++) sum += Math.sqrt(sum + n);
  return sum;
}
