// Processor time of a running program.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Milliseconds on a processor of one thread, from Linux's scheduler. */
function threadMs(pid, tid) {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0; // The thread has ended between the listing and the look.
  }
}

/** Of each thread that runs, by its id; Linux only. */
export function threadsOf(pid) {
  return new Map(readdirSync(`/proc/${pid}/task`).map((tid) => [tid, threadMs(pid, tid)]));
}

/**
 * What a server of targets/server.cjs has used so far: { mainMs, processMs }. On Linux from outside, so that the look costs
 * it nothing; elsewhere it is asked, and mainMs is NaN where its Node does not tell threads apart.
 */
export async function cpuOf({ pid, port }) {
  if (existsSync(`/proc/${pid}/task/${pid}/schedstat`)) {
    const threads = [...threadsOf(pid).values()];
    return { mainMs: threadMs(pid, pid), processMs: threads.reduce((sum, ms) => sum + ms, 0) };
  }
  const { processUs, mainUs } = await usageOf(port);
  return { mainMs: mainUs === null ? NaN : mainUs / 1000, processMs: processUs / 1000 };
}

/** What the server says of itself: { pid, processUs, mainUs }. */
export async function usageOf(port) {
  const response = await fetch(`http://127.0.0.1:${port}/usage`);
  return response.json();
}
