import * as vscode from 'vscode';
import { LruMap } from '../model/lruMap';
import { FollowedText } from './followedText';

const maxDocuments = 300;
/** Longer ones are shown as they are: nobody wrote them. */
const maxLines = 50_000;

/** Where lines of the code that runs are in documents that have been edited since it started. */
export class EditTracker implements vscode.Disposable {
  private readonly texts = new LruMap<FollowedText>(maxDocuments);
  private anyEdit = false;
  private following = false;
  private readonly disposables: readonly vscode.Disposable[];

  constructor(private readonly onEdit: (document: vscode.TextDocument) => void) {
    this.disposables = [
      vscode.workspace.onDidOpenTextDocument((document) => this.opened(document)),
      vscode.workspace.onDidChangeTextDocument((event) => this.changed(event)),
    ];
  }

  /** Whether a followed document was edited since a program started last. */
  get edited(): boolean {
    return this.anyEdit;
  }

  /** A program starts from the files as they are now; those to be kept are still followed from where others started. */
  restart(keeps: (file: string) => boolean = () => false): void {
    this.texts.prune(keeps);
    this.anyEdit = false;
    this.following = true;
    for (const document of vscode.workspace.textDocuments) this.opened(document);
  }

  /** Both lines are 0-based; null where the line is gone. */
  place(document: vscode.TextDocument, line: number): { line: number; edited: boolean } | null {
    const text = this.texts.get(document.fileName);
    const place = text ? text.place(line) : { line, edited: false };
    return place && place.line < document.lineCount ? place : null;
  }

  /** Where it is in a document that may be closed by now: the new line, null where it is gone or says something else. */
  unedited(file: string, line: number): number | null {
    const text = this.texts.get(file);
    if (!text) return line;
    const place = text.place(line);
    return place && !place.edited ? place.line : null;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** One that was closed and is opened again goes on from where it was, unless it was changed elsewhere. */
  private opened(document: vscode.TextDocument): void {
    if (!this.following || !isFile(document) || document.lineCount > maxLines) return;
    const text = document.getText();
    if (!this.texts.get(document.fileName)?.is(text))
      this.texts.set(document.fileName, new FollowedText(text));
  }

  private changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0 || !isFile(document)) return;
    const followed = this.texts.get(document.fileName);
    if (!followed) return;
    for (const { range, text } of contentChanges) {
      followed.apply({
        startLine: range.start.line,
        startCharacter: range.start.character,
        endLine: range.end.line,
        endCharacter: range.end.character,
        text,
      });
    }
    this.anyEdit = true;
    this.onEdit(document);
  }
}

/** Documents that are files: not the other side of a diff, which has the same path. */
export const files: readonly vscode.DocumentFilter[] = [{ scheme: 'file' }, { scheme: 'vscode-remote' }];

export function isFile({ uri }: vscode.TextDocument): boolean {
  return files.some(({ scheme }) => scheme === uri.scheme);
}
