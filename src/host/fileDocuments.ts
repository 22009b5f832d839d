import * as vscode from 'vscode';
import { isFile } from './editTracker';
import { samePath } from './paths';

const windows = process.platform === 'win32';

/** The document of a file, where one is open. */
export function documentOf(file: string): vscode.TextDocument | null {
  const documents = vscode.workspace.textDocuments;
  return documents.find((document) => isFile(document) && samePath(document.fileName, file, windows)) ?? null;
}
