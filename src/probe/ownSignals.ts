import { threadId } from 'node:worker_threads';
import type { SignalFact } from '../shared/facts';
import { createCpuClock } from './cpuClock';
import { word, type Slot } from './layout';
import { SignalFigures } from './signalFigures';

/** The signals of the calling thread, for where no sentinel sends them. */
export function ownSignals(
  slot: Slot,
  onFact: (fact: SignalFact) => void,
): { send(): void; dispose(): void } {
  // Where Node tells, the slot has the thread's time, and no file need be open in the program.
  const cpu = 'threadCpuUsage' in process ? null : createCpuClock(slot.words[word.tid]!);
  const figures = new SignalFigures(slot, threadId, cpu, performance.now.bind(performance), onFact);
  return { send: () => figures.send(), dispose: () => cpu?.dispose() };
}
