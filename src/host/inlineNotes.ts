import * as vscode from 'vscode';
import type { Site } from '../shared/report';
import type { Snapshot, Stall } from '../shared/snapshot';
import { colors, commands } from './contributions';
import { LineShift } from './lineShift';
import { samePath } from './paths';
import { blockedNowText, causeWords, duration, frameText, noteText } from './words';

const windows = process.platform === 'win32';

/** Notes behind the lines that blocked, and behind the one that blocks now, in every editor that shows them. */
export class InlineNotes implements vscode.Disposable {
  private readonly note: vscode.TextEditorDecorationType;
  private readonly now: vscode.TextEditorDecorationType;
  private readonly shifts = new Map<string, LineShift>();
  private readonly disposables: vscode.Disposable[];
  private sites: readonly Site[] = [];
  private stalls: readonly Stall[] = [];

  constructor(private readonly enabled: () => boolean) {
    const after = (color: string) => ({
      color: new vscode.ThemeColor(color),
      margin: '0 0 0 2em',
      fontStyle: 'normal',
    });
    const closed = vscode.DecorationRangeBehavior.ClosedOpen;
    this.note = vscode.window.createTextEditorDecorationType({
      after: after(colors.note),
      rangeBehavior: closed,
    });
    this.now = vscode.window.createTextEditorDecorationType({
      after: after(colors.blockedNow),
      rangeBehavior: closed,
    });
    this.disposables = [
      this.note,
      this.now,
      vscode.window.onDidChangeVisibleTextEditors(() => this.paint()),
      vscode.workspace.onDidChangeTextDocument((event) => this.edited(event)),
      vscode.workspace.onDidCloseTextDocument(({ fileName }) => this.shifts.delete(fileName)),
    ];
  }

  update(snapshot: Snapshot | null): void {
    const sites = snapshot?.sites ?? [];
    const stalls = snapshot?.stalls ?? [];
    if (sites.length === 0 && stalls.length === 0 && this.sites.length === 0 && this.stalls.length === 0)
      return;
    this.sites = sites;
    this.stalls = stalls;
    this.paint();
  }

  /** A new run begins, of the files as they are now. */
  forget(): void {
    this.shifts.clear();
    this.update(null);
  }

  paint(): void {
    for (const editor of vscode.window.visibleTextEditors) this.paintEditor(editor);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private paintEditor(editor: vscode.TextEditor): void {
    const { fileName } = editor.document;
    const here = <T extends Pick<Site, 'site'> | Stall>(items: readonly T[]): T[] =>
      this.enabled() ? items.filter(({ site }) => site && samePath(site.file, fileName, windows)) : [];
    const stalls = here(this.stalls);
    const blocked = new Set(stalls.map(({ site }) => site!.line));
    const sites = here(this.sites).filter(({ site }) => !blocked.has(site.line));
    editor.setDecorations(
      this.note,
      sites.flatMap((site) => this.decoration(editor, site.site.line, noteText(site), details(site)) ?? []),
    );
    editor.setDecorations(
      this.now,
      stalls.flatMap(
        (stall) => this.decoration(editor, stall.site!.line, blockedNowText(stall), stack(stall)) ?? [],
      ),
    );
  }

  /** null where the line is gone or has been edited since. */
  private decoration(
    { document }: vscode.TextEditor,
    line1: number,
    text: string,
    hoverMessage: vscode.MarkdownString,
  ): vscode.DecorationOptions | null {
    const shift = this.shifts.get(document.fileName) ?? new LineShift();
    this.shifts.set(document.fileName, shift);
    shift.follow(line1 - 1);
    const line = shift.now(line1 - 1);
    if (line === null || line >= document.lineCount) return null;
    const { range } = document.lineAt(line);
    return { range, hoverMessage, renderOptions: { after: { contentText: text } } };
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const shift = this.shifts.get(document.fileName);
    if (!shift) return;
    for (const { range, text } of contentChanges) {
      shift.apply({
        startLine: range.start.line,
        endLine: range.end.line,
        addedLines: text.split('\n').length - 1,
      });
    }
  }
}

function details({
  site,
  count,
  totalMs,
  maxMs,
  p99Ms,
  category,
  call,
  handlers,
}: Site): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**The event loop was blocked here**\n\n');
  text.appendMarkdown('| blocks | total | longest | p99 |\n|---|---|---|---|\n');
  text.appendMarkdown(`| ${count} | ${duration(totalMs)} | ${duration(maxMs)} | ${duration(p99Ms)} |\n\n`);
  text.appendText(`Cause: ${causeWords({ category, call })}, in ${frameText(site)}`);
  if (handlers.length > 0) text.appendText(`\nRequests: ${handlers.join(', ')}`);
  if (site.source === 'generated')
    text.appendText('\nNo source map was found: this line is of the generated code.');
  return text;
}

function stack({ stack: frames, durationMs }: Stall): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: [commands.showLine] };
  text.appendMarkdown(`**The event loop is blocked here** for ${duration(durationMs)}\n\n`);
  for (const frame of frames.slice(0, 10)) {
    const args = encodeURIComponent(JSON.stringify([frame.file, frame.line]));
    const label = frameText(frame).replace(/[[\]\\]/g, '\\$&');
    text.appendMarkdown(
      frame.file.startsWith('node:')
        ? `- ${label}\n`
        : `- [${label}](command:${commands.showLine}?${args})\n`,
    );
  }
  return text;
}
