import type { Disposable } from '../shared/disposable';
import type { Report } from '../shared/report';
import type { Snapshot } from '../shared/snapshot';

export type Log = (level: 'info' | 'warn' | 'error', message: string) => void;

export interface EngineOptions {
  /** Shortest block that is recorded, in milliseconds. */
  readonly thresholdMs: number;
  /** Folder that holds the bundles `probe.cjs` and `sentinel.cjs`. */
  readonly dist: string;
  readonly log: Log;
}

/**
 * Observes programs and says what held their loops. `Engine.start` in engine.ts makes one.
 * Everything that can fail rejects with `EngineError`.
 */
export interface EngineLike {
  readonly thresholdMs: number;
  /**
   * The environment variables that make a Node program started with `env` observed, child processes and workers
   * included. Merge over `env`; its own NODE_OPTIONS is kept.
   */
  environment(env: NodeJS.ProcessEnv): Record<string, string>;
  /** Observe a running process: a process id or `host:port` of its inspector. Resolves when the probe has answered. */
  attach(owner: string, target: string): Promise<void>;
  /** Observe a target that js-debug holds, through its CDP proxy. */
  attachDebugger(
    owner: string,
    proxy: { name: string; host: string; port: number; path: string },
  ): Promise<void>;
  /** The debugger stopped the target or let it go on, at epoch milliseconds `atMs`. */
  paused(owner: string, paused: boolean, atMs: number): void;
  /** Leave what `owner` attached; resolves when the target is as it was. */
  detach(owner: string): Promise<void>;
  snapshot(): Snapshot;
  /** Fires when `snapshot()` has changed, at most ten times a second. */
  readonly onDidChange: (listener: (snapshot: Snapshot) => void) => Disposable;
  /** Waits for what is still being resolved, then gives the whole report. */
  report(command: readonly string[] | null): Promise<Report>;
  clear(): void;
  /** Detaches from everything attached, closes the endpoint, removes its folder. */
  dispose(): Promise<void>;
}
