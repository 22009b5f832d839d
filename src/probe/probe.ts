import { getEnvironmentData, isMainThread } from 'node:worker_threads';
import { sharedKey, startThread, type ProcessData } from './thread';
import { Children, loadBuiltin, takeConfig } from './children';
import type { ProbeConfig } from '../shared/facts';
import { isPackageManager } from './packageManager';

/**
 * Entry of the probe: preloaded by NODE_OPTIONS in every process and worker that an observed program starts, or required
 * by an evaluation in one that runs already (`attach`). Nothing that goes wrong here may reach the program.
 */
function preload(): void {
  if (isMainThread) {
    if (isPackageManager(process.argv[1])) return;
    const config = takeConfig(process.env, __filename);
    if (config)
      startThread(
        { config, shared: null },
        'preload',
        __filename,
        new Children(config, __filename, loadBuiltin),
      );
    return;
  }
  const data = getEnvironmentData(sharedKey) as ProcessData | undefined;
  if (!data) return;
  removeOwnExecArgv();
  startThread(data, 'preload', __filename, new Children(data.config, __filename, loadBuiltin));
}

/** A worker that was told of the probe in `execArgv` does not see that it was. */
function removeOwnExecArgv(): void {
  const at = process.execArgv.indexOf(__filename);
  if (at > 0 && process.execArgv[at - 1] === '--require') process.execArgv.splice(at - 1, 2);
}

/** Starts observing a process that runs already; false where it is observed. Called by an evaluation over the inspector. */
export function attach(config: ProbeConfig): boolean {
  return startThread({ config, shared: null }, 'attach', __filename, null);
}

/** The same for a thread that is watched from outside: facts go through the inspector binding of that name. */
export function attachBinding(config: ProbeConfig, name: string): boolean {
  const realm = globalThis as unknown as Record<string, ((text: string) => void) | undefined>;
  const binding = realm[name];
  if (!binding) throw new Error(`The inspector did not add the function ${name}`);
  delete realm[name];
  return startThread({ config, shared: null }, 'attach', __filename, null, binding);
}

try {
  preload();
} catch {
  // The program starts as if we were not there.
}
