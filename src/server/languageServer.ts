import {
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Connection,
  type Hover,
  type HoverParams,
  type InitializeParams,
  type InitializeResult,
  type Range,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Bindings } from '../analysis/bindings';
import type { SourceUnit } from '../analysis/fixes/fix';
import { isAnalysed, parse } from '../analysis/syntax';
import { english, type Translate } from '../model/message';
import {
  serverNotifications,
  type Measured,
  type ServerOptions,
  type ServerSettings,
} from '../shared/serverApi';
import { Analysis } from './analysis';
import type { StaticFinding } from '../analysis/finding';
import { actionsAt, providedKinds } from './codeActions';
import { fileOf, isInside, uriOf } from './files';
import { fixContextOf, type FilesAround } from './fixContext';
import { fuse } from './fusion';
import { hoverAt } from './hover/hover';
import { Measurements } from './measurements';
import { OpenFile } from './openFile';
import { Publisher } from './publisher';
import { defaultSettings, settingsOf } from './settings';
import { readSource, readSourceSync } from './sourceTree';
import { translator } from './translate';
import { Workspace, type Progress } from './workspace';

export interface LanguageServerOptions {
  readonly connection: Connection;
  /** Bundle in which regular expressions are tried out. */
  readonly regexWorker: string | null;
  readonly platform: NodeJS.Platform;
}

/** Typing pauses for so long before findings are looked for again; someone who never pauses gets them at intervals. */
const pauseMs = 120;
const longestWaitMs = 600;
/** Longer documents are left alone: to read them would take seconds. */
const maxChars = 2_000_000;

/** One life of the language server: answers what the editor asks, and tells it of findings. */
export class LanguageServer {
  private readonly connection: Connection;
  private readonly documents = new TextDocuments<OpenFile>(OpenFile);
  /** Open documents by file. */
  private readonly open = new Map<string, OpenFile>();
  private readonly analysis: Analysis;
  private readonly measurements: Measurements;
  private readonly workspace: Workspace;
  private readonly publisher: Publisher;
  private t: Translate = english;
  private settings: ServerSettings = defaultSettings;
  /** Uris of the folders of the workspace. */
  private readonly folders = new Set<string>();
  private hasProgress = false;
  /** Files that were edited and not looked at since. */
  private readonly edited = new Set<string>();
  private editedAtMs = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor({ connection, regexWorker, platform }: LanguageServerOptions) {
    this.connection = connection;
    const openFile = (file: string): OpenFile | undefined => this.open.get(file);
    const warn = (message: string): void => connection.console.warn(message);
    this.measurements = new Measurements(platform === 'win32');
    const folders = (): string[] => [...this.folders].map((uri) => fileOf(uri));
    this.analysis = new Analysis({
      fileExists: (path) => this.workspace.has(path) || this.open.has(path),
      readText: readSourceSync,
      get roots() {
        return folders();
      },
      regexWorker,
    });
    this.publisher = new Publisher({
      analysis: this.analysis,
      measurements: this.measurements,
      wants: (file) => settingsOf(file, this.settings),
      publish: (file, diagnostics) => {
        const document = openFile(file);
        const version = document ? { version: document.version } : {};
        void connection.sendDiagnostics({ uri: document?.uri ?? uriOf(file), diagnostics, ...version });
      },
      tellFused: (fused) => void connection.sendNotification(serverNotifications.fused, fused),
      warn,
      isOpen: (file) => this.open.has(file),
      idle: () => this.workspace.idle(),
      t: (message, ...args) => {
        const { t: words } = this;
        return words(message, ...args);
      },
    });
    this.workspace = new Workspace({
      analysis: this.analysis,
      openFile,
      startProgress: () => this.startProgress(),
      onChange: (files) => this.publisher.changed(files),
      info: (message) => connection.console.info(message),
      warn,
    });
    this.listen();
  }

