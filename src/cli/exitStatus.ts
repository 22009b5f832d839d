import type { Block, Report } from '../shared/report';

/** Statuses of our own; else the command's is ours. */
export const exitStatus = {
  ok: 0,
  found: 1,
  usage: 2,
  blocked: 3,
  notObserved: 4,
  interrupted: 130,
} as const;

/** The longest block in the user's own code that lasted more than `limitMs`; null where none did. */
export function worstOver(report: Report, limitMs: number | null): Block | null {
  if (limitMs === null) return null;
  let worst: Block | null = null;
  for (const block of report.blocks)
    if (block.site !== null && block.durationMs > (worst?.durationMs ?? limitMs)) worst = block;
  return worst;
}
