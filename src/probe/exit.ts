import fs from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { ProbeConfig } from '../shared/facts';
import { carrier, slotState, word, type Slot } from './layout';
import { ringRead } from './ring';
import type { SentinelHandle } from './sentinelHandle';

/** Longest that a program's end is held up for its last facts. */
const flushWaitMs = 150;
const { writeFileSync } = fs;
const { wait } = Atomics;

type Emit = (event: string | symbol, ...args: unknown[]) => boolean;

/**
 * Runs `onExit` when the thread ends by itself or by process.exit, and sees to it that its last facts get out. Stands in
 * front of `process.emit` instead of listening: a listener would count towards the program's own limit.
 */
export function atExit(
  slot: Slot,
  config: ProbeConfig,
  sentinel: SentinelHandle | null,
  onExit: (code: number) => void,
): () => void {
  const inherited = process.emit as unknown as Emit;
  const before = Object.getOwnPropertyDescriptor(process, 'emit');
  let done = false;
  const emit: Emit = function (this: unknown, event, ...args) {
    if (event === 'worker' && sentinel?.owns(args[0])) return false;
    if (event === 'exit' && !done) {
      done = true;
      try {
        onExit(Number(args[0]) || 0);
        if (isMainThread) carryAway(slot, config, sentinel);
        else Atomics.store(slot.words, word.state, slotState.ended);
      } catch {
        // Facts are lost, the program ends as it would.
      }
    }
    return Reflect.apply(inherited, this, [event, ...args]) as boolean;
  };
  process.emit = emit as typeof process.emit;
  return () => {
    done = true;
    if ((process.emit as unknown) !== emit) return;
    if (before) Object.defineProperty(process, 'emit', before);
    else delete (process as { emit?: unknown }).emit;
  };
}

function carryAway(slot: Slot, config: ProbeConfig, sentinel: SentinelHandle | null): void {
  if (
    Atomics.compareExchange(slot.words, word.carrier, carrier.sentinel, carrier.flush) === carrier.sentinel
  ) {
    sentinel?.flush();
    wait(slot.words, word.carrier, carrier.flush, flushWaitMs);
  } else if (
    config.spool !== '' &&
    Atomics.compareExchange(slot.words, word.carrier, carrier.none, carrier.main) === carrier.none
  ) {
    writeFileSync(join(config.spool, `${process.pid}-${Date.now()}.jsonl`), ringRead(slot));
  }
}
