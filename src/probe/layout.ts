import { turnBuckets } from '../shared/facts';

/**
 * The memory that the threads of a process share with its sentinel: one SharedArrayBuffer of `maxThreads` slots, each a
 * control area followed by a ring of facts. Only the thread writes its slot's figures, only the sentinel moves `ringTail`.
 */
export const maxThreads = 64;
const controlBytes = 640;
export const ringBytes = 128 * 1024;
export const slotBytes = controlBytes + ringBytes;

/** Int32 words of a slot. */
export const word = {
  /** See `slotState`. */
  state: 0,
  threadId: 1,
  /** Number of the current turn. */
  seq: 2,
  /** The wrapped call that the thread is in, as index into its table of calls plus one; 0 for none. */
  call: 3,
  ringHead: 4,
  ringTail: 5,
  dropped: 6,
  /** The kernel's id of the thread (Linux), else 0. */
  tid: 7,
  /** Of the main thread's slot: who carries this process's facts away; see `carrier`. */
  carrier: 8,
  gcCount: 9,
  /** Incoming HTTP requests whose response has not ended. */
  requests: 10,
} as const;

/** Float64 words of a slot; the Int32 words take the first 64 bytes. */
export const real = {
  /** When the current turn began, on the thread's clock. */
  turnStart: 8,
  /** Time the loop has waited for events since the thread's start. */
  idle: 9,
  /** When the call in `word.call` was entered. */
  callSince: 10,
  /** hrtime in milliseconds at zero of the thread's clock. */
  hrOrigin: 11,
  gcTotal: 12,
  gcMax: 13,
  /** Signals of the thread, see `Signals`; NaN until they are known. */
  heapUsed: 14,
  heapTotal: 15,
  handles: 16,
  /** Processor time of the thread in milliseconds, as it sees it itself. */
  cpu: 17,
} as const;

/** Offset of the histogram of turns, `turnBuckets` Uint32 words. */
const histogramOffset = 192;

/**
 * `none` until the sentinel is connected. At the end the main thread asks for a last `flush` and waits for `flushed`, or,
 * where no sentinel had connected yet, takes it on itself to spool (`main`).
 */
export const carrier = { none: 0, sentinel: 1, flush: 2, flushed: 3, main: 4 } as const;

export const slotState = { free: 0, claimed: 1, live: 2, ended: 3 } as const;

export interface Slot {
  readonly index: number;
  readonly words: Int32Array;
  readonly reals: Float64Array;
  readonly turns: Uint32Array;
  readonly ring: Uint8Array;
}

export function createShared(): SharedArrayBuffer {
  return new SharedArrayBuffer(maxThreads * slotBytes);
}

export function slotAt(shared: SharedArrayBuffer, index: number): Slot {
  const base = index * slotBytes;
  return {
    index,
    words: new Int32Array(shared, base, 16),
    reals: new Float64Array(shared, base, 24),
    turns: new Uint32Array(shared, base + histogramOffset, turnBuckets),
    ring: new Uint8Array(shared, base + controlBytes, ringBytes),
  };
}

/** Takes the first free slot, or null when there are more threads than slots. */
export function claimSlot(shared: SharedArrayBuffer): Slot | null {
  for (let index = 0; index < maxThreads; index++) {
    const slot = slotAt(shared, index);
    if (Atomics.compareExchange(slot.words, word.state, slotState.free, slotState.claimed) === slotState.free)
      return slot;
  }
  return null;
}
