import fs from 'node:fs';

/** Milliseconds since the thread's start. */
export interface CpuTime {
  readonly runMs: number;
  /**
   * Time the thread was ready to run but had no processor; null where the system does not tell. A wait counts only when it is
   * over: a thread that has been ready for a second without a processor has the same figure as a second ago.
   */
  readonly waitMs: number | null;
}

export interface CpuClock {
  /** Whether the time is the thread's; false where it is the whole process's. */
  readonly ofThread: boolean;
  read(): CpuTime | null;
  /** Whether the thread runs or would if it had a processor, now; null where the system does not tell. */
  ready(): boolean | null;
  dispose(): void;
}

/**
 * Processor time of one thread, read from outside it. Linux tells exactly (schedstat, about 1.5 µs). Elsewhere the whole
 * process's time stands in: an upper bound, so that a still process is certainly idle.
 */
export function createCpuClock(tid: number): CpuClock {
  if (tid > 0) {
    try {
      return schedstatClock(tid);
    } catch {
      // A kernel without schedstat, or a hidden /proc.
    }
  }
  return {
    ofThread: false,
    read() {
      const { user, system } = process.cpuUsage();
      return { runMs: (user + system) / 1000, waitMs: null };
    },
    ready: () => null,
    dispose() {},
  };
}

function schedstatClock(tid: number): CpuClock {
  const times = fs.openSync(`/proc/self/task/${tid}/schedstat`, 'r');
  const state = fs.openSync(`/proc/self/task/${tid}/stat`, 'r');
  const buffer = Buffer.alloc(96);
  const text = (fd: number): string =>
    buffer.toString('latin1', 0, fs.readSync(fd, buffer, 0, buffer.length, 0));
  return {
    ofThread: true,
    read() {
      try {
        const [run, wait] = text(times).split(' ');
        return { runMs: Number(run) / 1e6, waitMs: Number(wait) / 1e6 };
      } catch {
        return null; // the thread is gone
      }
    },
    ready() {
      try {
        const stat = text(state);
        return /[RD]/.test(stat.charAt(stat.lastIndexOf(')') + 2)); // D: it waits for a disk
      } catch {
        return null;
      }
    },
    dispose() {
      fs.closeSync(times);
      fs.closeSync(state);
    },
  };
}

/** The kernel's id of the calling thread on Linux, 0 elsewhere. */
export function currentTid(): number {
  try {
    return process.platform === 'linux'
      ? Number(/\d+$/.exec(fs.readlinkSync('/proc/thread-self'))?.[0] ?? 0)
      : 0;
  } catch {
    return 0;
  }
}
