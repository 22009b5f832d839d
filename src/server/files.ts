import { fileURLToPath, pathToFileURL } from 'node:url';

/** What TypeScript takes each language for, where a name has no ending that says so. */
const endings: Readonly<Record<string, string>> = {
  javascript: '.js',
  javascriptreact: '.jsx',
  typescript: '.ts',
  typescriptreact: '.tsx',
};

/** Absolute path of a document; for one that is no file, a name with the ending of its language. */
export function fileOf(uri: string, languageId = ''): string {
  if (uri.startsWith('file:')) {
    try {
      return fileURLToPath(uri);
    } catch {
      // A path of another system: a name like others.
    }
  }
  const ending = endings[languageId] ?? '';
  return uri.endsWith(ending) ? uri : uri + ending;
}

export function uriOf(file: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(file) ? file : pathToFileURL(file).href;
}

/** Whether a path is in a folder, or is the folder. */
export function isInside(file: string, folder: string): boolean {
  if (!file.startsWith(folder)) return false;
  return file.length === folder.length || /[\\/]/.test(file[folder.length]!) || /[\\/]$/.test(folder);
}
