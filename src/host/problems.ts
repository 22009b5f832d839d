import * as vscode from 'vscode';
import type { Frame } from '../shared/report';
import type { SiteView, Snapshot } from '../shared/snapshot';
import { readProblemConfig } from './config';
import type { EditTracker } from './editTracker';
import { documentOf } from './fileDocuments';
import type { FusedLines } from './fusedLines';
import type { Ignored } from './ignored';
import { samePath } from './paths';
import { beforeEdit, codeRange, problemOf, type Problem } from './problemText';
import type { WorstBlocks } from './worstBlocks';

const source = 'looplens';
const updateEveryMs = 1000;
const windows = process.platform === 'win32';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** A diagnostic for each line of the user's own code that blocked, in files that are open and in those that are not. */
export class Problems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(source);
  /** What is shown of each file, by its uri. */
  private readonly shown = new Map<string, string>();
  private readonly disposables: readonly { dispose(): void }[];
  private sites: readonly SiteView[] = [];
  private timer: NodeJS.Timeout | null = null;
  private updatedAtMs = -Infinity;

  constructor(
    private readonly edits: EditTracker,
    private readonly worst: WorstBlocks,
    private readonly ignored: Ignored,
    /** Lines of which the language server's own diagnostics tell what was measured. */
    private readonly fused: FusedLines,
  ) {
    this.disposables = [
      this.collection,
      fused.onDidChange(() => this.changed()),
      ignored.onDidChange(() => this.changed()),
      vscode.workspace.onDidOpenTextDocument(() => this.changed()),
    ];
  }

  update({ sites }: Snapshot): void {
    const cleared = sites.length === 0 && this.sites.length > 0;
    this.sites = sites;
    if (cleared) this.show();
    else if (sites.length > 0) this.changed();
  }

  /** Something that diagnostics are made of may have changed. */
  changed(): void {
    const pauseMs = Math.max(0, updateEveryMs - (performance.now() - this.updatedAtMs));
    this.timer ??= setTimeout(() => this.show(), pauseMs);
  }

  /** What was measured of a line as it is in the document now, or as it was when the program started. */
  siteAt(uri: vscode.Uri, line: number): SiteView | null {
    const document = documentOf(uri.fsPath);
    return (
      this.sites.find(
        ({ site }) => samePath(site.file, uri.fsPath, windows) && this.lineOf(site, document)?.line === line,
      ) ?? null
    );
  }

  /** What was measured of a line, by its number when the program started. */
  siteOf(file: string, line: number): SiteView | null {
    return this.sites.find(({ site }) => site.line === line && samePath(site.file, file, windows)) ?? null;
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private show(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.updatedAtMs = performance.now();
    const files = new Map<string, { readonly uri: vscode.Uri; readonly diagnostics: vscode.Diagnostic[] }>();
    for (const site of this.sites) {
      const uri = vscode.Uri.file(site.site.file);
      const diagnostic = this.diagnosticOf(site, uri);
      if (!diagnostic) continue;
      const file = files.get(uri.toString()) ?? { uri, diagnostics: [] };
      file.diagnostics.push(diagnostic);
      files.set(uri.toString(), file);
    }
    for (const key of [...this.shown.keys()]) {
      if (!files.has(key)) this.set(vscode.Uri.parse(key), []);
    }
    for (const { uri, diagnostics } of files.values()) this.set(uri, diagnostics);
  }

  private set(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): void {
    const content = JSON.stringify(diagnostics);
    if (this.shown.get(uri.toString()) === content) return;
    if (diagnostics.length > 0) this.shown.set(uri.toString(), content);
    else this.shown.delete(uri.toString());
    this.collection.set(uri, diagnostics);
  }

  private diagnosticOf(site: SiteView, uri: vscode.Uri): vscode.Diagnostic | null {
    const config = readProblemConfig(uri);
    if (!config.problems || this.ignored.hides(site.site, site.maxMs)) return null;
    if (this.fused.has(site.site)) return null;
    const problem = problemOf(site, this.worst.of(site), config, this.ignored.budgetOf(site.site));
    const document = documentOf(site.site.file);
    const place = this.lineOf(site.site, document);
    if (!problem || !place) return null;
    const range = document ? rangeIn(document, place.line, site.site.column) : pointOf(site.site);
    return diagnostic(problem, range, place.edited);
  }

  private lineOf({ line }: Frame, document: vscode.TextDocument | null) {
    return document ? this.edits.place(document, line - 1) : { line: line - 1, edited: false };
  }
}

function diagnostic(problem: Problem, range: vscode.Range, edited: boolean): vscode.Diagnostic {
  const { message, severity, code, docs, related } = problem;
  const made = new vscode.Diagnostic(
    range,
    edited ? beforeEdit(message) : message,
    edited ? vscode.DiagnosticSeverity.Hint : severities[severity],
  );
  made.source = source;
  made.code = docs === null ? code : { value: code, target: vscode.Uri.parse(docs) };
  made.relatedInformation = related.map(
    ({ frame, message: text }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.file(frame.file), pointOf(frame)),
        text,
      ),
  );
  return made;
}

function rangeIn(document: vscode.TextDocument, line: number, column: number): vscode.Range {
  const [start, end] = codeRange(document.lineAt(line).text, column);
  return new vscode.Range(line, start, line, end);
}

/** VS Code makes it the word that is there. */
function pointOf({ line, column }: Frame): vscode.Range {
  const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  return new vscode.Range(at, at);
}
