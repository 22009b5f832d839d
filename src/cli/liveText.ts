import type { Colors } from 'picocolors/types';
import { formatMs } from '../model/formatMs';
import type { Snapshot, TargetView } from '../shared/snapshot';
import { counted, placeOf, plain } from './words';

/**
 * One line of at most `columns` characters about this moment: the stall that lasts, else the target with the worst delay
 * of the last second.
 */
export function liveText(snapshot: Snapshot, columns: number, cwd: string, colors: Colors): string {
  const stall = [...snapshot.stalls].sort((a, b) => b.durationMs - a.durationMs)[0];
  if (stall) {
    const frame = stall.site ?? stall.culprit;
    const words = [
      `BLOCKED ${formatMs(stall.durationMs)}`,
      frame ? placeOf(frame, cwd) : '',
      plain(stall.call ?? ''),
    ];
    return colors.bold(colors.red(cut(words.filter(Boolean).join(' '), columns)));
  }
  const running = snapshot.targets.filter(({ endedAtMs }) => endedAtMs === null);
  const worst = running.sort((a, b) => delay(b) - delay(a))[0];
  if (!worst) {
    const state =
      snapshot.targets.length === 0 ? 'waiting for a Node.js program' : 'no Node.js program is running';
    return colors.dim(cut(`looplens · ${state}`, columns));
  }
  const { p99Ms, utilization } = worst.lastSecond;
  const parts = [
    plain(worst.name),
    `delay p99 ${formatMs(p99Ms)}`,
    utilization === null ? '' : `busy ${Math.round(utilization * 100)} %`,
    counted(snapshot.blocks.length, 'block'),
    running.length > 1 ? `${running.length} threads` : '',
  ];
  const text = cut(parts.filter(Boolean).join(' · '), columns);
  return snapshot.blocks.length > 0 ? colors.yellow(text) : colors.dim(text);
}

function delay(target: TargetView): number {
  return target.lastSecond.p99Ms ?? -1;
}

function cut(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}
