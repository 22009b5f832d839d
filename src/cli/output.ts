import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Output } from './context';

/** How long to wait before a full pipe is tried again. */
const fullPipeMs = 5;

/**
 * Standard output or error. A terminal is written through Node's stream, which knows its size and, on Windows, its
 * encoding. Pipes and files are written with `writeSync`: Node's streams would make a pipe non-blocking for the observed
 * program too, which shares it, and could lose text at process.exit.
 */
export function standardOutput(fd: 1 | 2): Output {
  if (!isatty(fd))
    return { isTTY: false, columns: undefined, rows: undefined, write: (text) => writeAll(fd, text) };
  const stream = fd === 1 ? process.stdout : process.stderr;
  stream.on('error', () => {});
  return {
    isTTY: true,
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    write: (text) => void stream.write(text),
  };
}

/** Writes all of `text`; gives up where nobody reads any more. */
function writeAll(fd: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, fullPipeMs);
    }
  }
}
