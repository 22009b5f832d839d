import { readFile, stat } from 'node:fs/promises';

/** What the resolver needs of a disk. Nothing here rejects. */
export interface SourceFiles {
  /** Text of a file without a byte order mark; null if it cannot be read or is larger than anybody's script. */
  read(path: string): Promise<string | null>;
  isFile(path: string): Promise<boolean>;
}

const maxBytes = 128 * 1024 * 1024;

export const diskFiles: SourceFiles = {
  async read(path) {
    try {
      const status = await stat(path);
      if (!status.isFile() || status.size > maxBytes) return null;
      return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
    } catch {
      return null;
    }
  },
  async isFile(path) {
    try {
      return (await stat(path)).isFile();
    } catch {
      return false;
    }
  },
};

/** Text that a `data:` URL carries; null if it is none. */
export function textOfDataUrl(url: string): string | null {
  const [, parameters, data] = /^data:([^,]*),(.*)$/s.exec(url) ?? [];
  if (parameters === undefined || data === undefined) return null;
  try {
    const isBase64 = /;base64$/i.test(parameters);
    return isBase64 ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
  } catch {
    return null;
  }
}
