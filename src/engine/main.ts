import { dirname } from 'node:path';
import { toDisposable } from '../shared/disposable';
import type { EngineEvents, EngineRequests } from '../shared/engineApi';
import { RpcServer, type RpcMessage, type RpcTransport } from '../shared/rpc';
import type { Snapshot } from '../shared/snapshot';
import { Engine } from './engine';
import type { Log } from './engineTypes';

/**
 * Entry of the engine's own process, forked by the extension: the engine's work never runs on the extension host's loop.
 * Arguments: the threshold in milliseconds. Ends when its parent is gone.
 */

const defaultThresholdMs = 20;
/** Of the latest blocks, those that a surface gets with each snapshot; sites sum up all. */
const sentBlocks = 50;

function ipc(): RpcTransport {
  return {
    send: (message) => process.send?.(message),
    onMessage: (listener) => {
      const onMessage = (message: unknown): void => listener(message as RpcMessage);
      process.on('message', onMessage);
      return toDisposable(() => process.off('message', onMessage));
    },
    onEnd: (listener) => {
      const onDisconnect = (): void => listener('the extension has gone');
      process.once('disconnect', onDisconnect);
      return toDisposable(() => process.off('disconnect', onDisconnect));
    },
  };
}

async function main(): Promise<void> {
  const transport = ipc();
  const log: Log = (level, message) => server.fire('log', { level, message });
  const starting = Engine.start({
    thresholdMs: Number(process.argv[2]) || defaultThresholdMs,
    dist: dirname(__filename),
    log,
  });
  const server = new RpcServer<EngineRequests, EngineEvents>(transport, {
    attachDebugger: async ({ owner, ...proxy }) =>
      (await starting).attachDebugger(owner, proxy).then(() => null),
    attach: async ({ owner, target }) => (await starting).attach(owner, target).then(() => null),
    detach: async ({ owner }) => (await starting).detach(owner).then(() => null),
    paused: async ({ owner, paused, atMs }) => ((await starting).paused(owner, paused, atMs), null),
    environment: async ({ owner, env }) => (await starting).environment(env, owner),
    clear: async () => ((await starting).clear(), null),
    clearLines: async ({ gone }) => ((await starting).clearLines(gone), null),
    forget: async ({ gone }) => ((await starting).forget(gone), null),
    timeline: async (request) => (await starting).timeline(request),
    profile: async ({ thread, durationMs }) => (await starting).profile(thread, durationMs),
    stacks: async (span) => (await starting).stacks(span),
  });
  transport.onEnd(() => void starting.then((engine) => engine.dispose()).finally(() => process.exit(0)));
  const engine = await starting;
  engine.onDidChange((snapshot) => server.fire('snapshot', trimmed(snapshot)));
}

function trimmed(snapshot: Snapshot): Snapshot {
  return { ...snapshot, blocks: snapshot.blocks.slice(-sentBlocks) };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
