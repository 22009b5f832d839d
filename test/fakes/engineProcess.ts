import type { EngineEvents, EngineRequests } from '../../src/shared/engineApi';
import { RpcServer, type RpcMessage } from '../../src/shared/rpc';
import type { Snapshot, TargetView } from '../../src/shared/snapshot';
import { TimelineStore } from '../../src/model/timeline/timelineStore';
import { emptySnapshot } from './engine';
import { siteView } from './reports';

/**
 * An engine's process that observes nothing, forked by tests. `attach` with target 'blocked' gives a snapshot in which one
 * target blocks, `environment` gives its process id and threshold, and `detach` of 'everything' ends it with code 7.
 */
const server = new RpcServer<EngineRequests, EngineEvents>(
  {
    send: (message) => process.send!(message),
    onMessage: (listener) => {
      process.on('message', (message) => listener(message as RpcMessage));
      return { dispose() {} };
    },
    onEnd: () => ({ dispose() {} }),
  },
  {
    attachDebugger: () => null,
    attach: ({ owner }) => {
      server.fire('snapshot', blocked(owner));
      return null;
    },
    detach: ({ owner }) => (owner === 'everything' ? process.exit(7) : null),
    paused: () => null,
    environment: ({ env }) => ({
      ...env,
      pid: String(process.pid),
      threshold: process.argv[2] ?? '',
      nodeOptions: process.env.NODE_OPTIONS ?? 'none',
    }),
    clear: () => null,
    timeline: () => new TimelineStore(0).update(null, 0),
    stacks: () => ({ frames: [], samples: [], unknownMs: 0 }),
    profile: () => ({ name: 'a.cpuprofile', profile: new Uint8Array([123, 125]) }),
  },
);

function blocked(owner: string): Snapshot {
  const target = { id: 't1', pid: process.pid, owner, endedAtMs: null } as TargetView;
  const stall = { target: 't1', startedAtMs: 0, durationMs: 50 } as Snapshot['stalls'][number];
  return { ...emptySnapshot, version: 1, targets: [target], sites: [siteView()], stalls: [stall] };
}
