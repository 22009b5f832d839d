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
      open.connection.go(place);
      open.panel.reveal(undefined, false);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      webviewTypes[place.kind],
      titleOf(place.kind),
      this.column(),
      {},
    );
    this.adopt(panel, place, true);
  }

  /** Beside the code, and not in one column more for each panel: in a narrow window the last would be out of sight. */
  private column(): vscode.ViewColumn {
    const shown = [...this.open.values()].find(({ panel }) => panel.visible);
    return shown?.panel.viewColumn ?? vscode.ViewColumn.Beside;
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
    panel.title = place.file?.name ?? titleOf(place.kind);
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
    void panelHtml(webview, dist, compact).then((html) => (webview.html = html));
    return connection;
  }
}

/** What the panel's own script has kept; it may be of another version of ours. */
function placeOf(state: unknown, kind: PanelKind): PanelPlace {
  const { place } = (state ?? {}) as { place?: PanelPlace };
  return place?.kind === kind ? place : { kind };
}

function titleOf(kind: PanelKind): string {
  switch (kind) {
    case 'timeline':
      return t('Event-Loop Timeline');
    case 'flame':
      return t('Flame Chart');
    case 'explain':
      return t('Looplens Explains');
  }
}
