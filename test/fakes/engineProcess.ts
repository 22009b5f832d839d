import type { EngineEvents, EngineRequests } from '../../src/shared/engineApi';
import { RpcServer, type RpcMessage } from '../../src/shared/rpc';
import type { Snapshot, TargetView } from '../../src/shared/snapshot';
import { noStacks, type TimelineUpdate } from '../../src/shared/timeline';
import { TimelineStore } from '../../src/model/timeline/timelineStore';
import { emptySnapshot } from './engine';
import { block, siteView } from './reports';

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
    clearLines: () => null,
    forget: () => null,
    timeline: () => timeline(),
    stacks: () => noStacks(),
    profile: () => ({ name: 'a.cpuprofile', profile: new Uint8Array([123, 125]) }),
  },
);

/** One block, at 1000.5. */
function timeline(): TimelineUpdate {
  const store = new TimelineStore(0);
  const thread = { id: 't1', name: 'a.js', kind: 'process', pid: 1, threadId: 0 } as const;
  store.add({ info: { ...thread, startedAtMs: 0, endedAtMs: null }, program: 'a.js' });
  store.block(block({ target: 't1', startMs: 1000.5, site: null }));
  return store.update({ since: null }, 2000);
}

function blocked(owner: string): Snapshot {
  const target = { id: 't1', pid: process.pid, owner, endedAtMs: null } as TargetView;
  const use = { target: 't1', handler: null, frame: null, count: 1, totalMs: 100, maxMs: 100 };
  const stall = { target: 't1', startedAtMs: 0, durationMs: 50 } as Snapshot['stalls'][number];
  return {
    ...emptySnapshot,
    version: 1,
    targets: [target],
    sites: [siteView({ uses: [use] })],
    stalls: [stall],
  };
}
