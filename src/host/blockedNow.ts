import * as vscode from 'vscode';
import { isOpenable } from '../model/paths';
import type { Frame } from '../shared/report';
import type { Snapshot } from '../shared/snapshot';
import { commands } from './contributions';
import type { Ignored } from './ignored';
import { baseName } from './paths';
import { StallNotices, type StallNotice } from './stallNotices';

export interface BlockedNowOptions {
  readonly enabled: () => boolean;
  readonly ignored: Ignored;
  /** The debug session of a target's owner; null where it has none. */
  readonly sessionOf: (owner: string) => vscode.DebugSession | null;
}

interface Action extends vscode.MessageItem {
  run(): unknown;
}

/** Tells in a notification of a loop that does not turn for seconds, and offers what can be done about it. */
export class BlockedNow {
  private readonly notices: StallNotices;

  constructor(private readonly options: BlockedNowOptions) {
    this.notices = new StallNotices({
      now: () => Date.now(),
      hidden: ({ site, durationMs }) => site !== null && options.ignored.hides(site, durationMs),
    });
  }

  update(snapshot: Snapshot): void {
    if (snapshot.stalls.length === 0 || !this.options.enabled()) return;
    const notice = this.notices.next(snapshot);
    if (notice) void this.tell(notice);
  }

  newRun(): void {
    this.notices.newRun();
  }

  private async tell(notice: StallNotice): Promise<void> {
    const actions = this.actions(notice);
    const chosen = await vscode.window.showWarningMessage(notice.text, ...actions);
    this.notices.answered(notice);
    try {
      await chosen?.run();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      await vscode.window.showWarningMessage(
        vscode.l10n.t(
          '‘{0}’ could not be done for {1}, which may have ended: {2}',
          chosen!.title,
          notice.target.name,
          why,
        ),
      );
    }
  }

  /** Titles are short: VS Code cuts them off where they do not fit in one row. */
  private actions(notice: StallNotice): Action[] {
    const { site, stack } = notice.stall;
    const session = this.sessionOf(notice);
    const { owner } = notice.target;
    const frames = stack.filter(isOpenable);
    return [
      ...(site ? [{ title: vscode.l10n.t('Show Line'), run: () => open(site) }] : []),
      ...(frames.length > 0 ? [{ title: vscode.l10n.t('Show Stack'), run: () => pickFrame(frames) }] : []),
      ...(session ? [{ title: vscode.l10n.t('Pause'), run: () => pause(session) }] : []),
      ...(owner === null ? [] : [{ title: vscode.l10n.t('Stop'), run: () => stopProgram(owner) }]),
      ...(site ? [{ title: vscode.l10n.t("Don't Show Again"), run: () => this.notices.mute(notice) }] : []),
    ];
  }

  private sessionOf({ target: { owner } }: StallNotice): vscode.DebugSession | null {
    return owner === null ? null : this.options.sessionOf(owner);
  }
}

async function pickFrame(frames: readonly Frame[]): Promise<void> {
  const items = frames.map((frame) => ({
    label: frame.functionName || vscode.l10n.t('(anonymous)'),
    description: `${baseName(frame.file)}:${frame.line}`,
    ...(frame.module !== null && { detail: frame.module }),
    frame,
  }));
  const placeHolder = vscode.l10n.t('What the event loop is blocked in, innermost first');
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (picked) await open(picked.frame);
}

function open({ file, line, column }: Frame): Thenable<unknown> {
  return vscode.commands.executeCommand(commands.showLine, file, line, column);
}

function stopProgram(owner: string): Thenable<unknown> {
  return vscode.commands.executeCommand(commands.stop, { owner });
}

async function pause(session: vscode.DebugSession): Promise<void> {
  const { threads } = (await session.customRequest('threads')) as { threads: { id: number }[] };
  await Promise.all(threads.map(({ id }) => session.customRequest('pause', { threadId: id })));
}
