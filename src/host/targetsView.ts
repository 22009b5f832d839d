import * as vscode from 'vscode';
import type { SiteView, Snapshot } from '../shared/snapshot';
import type { Config } from './config';
import { commands, contextKeys, views } from './contributions';
import { linkedCommands, siteDetails } from './details';
import {
  copiedText,
  descriptionOf,
  labelOf,
  longestOf,
  targetTree,
  type RouteNode,
  type SiteNode,
  type TargetNode,
  type TreeNode,
} from './targetTree';
import type { WorstBlocks } from './worstBlocks';

const paintEveryMs = 500;

/** The view of targets, their routes and the lines that blocked them, in the activity bar. */
export class TargetsView implements vscode.Disposable, vscode.TreeDataProvider<TreeNode> {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly disposables: readonly vscode.Disposable[];
  private snapshot: Snapshot | null = null;
  private roots: readonly TargetNode[] = [];
  /** Of all lines. */
  private totalMs = 0;
  private painting: NodeJS.Timeout | null = null;
  private ownOnly = false;

  constructor(
    private readonly config: () => Config,
    private readonly worst: WorstBlocks,
  ) {
    this.view = vscode.window.createTreeView(views.targets, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.disposables = [
      this.view,
      this.changes,
      this.view.onDidChangeVisibility(() => this.paint()),
      vscode.commands.registerCommand(commands.viewOwn, () => this.filter(true)),
      vscode.commands.registerCommand(commands.viewAll, () => this.filter(false)),
      vscode.commands.registerCommand(commands.find, () => this.find()),
      vscode.commands.registerCommand(commands.copy, (node?: TreeNode) => this.copy(node)),
    ];
  }

  update(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    if (this.view.visible) this.painting ??= setTimeout(() => this.paint(), paintEveryMs);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) return [...this.roots];
    return node.kind === 'site' ? [] : [...node.children];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = new vscode.TreeItem(labelOf(node), stateOf(node));
    item.id = node.id;
    item.description = descriptionOf(node);
    item.accessibilityInformation = { label: `${labelOf(node)}, ${descriptionOf(node)}` };
    if (node.kind === 'target') decorateTarget(item, node);
    else item.iconPath = this.icon(node);
    if (node.kind === 'route') item.contextValue = 'route';
    if (node.kind === 'site') decorateSite(item, node);
    return item;
  }

  /** Asked when the mouse rests on a row: details of all lines would be much work for each paint. */
  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'site') item.tooltip = this.siteTooltip(node);
    return item;
  }

  dispose(): void {
    if (this.painting) clearTimeout(this.painting);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private paint(): void {
    if (this.painting) clearTimeout(this.painting);
    this.painting = null;
    if (!this.view.visible || !this.snapshot) return;
    this.totalMs = this.snapshot.sites.reduce((sum, { totalMs }) => sum + totalMs, 0);
    this.roots = targetTree(this.snapshot, (site) => !this.ownOnly || this.isOwn(site));
    this.changes.fire();
  }

  private isOwn(site: SiteView): boolean {
    return !this.worst.of(site)?.culprit?.module;
  }

  private siteTooltip({ site }: SiteNode): vscode.MarkdownString {
    const tooltip = new vscode.MarkdownString(
      siteDetails({
        site,
        longest: this.worst.of(site),
        share: site.totalMs / Math.max(1, this.totalMs),
        edited: false,
      }),
    );
    tooltip.isTrusted = { enabledCommands: linkedCommands };
    return tooltip;
  }

  private icon(node: RouteNode | SiteNode): vscode.ThemeIcon {
    const { delayWarningMs, delayErrorMs } = this.config();
    const maxMs = longestOf(node);
    const level = maxMs >= delayErrorMs ? 'error' : maxMs >= delayWarningMs ? 'warning' : null;
    const color = level === null ? undefined : new vscode.ThemeColor(`list.${level}Foreground`);
    return new vscode.ThemeIcon(node.kind === 'route' ? 'globe' : (level ?? 'info'), color);
  }

  private async filter(ownOnly: boolean): Promise<void> {
    this.ownOnly = ownOnly;
    await vscode.commands.executeCommand('setContext', contextKeys.ownOnly, ownOnly);
    this.paint();
  }

  private async find(): Promise<void> {
    await vscode.commands.executeCommand(`${views.targets}.focus`);
    await vscode.commands.executeCommand('list.find');
  }

  /** Without a node, all. */
  private async copy(node: TreeNode | undefined): Promise<void> {
    const chosen = node ?? this.view.selection[0];
    const nodes = chosen ? [chosen] : this.roots;
    await vscode.env.clipboard.writeText(nodes.map((one) => copiedText(one)).join('\n') + '\n');
  }
}

function stateOf(node: TreeNode): vscode.TreeItemCollapsibleState {
  const { None, Expanded } = vscode.TreeItemCollapsibleState;
  // A target too that has nothing yet: a row that once came without children stays closed when it gets some.
  return node.kind === 'site' ? None : Expanded;
}

function decorateSite(item: vscode.TreeItem, { site }: SiteNode): void {
  const { file, line, column } = site.site;
  item.contextValue = 'site';
  item.command = {
    command: commands.showLine,
    title: vscode.l10n.t('Show Line'),
    arguments: [file, line, column],
  };
}

function decorateTarget(item: vscode.TreeItem, { target, stall, owner }: TargetNode): void {
  const live = target.endedAtMs === null;
  const icon = stall ? 'error' : target.kind === 'worker' ? 'layers' : 'server-process';
  const color = stall ? 'list.errorForeground' : live ? undefined : 'disabledForeground';
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = live ? `target.live${owner === null ? '' : '.owned'}` : 'target.ended';
  item.tooltip = vscode.l10n.t('{0}\nNode.js {1}, process {2}', target.name, target.node, target.pid);
}
