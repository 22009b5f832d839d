import type { EngineLike, EngineOptions } from '../engine/engineTypes';

/** Where text goes. */
export interface Output {
  readonly isTTY: boolean;
  /** Size at this moment; undefined where it has none. */
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  write(text: string): void;
}

/** What the commands use of the world. */
export interface CliContext {
  /** Rejects with `EngineError`. */
  readonly startEngine: (options: EngineOptions) => Promise<EngineLike>;
  /** Folder of the bundles. */
  readonly dist: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Whether a terminal gives its signals (Ctrl-C) to the whole group of processes that this one belongs to. */
  readonly inTerminal: boolean;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Where signals arrive; `process` in the real program. */
  readonly signals: {
    on(signal: NodeJS.Signals, listener: () => void): unknown;
    off(signal: NodeJS.Signals, listener: () => void): unknown;
  };
}

/** Writes one message of ours to standard error. */
export function say(context: CliContext, sentence: string): void {
  context.stderr.write(`looplens: ${sentence}\n`);
}
