import * as vscode from 'vscode';
import type { Snapshot, TargetView } from '../shared/snapshot';
import type { Config } from './config';
import { commands } from './contributions';
import { causeWords, duration, frameText, steadyDuration } from './words';

/** Event-loop delay of the worst observed thread, p99 of the last second; hidden when nothing is observed. */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private snapshot: Snapshot | null = null;

  constructor(private readonly config: () => Config) {
    this.item = vscode.window.createStatusBarItem('looplens.delay', vscode.StatusBarAlignment.Left, 0);
    this.item.name = 'Looplens: event loop delay';
    this.item.command = commands.showLog;
  }

  update(snapshot: Snapshot | null): void {
    this.snapshot = snapshot;
    this.paint();
  }

  paint(): void {
    const live = this.snapshot?.targets.filter(({ endedAtMs }) => endedAtMs === null) ?? [];
    const { statusBar, delayWarningMs, delayErrorMs } = this.config();
    if (live.length === 0 || !statusBar) {
      this.item.hide();
      return;
    }
    const stall = [...this.snapshot!.stalls].sort((a, b) => b.durationMs - a.durationMs)[0];
    const delayMs = Math.max(...live.map(({ lastSecond }) => lastSecond.p99Ms ?? 0));
    const shownMs = stall ? Math.max(stall.durationMs, delayMs) : delayMs;
    const level = shownMs >= delayErrorMs ? 'error' : shownMs >= delayWarningMs ? 'warning' : null;
    const icon = stall ? '$(warning)' : '$(pulse)';
    this.item.text = `${icon} ${steadyDuration(shownMs)}`;
    this.item.backgroundColor = level ? new vscode.ThemeColor(`statusBarItem.${level}Background`) : undefined;
    this.item.accessibilityInformation = {
      label: stall
        ? `Event loop blocked for ${duration(stall.durationMs)} by ${causeWords(stall)}`
        : `Event loop delay ${duration(delayMs)}`,
    };
    this.item.tooltip = this.tooltip(live);
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }

  private tooltip(live: readonly TargetView[]): vscode.MarkdownString {
    const text = new vscode.MarkdownString();
    text.isTrusted = { enabledCommands: [commands.showLine] };
    text.appendMarkdown(
      '**Event loop delay** (last second)\n\n| thread | p50 | p99 | max | busy |\n|---|---|---|---|---|\n',
    );
    for (const { name, pid, lastSecond } of live.slice(0, 10)) {
      const { p50Ms, p99Ms, maxMs, utilization } = lastSecond;
      const busy = utilization === null ? '–' : `${Math.round(utilization * 100)} %`;
      const cells = [p50Ms, p99Ms, maxMs].map((ms) => (ms === null ? '–' : duration(ms)));
      text.appendMarkdown(`| ${name.replaceAll('|', '\\|')} (${pid}) | ${cells.join(' | ')} | ${busy} |\n`);
    }
    const worst = this.snapshot?.sites[0];
    if (worst) {
      const args = encodeURIComponent(JSON.stringify([worst.site.file, worst.site.line]));
      text.appendMarkdown(
        `\nBlocked most, ${duration(worst.totalMs)} in all: [${frameText(worst.site)}](command:${commands.showLine}?${args})\n`,
      );
    }
    return text;
  }
}
