import * as vscode from 'vscode';
import type { LiveFigures, PanelEvents, PanelInit, PanelPlace, PanelRequests } from '../../shared/panels';
import { LiveTeller } from '../../shared/liveUpdate';
import { inOwnMemory } from '../../shared/ownMemory';
import { RpcServer, type RpcMessage } from '../../shared/rpc';
import type { Span, StackSamples, TimelineRequest, TimelineUpdate } from '../../shared/timeline';
import { commands } from '../contributions';
import { t } from '../l10n';

const liveEveryMs = 500;

/** Where panels have what they show from, and what they can have done. */
export interface PanelSources {
  timeline(request: TimelineRequest): Promise<TimelineUpdate>;
  stacks(span: Span): Promise<StackSamples>;
  profile(request: PanelRequests['profile']['params']): Promise<PanelRequests['profile']['result']>;
  live(): LiveFigures;
  show(place: PanelPlace): void;
  experiment(page: PanelRequests['experiment']['params']['page']): Promise<void>;
}

/** One webview and what it is told: figures while it is visible, nothing while it is not. */
export class PanelConnection implements vscode.Disposable {
  private readonly server: RpcServer<PanelRequests, PanelEvents>;
  private ready = false;
  private timer: NodeJS.Timeout | null = null;
  private told: LiveFigures | null = null;
  private disposed = false;
  private readonly teller = new LiveTeller();

  constructor(
    private readonly webview: vscode.Webview,
    private place: PanelPlace,
    /** Whether nobody has seen the place yet. */
    private isNew: boolean,
    private readonly visible: () => boolean,
    private readonly sources: PanelSources,
  ) {
    this.server = new RpcServer<PanelRequests, PanelEvents>(
      {
        // A webview may go while something is under way.
        send: (message) => {
          if (!this.disposed) void webview.postMessage(message);
        },
        onMessage: (listener) => webview.onDidReceiveMessage((message: RpcMessage) => listener(message)),
        onEnd: () => ({ dispose: () => {} }),
      },
      {
        ready: () => this.init(),
        seen: (seen) => (this.seen(seen), null),
        open: async ({ file, line, column }) => {
          await vscode.commands.executeCommand(commands.showLine, file, line, column);
          return null;
        },
        timeline: async (request) => inOwnMemory(await sources.timeline(request)),
        stacks: async (span) => inOwnMemory(await sources.stacks(span)),
        profile: (request) => sources.profile(request),
        save: ({ name, data }) => save(name, data),
        show: (wanted) => (sources.show(wanted), null),
        experiment: async ({ page }) => (await sources.experiment(page), null),
      },
    );
  }

  /** Goes to a place, also where the webview is not ready yet. */
  go(place: PanelPlace): void {
    this.place = place;
    // A page that cannot be seen does not live, and one that is being loaded again hears nothing: both ask when they are there.
    this.isNew = true;
    if (this.ready) this.server.fire('place', place);
  }

  /** Something was measured: told soon, and not more often than a person sees. */
  changed(): void {
    // The timeline asks for its own.
    if (!this.ready || !this.visible() || this.place.kind === 'timeline') return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.tell();
    }, liveEveryMs);
  }

  /** Loads a page, once it is there. */
  load(html: Promise<string>): void {
    void html.then((page) => {
      if (!this.disposed) this.webview.html = page;
    });
  }

  dispose(): void {
    this.disposed = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private seen(place: PanelPlace): void {
    if (JSON.stringify(place) === JSON.stringify(this.place)) this.isNew = false;
  }

  private init(): PanelInit {
    this.ready = true;
    return {
      kind: this.place.kind,
      language: vscode.env.language,
      messages: vscode.l10n.bundle ?? {},
      place: this.place,
      isNew: this.isNew,
      live: this.teller.whole(this.live()),
    };
  }

  /** Without what no panel shows. */
  private live(): LiveFigures {
    const { targets, sites, stalls } = this.sources.live();
    return { targets, sites, stalls };
  }

  private tell(): void {
    // Not by its version: what was dropped, or has ended with its engine, is another state of the same version.
    const figures = this.sources.live();
    if (!this.visible() || figures === this.told) return;
    this.told = figures;
    this.server.fire('live', this.teller.update(this.live()));
  }
}

/** The user says where; null where they do not, or where it cannot be written: that is told. */
async function save(name: string, data: string | Uint8Array): Promise<string | null> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!uri) return null;
  try {
    await vscode.workspace.fs.writeFile(uri, typeof data === 'string' ? Buffer.from(data) : data);
    return uri.fsPath;
  } catch (error) {
    // Not waited for: the panel need not know when it was read.
    void vscode.window.showErrorMessage(
      t(
        '{0} could not be written: {1}. Save it once more, in a folder that you may write to and that has room.',
        uri.fsPath,
        reasonOf(error),
      ),
    );
    return null;
  }
}

/** `EACCES: permission denied`: without the kinds of errors that VS Code puts in front, and the path, which is told already. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^(\w*Error: )+/, '').replace(/, \w+ '.*'$/, '');
}
