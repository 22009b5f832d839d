import * as vscode from 'vscode';
import type { Frame } from '../shared/report';
import { files } from './editTracker';
import { functionLine, type CodeSymbol } from './functionLine';
import type { MeasuredLines, Place, PlacedHandler, PlacedSite } from './measuredLines';
import { handlerLensText, lensText } from './words';

const everyMs = 1000;
/** Without symbols: a language server may still be starting. */
const maxTries = 20;
const functionKinds = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
]);

/** Above each function that holds lines that blocked, how long; above a function that answers requests, how long they blocked. */
export class FunctionLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changes.event;
  private readonly registration = vscode.languages.registerCodeLensProvider(files, this);
  private readonly symbols = new WeakMap<vscode.TextDocument, { version: number; all: CodeSymbol[] }>();
  private readonly tries = new WeakMap<vscode.TextDocument, number>();
  private shown = '';
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly enabled: () => boolean,
    private readonly measured: MeasuredLines,
  ) {}

  /** Asks for new lenses at most once a second, and only where a visible document has others. */
  refresh(): void {
    this.timer ??= setTimeout(() => this.paint(), everyMs);
  }

  /** The same at once. */
  paint(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const shown = this.visibleTexts();
    if (shown === this.shown) return;
    this.shown = shown;
    this.changes.fire();
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (!this.enabled() || !this.hasAny(document)) return [];
    const symbols = await this.symbolsOf(document);
    if (token.isCancellationRequested) return [];
    return this.lensesOf(document, symbols);
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.registration.dispose();
    this.changes.dispose();
  }

  private hasAny(document: vscode.TextDocument): boolean {
    return this.measured.sites(document).length > 0 || this.measured.handlers(document).length > 0;
  }

  private lensesOf(document: vscode.TextDocument, symbols: readonly CodeSymbol[]): vscode.CodeLens[] {
    const textOf = (line: number): string => document.lineAt(line).text;
    const functionOf = (line: number, { functionName }: Frame): number | null =>
      functionLine(symbols, textOf, { line, functionName });
    const sites = groupedBy(this.measured.sites(document), ({ line, site }) => functionOf(line, site.site));
    const handlers = groupedBy(this.measured.handlers(document), ({ line, handler }) =>
      functionOf(line, handler.frame),
    );
    return [
      ...[...sites].map(([line, those]) => codeLens(document, line, siteText(those), those)),
      ...[...handlers].map(([line, those]) => codeLens(document, line, handlerText(those), those)),
    ];
  }

  /** Asked once per version of a document that has any. */
  private async symbolsOf(document: vscode.TextDocument): Promise<CodeSymbol[]> {
    const known = this.symbols.get(document);
    if (known?.version === document.version) return known.all;
    const { version } = document;
    const given = await vscode.commands
      .executeCommand<(vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      )
      .then(undefined, () => undefined);
    const all = (given ?? []).map(codeSymbol);
    if (all.length > 0) this.symbols.set(document, { version, all });
    else this.askAgain(document);
    return all;
  }

  private askAgain(document: vscode.TextDocument): void {
    const tries = (this.tries.get(document) ?? 0) + 1;
    if (tries > maxTries) return;
    this.tries.set(document, tries);
    this.shown = '';
    this.refresh();
  }

  private visibleTexts(): string {
    if (!this.enabled()) return '';
    return JSON.stringify(
      vscode.window.visibleTextEditors.map(({ document }) => [
        document.uri.toString(),
        this.measured.sites(document).map((site) => [site.line, siteText([site]), site.site.maxMs]),
        this.measured.handlers(document).map((handler) => [handler.line, handlerText([handler])]),
      ]),
    );
  }
}

function siteText(sites: readonly PlacedSite[]): string {
  return lensText(
    sites.map(({ site }) => site),
    sites.some(({ edited }) => edited),
  );
}

function handlerText(handlers: readonly PlacedHandler[]): string {
  return handlerLensText(
    handlers.map(({ handler }) => handler),
    handlers.some(({ edited }) => edited),
  );
}

function groupedBy<T>(items: readonly T[], lineOf: (item: T) => number | null): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const line = lineOf(item);
    if (line !== null) groups.set(line, [...(groups.get(line) ?? []), item]);
  }
  return groups;
}

/** A click leads to the line, or to a list of them. */
function codeLens(
  { uri }: vscode.TextDocument,
  line: number,
  title: string,
  places: readonly Place[],
): vscode.CodeLens {
  const at = new vscode.Position(line, 0);
  const lines = [...new Set(places.map((place) => place.line))];
  const locations = lines.map((target) => new vscode.Location(uri, new vscode.Position(target, 0)));
  return new vscode.CodeLens(new vscode.Range(at, at), {
    title,
    command: 'editor.action.goToLocations',
    arguments: [uri, at, locations, 'peek'],
  });
}

function codeSymbol(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): CodeSymbol {
  const { name, kind } = symbol;
  const range = 'range' in symbol ? symbol.range : symbol.location.range;
  return {
    name,
    isFunction: functionKinds.has(kind),
    startLine: range.start.line,
    endLine: range.end.line,
    nameLine: 'selectionRange' in symbol ? symbol.selectionRange.start.line : range.start.line,
    children: 'children' in symbol ? symbol.children.map(codeSymbol) : [],
  };
}
