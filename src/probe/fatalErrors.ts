import { fileURLToPath } from 'node:url';

/** Name that our bundle has in stacks (its sourceURL): tools fold it like Node's own frames. */
const ownName = 'node:internal/looplens';

interface Fatal {
  _fatalException?: (error: unknown, fromPromise: unknown) => unknown;
}

/**
 * An error that nobody handles is shown by Node with its stack: our frames are taken out of it first, and where it shows no
 * line because that would be ours (`wrap.ts`), the program's is put in front. Returns what undoes this. Errors that the program
 * catches keep a frame of ours where a wrapped built-in threw.
 */
export function cleanFatalErrors(readText: (path: string) => string): () => void {
  const target = process as unknown as Fatal;
  const original = target._fatalException;
  if (typeof original !== 'function') return () => {};
  const cleaning: NonNullable<Fatal['_fatalException']> = function (this: unknown, error, fromPromise) {
    clean(error, readText);
    return Reflect.apply(original, this, [error, fromPromise]);
  };
  target._fatalException = cleaning;
  return () => {
    if (target._fatalException === cleaning) target._fatalException = original;
  };
}

function clean(error: unknown, readText: (path: string) => string): void {
  try {
    if (!(error instanceof Error)) return;
    const { stack } = error;
    if (typeof stack !== 'string' || !stack.includes(ownName)) return;
    const lines = stack.split('\n');
    const cleaned = lines.filter((line) => !line.includes(ownName)).join('\n');
    error.stack = cleaned;
    // What does not parse has a place of its own, in the text.
    if (!(error instanceof SyntaxError) && isShown()) error.stack = shownLine(lines, readText) + cleaned;
  } catch {
    // A stack that cannot be read or set stays as it is.
  }
}

/** Whether Node will show the error rather than hand it to the program. */
function isShown(): boolean {
  return process.listenerCount('uncaughtException') === 0 && !process.hasUncaughtExceptionCaptureCallback();
}

/** What Node shows in front of a stack, for an error that native code threw which we had called; '' for any other. */
function shownLine(lines: readonly string[], readText: (path: string) => string): string {
  const own = lines.findIndex((line) => line.includes(ownName));
  const above = lines.slice(0, own).filter((line) => line.startsWith('    at '));
  if (above.some((line) => !line.endsWith('(<anonymous>)'))) return '';
  const place = /^ +at (?:.*\()?(.+?):(\d+):(\d+)\)?$/.exec(lines[own + 1] ?? '');
  if (!place) return '';
  const [, url = '', line, column] = place;
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  const text = readText(path).split(/\r?\n/)[Number(line) - 1] ?? '';
  const indent = text.slice(0, Number(column) - 1).replace(/[^\t]/g, ' ');
  return `${url}:${line}\n${text}\n${indent}^\n\n`;
}
