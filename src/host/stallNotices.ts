import type { Snapshot, Stall, TargetView } from '../shared/snapshot';
import { formatMs, t } from './l10n';
import { baseName } from './paths';
import { causeWords } from './words';

/** A notification about a block that lasts. */
export interface StallNotice {
  readonly stall: Stall;
  readonly target: TargetView;
  readonly text: string;
}

export interface StallNoticesOptions {
  /** Epoch milliseconds, as stalls have them. */
  readonly now: () => number;
  readonly hidden: (stall: Stall) => boolean;
}

/** A block of this many milliseconds is told. */
const noticeAfterMs = 2000;
/** VS Code takes a notification that nobody answers off the screen by then. */
const shownMs = 20_000;
/** A thread that loads its modules first of all is starting. */
const startMs = 1000;
const maxRemembered = 1000;

/**
 * Decides which blocks are told in a notification. Each at most once; one at a time; no line again as long as its notification
 * has no answer, or when the user wants no more of it in this run.
 */
export class StallNotices {
  /** When the stall that a target had then was told. */
  private readonly told = new Map<string, number>();
  private readonly muted = new Set<string>();
  private readonly open = new Map<string, number>();

  constructor(private readonly options: StallNoticesOptions) {}

  /** The notification to show now; the caller says by `answered` when it is gone. */
  next({ stalls, targets }: Snapshot): StallNotice | null {
    const now = this.options.now();
    if ([...this.open.values()].some((atMs) => now - atMs < shownMs)) return null;
    for (const stall of stalls) {
      const target = targets.find(({ id }) => id === stall.target);
      if (!target || !this.isDue(stall, target)) continue;
      if (this.told.size >= maxRemembered) this.told.clear();
      this.told.set(stall.target, now);
      this.open.set(lineOf(stall), now);
      return { stall, target, text: noticeText(stall, target) };
    }
    return null;
  }

  answered({ stall }: StallNotice): void {
    this.open.delete(lineOf(stall));
  }

  /** No more of this line in this run. */
  mute({ stall }: StallNotice): void {
    if (this.muted.size < maxRemembered) this.muted.add(lineOf(stall));
  }

  newRun(): void {
    this.told.clear();
    this.muted.clear();
    this.open.clear();
  }

  private isDue(stall: Stall, target: TargetView): boolean {
    const line = lineOf(stall);
    return (
      stall.durationMs >= noticeAfterMs &&
      stall.startedAtMs > (this.told.get(stall.target) ?? -Infinity) &&
      !this.open.has(line) &&
      !this.muted.has(line) &&
      stall.category !== 'starved' &&
      !(stall.category === 'module-load' && stall.startedAtMs - target.startedAtMs < startMs) &&
      !this.options.hidden(stall)
    );
  }
}

/** Stalls without a line are told apart by their thread. */
function lineOf({ site, target }: Stall): string {
  return site ? `${site.file}\n${site.line}` : target;
}

/** In whole seconds, so that what is told after two seconds says so. */
export function noticeText(stall: Stall, target: TargetView): string {
  const { site, durationMs } = stall;
  const length = formatMs(Math.floor(durationMs / 1000) * 1000);
  const place = site && `${baseName(site.file)}:${site.line}`;
  const where = place && (site.functionName ? `${site.functionName} (${place})` : place);
  return plain(noticeSentence(target.name, length, causeOf(stall), where));
}

function causeOf(stall: Stall): string | null {
  return stall.category === 'unknown' && !stall.call ? null : causeWords(stall);
}

function noticeSentence(name: string, length: string, cause: string | null, where: string | null): string {
  if (cause === null)
    return where === null
      ? t('The event loop of {0} has been blocked for {1}', name, length)
      : t('The event loop of {0} has been blocked for {1} in {2}', name, length, where);
  return where === null
    ? t('The event loop of {0} has been blocked for {1} by {2}', name, length, cause)
    : t('The event loop of {0} has been blocked for {1} by {2} in {3}', name, length, cause, where);
}

/** Names from the program make no link in a notification. */
function plain(text: string): string {
  return text.replaceAll('](', '] (').replace(/\s+/g, ' ');
}
