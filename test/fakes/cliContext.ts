import { EventEmitter } from 'node:events';
import type { CliContext } from '../../src/cli/context';
import type { EngineOptions } from '../../src/engine/engineTypes';
import type { FakeEngine } from './engine';

export interface FakeContext extends CliContext {
  readonly signals: EventEmitter;
  /** What was written. */
  readonly out: string[];
  readonly err: string[];
  /** What the engine was started with. */
  readonly started: EngineOptions[];
}

/** A world without a terminal in which `startEngine` gives `engine`, or rejects with it. */
export function fakeContext(engine: FakeEngine | Error, given: Partial<CliContext> = {}): FakeContext {
  const out: string[] = [];
  const err: string[] = [];
  const started: EngineOptions[] = [];
  const output = (written: string[]) => ({
    isTTY: false,
    columns: undefined,
    rows: undefined,
    write: (text: string) => void written.push(text),
  });
  return {
    startEngine: async (options) => {
      started.push(options);
      if (engine instanceof Error) throw engine;
      return engine;
    },
    dist: '/opt/looplens/dist',
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    inTerminal: false,
    stdout: output(out),
    stderr: output(err),
    ...given,
    signals: new EventEmitter(),
    out,
    err,
    started,
  };
}
