import type { CallKind } from '../../src/shared/facts';

const all: Readonly<Record<CallKind, true>> = {
  'sync-io': true,
  'child-process': true,
  crypto: true,
  zlib: true,
  json: true,
  gc: true,
  native: true,
  wait: true,
};

/** Every kind of wrapped call there is. */
export const callKinds = Object.keys(all) as CallKind[];
