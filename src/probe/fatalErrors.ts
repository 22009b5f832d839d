/** Name that our bundle has in stacks (its sourceURL): tools fold it like Node's own frames. */
const ownName = 'node:internal/looplens';

interface Fatal {
  _fatalException?: (error: unknown, fromPromise: unknown) => unknown;
}

/**
 * An error that nobody handles is shown by Node with its stack: our frames are taken out of it first. Returns what undoes
 * this. Errors that the program catches keep a frame of ours where a wrapped built-in threw.
 */
export function cleanFatalErrors(): () => void {
  const target = process as unknown as Fatal;
  const original = target._fatalException;
  if (typeof original !== 'function') return () => {};
  const cleaning: NonNullable<Fatal['_fatalException']> = function (this: unknown, error, fromPromise) {
    clean(error);
    return Reflect.apply(original, this, [error, fromPromise]);
  };
  target._fatalException = cleaning;
  return () => {
    if (target._fatalException === cleaning) target._fatalException = original;
  };
}

function clean(error: unknown): void {
  try {
    if (!(error instanceof Error)) return;
    const { stack } = error;
    if (typeof stack !== 'string' || !stack.includes(ownName)) return;
    error.stack = stack
      .split('\n')
      .filter((line) => !line.includes(ownName))
      .join('\n');
  } catch {
    // A stack that cannot be read or set stays as it is.
  }
}
