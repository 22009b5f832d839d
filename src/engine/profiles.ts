import { EngineError, maxProfileMs } from '../shared/engineApi';
import type { ProfileFact } from '../shared/facts';
import type { CpuProfile } from '../shared/profiling';
import type { Connection } from './endpoint';
import { mapProfile } from './cpuProfile';
import type { ObservedThread } from './observedThread';
import type { SourceResolver } from './sourceResolver';

/** How long a thread may take to start and to hand over, beyond the time of the recording. */
const defaultPatienceMs = 20_000;
const shortestMs = 100;

interface Recording {
  readonly done: (fact: ProfileFact) => void;
  readonly fail: (error: EngineError) => void;
}

/** A thread as a profile is asked of it. */
export interface ProfiledThread {
  readonly thread: ObservedThread;
  readonly connection: Connection;
  readonly resolver: SourceResolver;
}

/** CPU profiles on demand, one at a time of each thread. */
export class Profiles {
  /** By thread. */
  private readonly recordings = new Map<ObservedThread, Recording>();

  constructor(private readonly patienceMs = defaultPatienceMs) {}

  /** JSON text of a profile, with a name for its file. Rejects with `EngineError`. */
  async record(
    { thread, connection, resolver }: ProfiledThread,
    durationMs: number,
  ): Promise<{ name: string; profile: Uint8Array }> {
    const { name } = thread.identity();
    if (this.recordings.has(thread)) {
      throw new EngineError(
        'profile-running',
        `A CPU profile of ${name} is being recorded already. Wait until it is there, then record another.`,
      );
    }
    const ms = Math.min(maxProfileMs, Math.max(shortestMs, Math.round(durationMs) || shortestMs));
    const startedAt = new Date();
    const fact = await this.recorded(thread, connection, ms);
    if (fact.profile === null) {
      throw new EngineError('profile-refused', fact.why ?? `${name} gave no CPU profile. Try again.`);
    }
    const mapped = await mapProfile(fact.profile as CpuProfile, resolver);
    const time = startedAt
      .toISOString()
      .replace(/\.\d+Z$/, '')
      .replaceAll(':', '-');
    return {
      name: `${name.replace(/[^\w.-]+/g, '-')}-${time}.cpuprofile`,
      profile: new TextEncoder().encode(JSON.stringify(mapped)),
    };
  }

  accept(thread: ObservedThread, fact: ProfileFact): void {
    this.recordings.get(thread)?.done(fact);
  }

  ended(thread: ObservedThread): void {
    this.recordings
      .get(thread)
      ?.fail(
        new EngineError(
          'thread-ended',
          `${thread.identity().name} ended, or was let go of, before its CPU profile was there. Record a shorter one, or while it runs.`,
        ),
      );
  }

  private async recorded(thread: ObservedThread, connection: Connection, ms: number): Promise<ProfileFact> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<ProfileFact>((resolve, reject) => {
        this.recordings.set(thread, { done: resolve, fail: reject });
        timer = setTimeout(
          () =>
            reject(
              new EngineError(
                'inspector-unreachable',
                `${thread.identity().name} did not answer: it is suspended, stopped by a debugger, or in a native call that cannot be interrupted. Record again when it goes on.`,
              ),
            ),
          ms + this.patienceMs,
        );
        connection.ask({ t: 'profile', th: thread.hello.threadId, durationMs: ms });
      });
    } finally {
      clearTimeout(timer);
      this.recordings.delete(thread);
    }
  }
}
