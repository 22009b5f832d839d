// What a page of a browser uses, as the system sees it.
import { readFileSync } from 'node:fs';

/** Processor time and resident memory of the largest page of a browser: { cpuMs, megabytes }; NaN where the system doesn't tell. */
export async function rendererUse(window) {
  const session = await window.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const uses = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => useOf(id));
  return uses.reduce((most, use) => (use.megabytes > most.megabytes ? use : most));
}

function useOf(pid) {
  try {
    const megabytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
    // Behind the name in brackets, from the third field on; ticks of 10 ms.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return { megabytes, cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 };
  } catch {
    return { megabytes: NaN, cpuMs: NaN };
  }
}
