import type { Disposable } from '../shared/disposable';

/** Resolves with null after a time; never where that is null or it was disposed. */
export interface Deadline extends Disposable {
  readonly over: Promise<null>;
}

export function deadline(ms: number | null): Deadline {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<null>((resolve) => {
    if (ms !== null) timer = setTimeout(resolve, ms, null);
  });
  return { over, dispose: () => clearTimeout(timer) };
}
