import type { HeldFact, ProfileFact } from '../shared/facts';
import { recordProfile } from '../shared/profiling';
import type { Inspect } from './inspect';

/** Text of a profile past this many characters would not fit the sentinel's memory. */
const maxLength = 24 * 1024 * 1024;
const workerWaitMs = 2000;

/** Records CPU profiles of the process's threads, for the sentinel. */
export class Profiler {
  private readonly recording = new Set<number>();

  constructor(
    private readonly inspect: Inspect,
    private readonly send: (fact: HeldFact) => void,
    private readonly write: (line: string) => void,
  ) {}

  /** Sends a `ProfileFact` when it is over; `now` is the thread's clock. */
  async record(th: number, durationMs: number, now: () => number): Promise<void> {
    if (this.recording.has(th)) {
      this.answer(th, 'The last CPU profile of this thread has not ended. Try again in a while.');
      return;
    }
    this.recording.add(th);
    try {
      if (!(await this.inspect.reaches(th, workerWaitMs))) {
        this.answer(th, 'This worker thread cannot be reached by the inspector. Record its process instead.');
        return;
      }
      const profile = await recordProfile(
        {
          now,
          send: (method, params) => this.inspect.send(th, method, params),
          // A sentinel that has left does not stay for the end of a recording.
          wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
          onHeld: (fromMs, toMs) => this.send({ t: 'held', th, fromMs, toMs }),
        },
        durationMs,
      );
      const line = JSON.stringify({ t: 'profile', th, profile, why: null } satisfies ProfileFact);
      if (line.length > maxLength) this.answer(th, 'The CPU profile became too large. Record a shorter one.');
      else this.write(line);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.answer(th, `The CPU profile could not be recorded: ${reason}. Try again.`);
    } finally {
      this.recording.delete(th);
    }
  }

  private answer(th: number, why: string): void {
    this.write(JSON.stringify({ t: 'profile', th, profile: null, why } satisfies ProfileFact));
  }
}
