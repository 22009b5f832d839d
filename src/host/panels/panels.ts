import * as vscode from 'vscode';
import type { PanelKind, PanelPlace } from '../../shared/panels';
import { t } from '../l10n';
import { views, webviewTypes } from '../contributions';
import { PanelConnection, type PanelSources } from './panelConnection';
import { panelHtml } from './panelHtml';

interface Open {
  readonly panel: vscode.WebviewPanel;
  readonly connection: PanelConnection;
}

/** The panels in the editor area, one of each kind, and the compact timeline in the panel area. */
export class Panels implements vscode.Disposable {
  private readonly open = new Map<PanelKind, Open>();
  private readonly compact = new Set<PanelConnection>();
  private readonly disposables: readonly vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly sources: PanelSources,
  ) {
    this.disposables = [
      ...(Object.keys(webviewTypes) as PanelKind[]).map((kind) =>
        vscode.window.registerWebviewPanelSerializer(webviewTypes[kind], {
          deserializeWebviewPanel: async (panel, state) => this.adopt(panel, placeOf(state, kind), false),
        }),
      ),
      vscode.window.registerWebviewViewProvider(views.timeline, {
        resolveWebviewView: (view) => this.resolve(view),
      }),
    ];
  }

  /** Shows the panel of that kind at a place; opens it where there is none. */
  show(place: PanelPlace): void {
    const open = this.open.get(place.kind);
    // A file of another folder needs a page that may read there.
    if (open && !place.file) {
      // A mere kind is no place: what is shown stays.
      if (Object.keys(place).length > 1) {
        open.connection.go(place);
        open.panel.title = titleOf(place);
      }
      open.panel.reveal(undefined, false);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      webviewTypes[place.kind],
      titleOf(place),
      this.column(),
      {},
    );
    this.adopt(panel, place, true);
  }

  /** Where another panel is, rather than in a third column; else beside the text. */
  private column(): vscode.ViewColumn {
    const panels = [...this.open.values()].map(({ panel }) => panel);
    const other = panels.find(({ visible }) => visible) ?? panels[0];
    return other?.viewColumn ?? vscode.ViewColumn.Beside;
  }

  /** Something was measured. */
  changed(): void {
    for (const { connection } of this.open.values()) connection.changed();
    for (const connection of this.compact) connection.changed();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    for (const { panel } of [...this.open.values()]) panel.dispose();
  }

  /** `isNew`: as opposed to a panel that VS Code has kept. */
  private adopt(panel: vscode.WebviewPanel, place: PanelPlace, isNew: boolean): void {
    this.open.get(place.kind)?.panel.dispose();
    const connection = this.connect(panel.webview, place, isNew, () => panel.visible, false);
    panel.title = titleOf(place);
    this.open.set(place.kind, { panel, connection });
    panel.iconPath = vscode.Uri.joinPath(this.extension, 'media', 'icon.png');
    panel.onDidChangeViewState(() => connection.changed());
    panel.onDidDispose(() => {
      connection.dispose();
      if (this.open.get(place.kind)?.panel === panel) this.open.delete(place.kind);
    });
  }

  private resolve(view: vscode.WebviewView): void {
    const connection = this.connect(view.webview, { kind: 'timeline' }, false, () => view.visible, true);
    this.compact.add(connection);
    view.onDidDispose(() => {
      connection.dispose();
      this.compact.delete(connection);
    });
  }

  private connect(
    webview: vscode.Webview,
    place: PanelPlace,
    isNew: boolean,
    visible: () => boolean,
    compact: boolean,
  ): PanelConnection {
    const dist = vscode.Uri.joinPath(this.extension, 'dist');
    const { file } = place;
    const folder = file && vscode.Uri.joinPath(vscode.Uri.file(file.path), '..');
    const roots = [vscode.Uri.joinPath(dist, 'webview'), ...(folder ? [folder] : [])];
    webview.options = { enableScripts: true, localResourceRoots: roots };
    const uri = file && webview.asWebviewUri(vscode.Uri.file(file.path)).toString();
    const there = file && uri !== undefined ? { ...place, file: { ...file, uri } } : place;
    // Before the page, whose script asks at once.
    const connection = new PanelConnection(webview, there, isNew, visible, this.sources);
    connection.load(panelHtml(webview, dist, compact));
    return connection;
  }
}

/** What the panel's own script has kept; it may be of another version of ours. */
function placeOf(state: unknown, kind: PanelKind): PanelPlace {
  const { place } = (state ?? {}) as { place?: PanelPlace };
  return place?.kind === kind ? place : { kind };
}

function titleOf({ kind, file }: PanelPlace): string {
  if (file) return file.name;
  switch (kind) {
    case 'timeline':
      return t('Event-Loop Timeline');
    case 'flame':
      return t('Flame Chart');
    case 'explain':
      return t('Looplens Explains');
  }
}
