import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The report can't be written; the message is a sentence for a person. */
export class ReportFileError extends Error {
  constructor(path: string, cause: NodeJS.ErrnoException) {
    super(`The report can’t be written to ${path}: ${reasons[cause.code ?? ''] ?? cause.message}.`);
    this.name = 'ReportFileError';
  }
}

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'that is a folder; name a file in it',
  ENOTDIR: 'a part of that path is a file, not a folder',
  EEXIST: 'a part of that path is a file, not a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

export interface ReportFile {
  readonly path: string;
  /** Puts `text` there at once: a reader sees the file of before or the whole new one. Rejects with `ReportFileError`. */
  write(text: string): Promise<void>;
}

/**
 * Makes sure that a report can be written to `file`, so that nobody learns otherwise at the end; folders on the way to it
 * are made. Rejects with `ReportFileError`.
 */
export async function prepareReportFile(file: string, cwd: string): Promise<ReportFile> {
  const path = resolve(cwd, file);
  const guarded = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      throw new ReportFileError(path, error as NodeJS.ErrnoException);
    }
  };
  return guarded(async () => {
    const target = await existing(path);
    // A pipe or device (`/dev/stdout`) can't be replaced, only written to.
    if (target && !target.isFile) return { path, write: (text) => guarded(() => writeFile(path, text)) };
    const place = target?.path ?? path;
    await mkdir(dirname(place), { recursive: true });
    await replace(place, null);
    return { path, write: (text) => guarded(() => replace(place, text)) };
  });
}

async function existing(path: string): Promise<{ readonly path: string; readonly isFile: boolean } | null> {
  try {
    const entry = await stat(path);
    if (entry.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
    await access(path, constants.W_OK);
    return { path: await realpath(path), isFile: entry.isFile() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes beside `path` and moves the result there; with null it only tries whether it could. */
async function replace(path: string, text: string | null): Promise<void> {
  const draft = join(dirname(path), `.looplens-${randomUUID()}.tmp`);
  try {
    await writeFile(draft, text ?? '', { flag: 'wx' });
    if (text !== null) await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
