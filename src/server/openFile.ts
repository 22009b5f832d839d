import type ts from 'typescript';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { Bindings } from '../analysis/bindings';
import type { FileSummary } from '../analysis/fileSummary';
import { OpenSummary } from '../analysis/openSummary';
import { KnownParts } from '../analysis/scopes';
import { reparse, type TextChange } from '../analysis/reparse';
import { parse } from '../analysis/syntax';
import { fileOf } from './files';

/**
 * Characters of earlier texts that nodes may keep alive: what the parser cuts out of a text, such as the text of a literal, holds all of
 * it. Beyond that the file is parsed as a whole.
 */
const mostKept = 16_000_000;

/** Beyond that many edits since the file was last parsed, they count as one. */
const mostSteps = 16;

/** A document that the editor has open, with its syntax tree; parsed when it is asked for, and then only what changed. */
export class OpenFile {
  private tree: ts.SourceFile | null = null;
  private kept = 0;
  /** Texts since the tree was made, besides the one now. */
  private readonly steps: string[] = [];
  private names: Bindings | null = null;
  private readonly parts = new KnownParts();
  private readonly summarized = new OpenSummary();

  constructor(
    private document: TextDocument,
    /** Absolute path, or a name that stands for one where the document is none of a file. */
    readonly file: string,
  ) {}

  static create(uri: string, languageId: string, version: number, text: string): OpenFile {
    return new OpenFile(TextDocument.create(uri, languageId, version, text), fileOf(uri, languageId));
  }

  static update(file: OpenFile, changes: TextDocumentContentChangeEvent[], version: number): OpenFile {
    // Two edits at distant places are one stretch with all between them: each is a small one by itself.
    if (file.steps.length === mostSteps) file.steps.length = 0;
    file.steps.push(file.text);
    file.document = TextDocument.update(file.document, changes, version);
    file.names = null;
    return file;
  }

  get uri(): string {
    return this.document.uri;
  }

  get version(): number {
    return this.document.version;
  }

  get text(): string {
    return this.document.getText();
  }

  /** Of the text as it is now. Trees that were given before must not be used any more. */
  source(): ts.SourceFile {
    const { text } = this;
    for (const step of this.steps) this.parse(step);
    this.steps.length = 0;
    return this.parse(text);
  }

  private parse(text: string): ts.SourceFile {
    if (this.tree?.text === text) return this.tree;
    if (!this.tree || this.kept > mostKept) {
      this.kept = 0;
      return (this.tree = parse(this.file, text));
    }
    const change = changeBetween(this.tree.text, text);
    const { source, kept } = reparse(this.tree, text, change, this.parts.places);
    this.tree = source;
    this.kept += kept;
    return source;
  }

  bindings(): Bindings {
    this.names ??= new Bindings(this.source(), this.parts);
    return this.names;
  }

  summary(): FileSummary {
    return this.summarized.of(this.source(), this.bindings().scopes);
  }

  offsetAt(position: { line: number; character: number }): number {
    return this.document.offsetAt(position);
  }

  positionAt(offset: number): { line: number; character: number } {
    return this.document.positionAt(offset);
  }
}

/** Texts are compared in pieces of so many characters first, which is a matter of memory, and only then one by one. */
const pieceLength = 4096;

/** The one stretch in which two texts differ. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + pieceLength <= shorter && before.startsWith(after.slice(start, start + pieceLength), start))
    start += pieceLength;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail + pieceLength <= shorter - start &&
    before.endsWith(after.slice(after.length - tail - pieceLength, after.length - tail), before.length - tail)
  )
    tail += pieceLength;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return { start, length: before.length - start - tail, newLength: after.length - start - tail };
}
