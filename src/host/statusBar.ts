import * as vscode from 'vscode';
import type { Snapshot } from '../shared/snapshot';
import type { Config } from './config';
import { commands } from './contributions';
import { DelayHistory } from './delayHistory';
import { delayText } from './delayText';

const tooltipEveryMs = 1000;

/** The delay of the worst observed event loop, in the status bar; hidden when nothing is observed. */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly history = new DelayHistory();
  private snapshot: Snapshot | null = null;
  private tooltipAtMs = 0;
  private commandKey = '';

  constructor(private readonly config: () => Config) {
    this.item = vscode.window.createStatusBarItem('looplens.delay', vscode.StatusBarAlignment.Left, 0);
    this.item.name = vscode.l10n.t('Looplens: event loop delay');
  }

  update(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.history.accept(snapshot, Date.now());
    this.paint();
  }

  paint(): void {
    const config = this.config();
    const delay =
      this.snapshot && config.statusBar
        ? delayText(this.snapshot, config, (id) => this.history.sparkline(id))
        : null;
    if (!delay) {
      this.item.hide();
      return;
    }
    const { text, level, label } = delay;
    this.item.text = text;
    this.item.backgroundColor =
      level === 'quiet' ? undefined : new vscode.ThemeColor(`statusBarItem.${level}Background`);
    this.item.accessibilityInformation = { label };
    this.setTooltip(delay.tooltip);
    this.setCommand();
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }

  /** Not so often that nobody could read it and click. */
  private setTooltip(text: string): void {
    if (Date.now() - this.tooltipAtMs < tooltipEveryMs) return;
    this.tooltipAtMs = Date.now();
    const tooltip = new vscode.MarkdownString(text);
    tooltip.isTrusted = { enabledCommands: [commands.showLine] };
    this.item.tooltip = tooltip;
  }

  /** A click leads to the line that blocks, or that has blocked most; before there is one, to the log. */
  private setCommand(): void {
    const { stalls = [], sites = [] } = this.snapshot ?? {};
    const site = stalls[0]?.site ?? sites[0]?.site;
    const args = site ? [site.file, site.line, site.column] : [];
    const key = JSON.stringify(args);
    if (key === this.commandKey) return; // a new command ends the old one, also between press and release
    this.commandKey = key;
    this.item.command = site
      ? { command: commands.showLine, title: vscode.l10n.t('Show Line'), arguments: args }
      : commands.showLog;
  }
}
