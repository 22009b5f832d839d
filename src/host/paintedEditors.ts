import * as vscode from 'vscode';

/** Marks of several kinds in every editor that shows their lines; an editor is painted only where they changed. */
export abstract class PaintedEditors<K extends string, M extends { readonly kind: K }>
  implements vscode.Disposable
{
  /** What each editor shows, by kind. */
  private readonly painted = new WeakMap<vscode.TextEditor, Map<K, string>>();
  private readonly listener: vscode.Disposable;

  constructor(private readonly types: Readonly<Record<K, vscode.TextEditorDecorationType>>) {
    this.listener = vscode.window.onDidChangeVisibleTextEditors(() => this.paint());
  }

  protected abstract marksOf(document: vscode.TextDocument): readonly M[];
  protected abstract decoration(document: vscode.TextDocument, mark: M): vscode.DecorationOptions;

  /** Paints the editors of one document, or all. */
  paint(document?: vscode.TextDocument): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (!document || editor.document === document) this.paintEditor(editor);
    }
  }

  dispose(): void {
    this.listener.dispose();
    for (const kind of this.kinds()) this.types[kind].dispose();
  }

  private paintEditor(editor: vscode.TextEditor): void {
    const marks = this.marksOf(editor.document);
    const painted = this.painted.get(editor) ?? new Map<K, string>();
    this.painted.set(editor, painted);
    for (const kind of this.kinds()) {
      const those = marks.filter((mark) => mark.kind === kind);
      const key = JSON.stringify(those);
      if (key === (painted.get(kind) ?? '[]')) continue;
      painted.set(kind, key);
      editor.setDecorations(
        this.types[kind],
        those.map((mark) => this.decoration(editor.document, mark)),
      );
    }
  }

  private kinds(): K[] {
    return Object.keys(this.types) as K[];
  }
}