  private listen(): void {
    const { connection, documents } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.initialized());
    connection.onShutdown(() => this.dispose());
    // Heard when one is opened too.
    documents.onDidChangeContent(({ document }) => this.changed(document));
    documents.onDidClose(({ document }) => this.closed(document));
    documents.listen(connection);
    connection.onDidChangeWatchedFiles(({ changes }) =>
      this.workspace.changed(changes.map(({ uri }) => fileOf(uri))),
    );
    connection.onHover((params, token) => this.hover(params, token));
    connection.onCodeAction((params, token) => this.codeActions(params, token));
    connection.onNotification(serverNotifications.measured, (measured: Measured) => {
      this.measurements.take(measured);
      this.publisher.allChanged();
    });
    connection.onNotification(serverNotifications.settings, (settings: ServerSettings) =>
      this.useSettings(settings),
    );
  }

  private initialize({
    initializationOptions,
    capabilities,
    workspaceFolders,
  }: InitializeParams): InitializeResult {
    const options = (initializationOptions ?? {}) as Partial<ServerOptions>;
    this.t = translator(options.l10n ?? null);
    this.settings = options.settings ?? defaultSettings;
    this.hasProgress = capabilities.window?.workDoneProgress ?? false;
    for (const { uri } of workspaceFolders ?? []) this.folders.add(uri);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: providedKinds },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'looplens' },
    };
  }

  private initialized(): void {
    for (const uri of this.folders) this.readFolder(uri);
    this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const { uri } of removed) {
        this.folders.delete(uri);
        this.workspace.removeFolder(fileOf(uri));
      }
      for (const { uri } of added) {
        this.folders.add(uri);
        this.readFolder(uri);
      }
    });
  }

  /** Folders without diagnostics are not read at all. */
  private readFolder(uri: string): void {
    const folder = fileOf(uri);
    if (!uri.startsWith('file:')) return;
    if (settingsOf(folder, this.settings).lint) this.workspace.addFolder(folder);
    else this.workspace.removeFolder(folder);
  }

  private useSettings(settings: ServerSettings): void {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return;
    this.settings = settings;
    for (const uri of this.folders) this.readFolder(uri);
    for (const document of this.open.values()) this.take(document);
    this.publisher.allChanged();
  }

  private changed(document: OpenFile): void {
    if (!this.open.has(document.file)) {
      this.open.set(document.file, document);
      this.take(document);
      return;
    }
    this.edited.add(document.file);
    const now = performance.now();
    if (!this.timer) this.editedAtMs = now;
    else clearTimeout(this.timer);
    const waitMs = Math.max(0, Math.min(pauseMs, this.editedAtMs + longestWaitMs - now));
    this.timer = setTimeout(() => this.takeEdited(), waitMs);
  }

  private closed(document: OpenFile): void {
    this.open.delete(document.file);
    this.edited.delete(document.file);
    this.workspace.closed(document.file);
  }

  private takeEdited(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const files = [...this.edited];
    this.edited.clear();
    for (const file of files) {
      const document = this.open.get(file);
      if (document) this.take(document);
    }
  }

  /** Takes an open document as it is now. */
  private take(document: OpenFile): void {
    const { file } = document;
    if (!this.isOwn(document) || !settingsOf(file, this.settings).lint) {
      this.publisher.changed([file]);
      return;
    }
    const before = this.analysis.dependents(file);
    this.analysis.set(file, document.source(), document.bindings(), () => document.summary());
    // The file itself comes first.
    this.publisher.changed(new Set([file, ...before]), [file]);
  }

  /** Whether a document is code that its user writes: not that of a package, declarations or what is too long for that. */
  private isOwn({ file, text }: OpenFile): boolean {
    const folder = [...this.folders].map((uri) => fileOf(uri)).find((path) => isInside(file, path)) ?? '';
    const isInstalled = /[\\/]node_modules[\\/]/.test(file.slice(folder.length));
    return !isInstalled && isAnalysed(file) && text.length <= maxChars;
  }

  private hover(
    { textDocument, position }: HoverParams,
    token: CancellationToken,
  ): Hover | null | ResponseError<void> {
    if (token.isCancellationRequested) return cancelled();
    const document = this.documents.get(textDocument.uri);
    if (!document) return null;
    if (!settingsOf(document.file, this.settings).hover || document.text.length > maxChars) return null;
    const measured = this.measurements.of(document.file);
    const offset = document.offsetAt(position);
    const found = hoverAt(document.source(), document.bindings(), offset, measured, this.t);
    if (!found) return null;
    const range = { start: document.positionAt(found.start), end: document.positionAt(found.end) };
    return { contents: { kind: 'markdown', value: found.markdown }, range };
  }

  private async codeActions(
    { textDocument, range, context }: CodeActionParams,
    token: CancellationToken,
  ): Promise<CodeAction[] | ResponseError<void>> {
    if (token.isCancellationRequested) return cancelled();
    const file = this.documents.get(textDocument.uri);
    if (!file) return [];
    if (this.edited.has(file.file)) this.takeEdited();
    const { lint, regex } = settingsOf(file.file, this.settings);
    if (!lint) return [];
    const findings = this.analysis.findings(file.file).filter(({ rule }) => regex || rule !== 'slow-regex');
    const { version } = file;
    const rangeIn = (other: string, span: { start: number; end: number }): Promise<Range | null> =>
      this.rangeIn(other, span);
    const fixContext = fixContextOf(this.filesAround(), file.file);
    const { isHarmlessRegex } = this.analysis;
    const measured = this.measurements.of(file.file);
    const isMeasured = (finding: StaticFinding): boolean => fuse(finding, measured, this.t).site !== null;
    const knows = { fixContext, isHarmlessRegex, isMeasured, rangeIn };
    const asked = { file, findings, range, context, ...knows, t: this.t };
    const actions = await actionsAt(asked);
    // What was edited meanwhile is asked for again.
    return token.isCancellationRequested || file.version !== version ? cancelled() : actions;
  }

  /** Other files as they are while one question is answered. */
  private filesAround(): FilesAround {
    const units = new Map<string, SourceUnit | null>();
    const read = (file: string): SourceUnit | null => {
      const open = this.open.get(file);
      if (open) return { source: open.source(), bindings: open.bindings() };
      const text = readSourceSync(file);
      if (text === null) return null;
      const source = parse(file, text);
      return { source, bindings: new Bindings(source) };
    };
    return {
      analysis: this.analysis,
      unitOf: (file) => {
        const known = units.get(file);
        if (known !== undefined) return known;
        const unit = read(file);
        units.set(file, unit);
        return unit;
      },
      isAllRead: (file) => this.workspace.isAllRead(file),
    };
  }

  private async rangeIn(file: string, { start, end }: { start: number; end: number }): Promise<Range | null> {
    const open = this.open.get(file);
    const text = open ? null : await readSource(file);
    const document = open ?? (text === null ? null : TextDocument.create(uriOf(file), '', 0, text));
    return document && { start: document.positionAt(start), end: document.positionAt(end) };
  }

  private async startProgress(): Promise<Progress> {
    if (!this.hasProgress) return { cancelled: false, report: () => {}, done: () => {} };
    const { t } = this;
    const progress = await this.connection.window.createWorkDoneProgress();
    progress.begin(t('Looplens reads the workspace'), 0, '', true);
    let shown = 0;
    return {
      get cancelled() {
        return progress.token.isCancellationRequested;
      },
      report: (share) => {
        const percent = Math.floor(share * 100);
        if (percent > shown) progress.report((shown = percent));
      },
      done: () => progress.done(),
    };
  }

  private dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.workspace.dispose();
    this.publisher.dispose();
    this.analysis.dispose();
  }
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
