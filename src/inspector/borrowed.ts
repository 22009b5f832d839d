import type { Method } from './protocol';

/**
 * All that may be sent on a session that belongs to the user's debugger (js-debug's CDP proxy forwards into its own single
 * session). Nothing here enables, disables or changes a domain, or pauses anything.
 */
export const borrowedMethods: ReadonlySet<Method> = new Set<Method>([
  'JsDebug.subscribe',
  'Runtime.evaluate',
  'Runtime.addBinding',
]);
