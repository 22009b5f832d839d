import type * as vscode from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import {
  explainPageCommand,
  serverArguments,
  serverNotifications,
  type Fused,
  type Measured,
  type ServerOptions,
  type ServerSettings,
} from '../shared/serverApi';

/** A bundle of its own, loaded when the first file opens that it is for: it is larger than all else in the extension host. */

export interface ClientOptions {
  /** Path of the server's bundle. */
  readonly serverFile: string;
  readonly languages: readonly string[];
  readonly watchers: readonly vscode.FileSystemWatcher[];
  readonly log: vscode.LogOutputChannel;
  readonly l10n: ServerOptions['l10n'];
  readonly settings: () => ServerSettings;
  /** All that is measured; asked for whenever a server has started. */
  readonly measured: () => Measured | null;
  /** Told nothing, too, when a server has ended. */
  readonly onFused: (fused: Fused) => void;
}

export interface RunningClient {
  /** Rejects where the server does not start. */
  start(): Promise<void>;
  restart(): Promise<void>;
  tellMeasured(measured: Measured): void;
  tellSettings(settings: ServerSettings): void;
  dispose(): Promise<void>;
}

/** What a debugger of the extension host leaves in the environment would make the server a debugged program too. */
const environment = { NODE_OPTIONS: undefined, VSCODE_INSPECTOR_OPTIONS: undefined };

export function createClient(options: ClientOptions): RunningClient {
  const { serverFile, languages, watchers, log, l10n } = options;
  const client = new LanguageClient(
    'looplens',
    'Looplens',
    {
      module: serverFile,
      transport: TransportKind.ipc,
      options: { env: environment, execArgv: [...serverArguments] },
    },
    {
      documentSelector: languages.flatMap((language) =>
        ['file', 'untitled'].map((scheme) => ({ language, scheme })),
      ),
      // Not that of the measured problems, which the extension keeps itself.
      diagnosticCollectionName: 'looplens-server',
      outputChannel: log,
      // Hovers lead to the pages that explain.
      markdown: { isTrusted: { enabledCommands: [explainPageCommand] } },
      synchronize: { fileEvents: [...watchers] },
      initializationOptions: (): ServerOptions => ({ l10n, settings: options.settings() }),
    },
  );
  const tell = (name: string, value: unknown): void => {
    if (client.state === State.Running) void client.sendNotification(name, value);
  };
  client.onNotification(serverNotifications.fused, (fused: Fused) => options.onFused(fused));
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) {
      // What has changed while it started.
      tell(serverNotifications.settings, options.settings());
      const measured = options.measured();
      if (measured) tell(serverNotifications.measured, measured);
    } else options.onFused({ lines: [] });
  });
  return {
    start: () => client.start(),
    restart: () => client.restart(),
    tellMeasured: (measured) => tell(serverNotifications.measured, measured),
    tellSettings: (settings) => tell(serverNotifications.settings, settings),
    dispose: () => client.dispose(),
  };
}
