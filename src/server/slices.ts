import { setImmediate } from 'node:timers/promises';

const sliceMs = 10;

/** Lets the event loop turn in the middle of long work: requests are answered meanwhile. */
export class Slices {
  private startedAtMs = performance.now();

  /** To be awaited between small pieces of the work. */
  async pause(): Promise<void> {
    if (performance.now() - this.startedAtMs < sliceMs) return;
    await setImmediate();
    this.startedAtMs = performance.now();
  }
}
