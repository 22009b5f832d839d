import fs from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { ProbeConfig } from '../shared/facts';
import { carrier, maxThreads, slotAt, slotState, word, type Slot } from './layout';
import { ringRead } from './ring';
import type { SentinelHandle } from './sentinelHandle';

/**
 * Longest that a program's end is held up. It takes 1 or 2 ms; a sentinel that does not get a processor must still be
 * waited for, since Node prints a line when a program ends under an inspector session.
 */
const flushWaitMs = 2000;
const { renameSync, writeFileSync } = fs;
const { wait } = Atomics;

type Emit = (event: string | symbol, ...args: unknown[]) => boolean;

/**
 * Runs `onExit` when the thread ends by itself or by process.exit, and sees to it that its last facts get out. Stands in
 * front of `process.emit` instead of listening: a listener would count towards the program's own limit.
 */
export function atExit(
  slot: Slot,
  shared: SharedArrayBuffer,
  config: ProbeConfig,
  sentinel: SentinelHandle | null,
  onExit: (code: number) => void,
): () => void {
  const inherited = process.emit as unknown as Emit;
  const before = Object.getOwnPropertyDescriptor(process, 'emit');
  let done = false;
  const emit: Emit = function (this: unknown, event, ...args) {
    if (event === 'exit' && !done) {
      done = true;
      try {
        onExit(Number(args[0]) || 0);
        if (isMainThread) carryAway(slot, shared, config, sentinel);
        else Atomics.store(slot.words, word.state, slotState.ended);
      } catch {
        // Facts are lost, the program ends as it would.
      }
    }
    return inherited.call(this, event, ...args);
  };
  process.emit = emit as typeof process.emit;
  return () => {
    done = true;
    if ((process.emit as unknown) !== emit) return;
    if (before) Object.defineProperty(process, 'emit', before);
    else delete (process as { emit?: unknown }).emit;
  };
}

function carryAway(
  slot: Slot,
  shared: SharedArrayBuffer,
  config: ProbeConfig,
  sentinel: SentinelHandle | null,
): void {
  if (
    Atomics.compareExchange(slot.words, word.carrier, carrier.sentinel, carrier.flush) === carrier.sentinel
  ) {
    sentinel?.flush();
    wait(slot.words, word.carrier, carrier.flush, flushWaitMs);
  } else if (
    config.spool !== '' &&
    Atomics.compareExchange(slot.words, word.carrier, carrier.none, carrier.main) === carrier.none
  ) {
    const threads = Array.from({ length: maxThreads }, (_, index) => slotAt(shared, index));
    const facts = threads
      .filter((other) => Atomics.load(other.words, word.state) !== slotState.free)
      .map(ringRead);
    const file = join(config.spool, `${process.pid}-${Date.now()}.jsonl`);
    // Who waits for it finds it whole.
    writeFileSync(`${file}.part`, facts.join(''));
    renameSync(`${file}.part`, file);
  }
}
