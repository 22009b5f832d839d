import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types';

/** Colours for standard error: `picocolors` itself looks at standard output, which is the observed program's. */
export function colorsFor(env: NodeJS.ProcessEnv, isTTY: boolean): Colors {
  return picocolors.createColors(wanted(env, isTTY));
}

/** See no-color.org and force-color.org: NO_COLOR wins, FORCE_COLOR=0 means no. */
function wanted(env: NodeJS.ProcessEnv, isTTY: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTTY && env.TERM !== 'dumb';
}
